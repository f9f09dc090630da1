import { Group, Tooltip } from "@mantine/core";
import {
  type Icon,
  IconBrandLine,
  IconCreditCard,
  IconDeviceDesktop,
  IconMail,
  IconPhone,
  IconUserCircle,
} from "@tabler/icons-react";
import type { IdentityKind } from "#kernel/identity";
import { useWords } from "#ui";
import { IDENTITY_WORDS } from "./words.ts";

export const IDENTITY_ICONS: Readonly<Record<IdentityKind, Icon>> = {
  user: IconUserCircle,
  line: IconBrandLine,
  email: IconMail,
  phone: IconPhone,
  card: IconCreditCard,
  anon: IconDeviceDesktop,
};
const ORDER = Object.keys(IDENTITY_ICONS) as IdentityKind[];

/** By which handles a person is known, one icon each, always in the same order. */
export const IdentityIcons = ({ kinds }: { readonly kinds: readonly IdentityKind[] }) => {
  const t = useWords(IDENTITY_WORDS);
  return (
    <Group gap={6} component="span" style={{ color: "var(--ink-soft)" }}>
      {ORDER.filter((kind) => kinds.includes(kind)).map((kind) => {
        const Shape = IDENTITY_ICONS[kind];
        return (
          <Tooltip key={kind} label={t(kind)}>
            <Shape size={16} stroke={1.6} role="img" aria-label={t(kind)} />
          </Tooltip>
        );
      })}
    </Group>
  );
};
