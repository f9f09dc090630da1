import { AppShell, Burger, Button, Group, Kbd, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { ConnectionNotice } from "./connection-notice.tsx";
import { Navigation } from "./navigation.tsx";
import { openPalette, Palette } from "./palette.tsx";
import { useMe } from "./session.ts";
import { UserMenu } from "./user-menu.tsx";
import { AppLink } from "./ui/link.tsx";
import { useWords } from "./words.ts";

const words = {
  skip: ["本文へ移動", "Skip to content"],
  menu: ["メニューを開く", "Open menu"],
  find: ["検索・移動", "Find or go to"],
} as const;

const Brand = ({ name }: { readonly name: string }) => (
  <AppLink to="/" className="plain" style={{ display: "flex", alignItems: "center", gap: 10, minWidth: 0 }}>
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden style={{ flexShrink: 0 }}>
      <rect width="32" height="32" rx="7" fill="#3F6B4F" />
      <g fill="none" stroke="#FAF8F5" strokeWidth="2" strokeLinecap="round">
        <path d="M6 12 16 6l10 6" />
        <path d="M9 13v7m14-7v7" />
        <path d="M5 21h22M5 25h22" />
      </g>
    </svg>
    <Text fw={600} truncate>
      {name}
    </Text>
  </AppLink>
);

/** Everything around a page once somebody is signed in. */
export const Shell = () => {
  const t = useWords(words);
  const me = useMe();
  const [opened, { toggle, close }] = useDisclosure();
  if (!me) return null;
  return (
    <AppShell
      header={{ height: { base: 56, md: 0 } }}
      navbar={{ width: 224, breakpoint: "md", collapsed: { mobile: !opened } }}
      padding={{ base: "md", md: "xl" }}
    >
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <AppShell.Header hiddenFrom="md" px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Brand name={me.brand.name} />
          <Group gap="sm" wrap="nowrap">
            <Button variant="subtle" color="gray" px="sm" onClick={openPalette} aria-label={t("find")}>
              <IconSearch size={20} aria-hidden />
            </Button>
            <Burger opened={opened} onClick={toggle} size="sm" aria-label={t("menu")} aria-expanded={opened} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" bg="var(--mantine-color-body)">
        <div className="nav">
          <Group mb="md" visibleFrom="md" wrap="nowrap">
            <Brand name={me.brand.name} />
          </Group>
          <Button
            visibleFrom="md"
            variant="default"
            justify="space-between"
            mb="md"
            styles={{ label: { flex: 1 } }}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={<Kbd size="xs">⌘K</Kbd>}
            onClick={openPalette}
            c="dimmed"
            fw={400}
          >
            {t("find")}
          </Button>
          <div style={{ flex: 1, overflowY: "auto" }}>
            <Navigation role={me.user.role} onFollow={close} />
          </div>
          <UserMenu me={me} />
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: "none" }}>
        <div style={{ maxWidth: 1440, marginInline: "auto" }}>
          <ConnectionNotice />
          <Outlet />
        </div>
      </AppShell.Main>
      <Palette role={me.user.role} />
    </AppShell>
  );
};
