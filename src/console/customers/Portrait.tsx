import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Json } from "#kernel/log";
import { Facts, type FactRow, Section, Time, useWords } from "#ui";
import { api } from "../api.ts";
import { Consents } from "./Consents.tsx";
import { IDENTITY_ICONS } from "./IdentityIcons.tsx";
import { phoneText, traitHint, traitText, traitWords } from "../story/trait-words.ts";
import { IDENTITY_WORDS } from "./words.ts";

type Profile = Awaited<ReturnType<typeof api.profiles.get>>;

const words = {
  known: ["つながり", "Known by"],
  about: ["お客様について", "About"],
  more: ["そのほかの属性 {n} 件", "{n} more {n|trait|traits}"],
  none: ["属性はまだありません。", "No traits yet."],
  since: ["初めての記録", "First seen"],
  source: ["{source} から", "from {source}"],
} as const;

/** Said once above, as name or identity: not again among the traits. */
const SAID = new Set([
  "name",
  "first_name",
  "last_name",
  "firstName",
  "lastName",
  "kana",
  "first_name_kana",
  "last_name_kana",
  "firstNameKana",
  "lastNameKana",
  "email",
  "phone",
  "line_user_id",
  "lineUserId",
]);
const FIRST = 8;

/** Who this is, at one glance. */
export const Portrait = ({ profile }: { readonly profile: Profile }) => {
  const t = useWords(words);
  const kind = useWords(IDENTITY_WORDS);
  const consent = useQuery({
    queryKey: ["consent", profile.id],
    queryFn: () => api.consent.consentOf({ params: { profile: profile.id } }),
  });
  const traits = profile.traits.filter((each) => !SAID.has(each.name));
  const row = (each: Profile["traits"][number]): FactRow => [
    <span key={`${each.name}.name`} title={traitHint(each.name)}>
      {t(traitWords(each.name))}
    </span>,
    <span key={each.name} title={t("source", { source: each.source })}>
      {traitText(each.name, each.value as Json)}
    </span>,
  ];
  return (
    <>
      <Section title={t("known")}>
        <ul className="handles">
          {profile.identities
            .filter((each) => each.kind !== "anon")
            .map((each) => {
              const Shape = IDENTITY_ICONS[each.kind];
              return (
                <li key={each.key}>
                  <Shape size={16} stroke={1.6} role="img" aria-label={kind(each.kind)} />
                  <span>{each.kind === "phone" ? phoneText(each.value) : each.value}</span>
                </li>
              );
            })}
        </ul>
      </Section>
      <Section title={t("about")}>
        {traits.length === 0 && <Text c="dimmed">{t("none")}</Text>}
        <Facts
          rows={[
            ...traits.slice(0, FIRST).map(row),
            [t("since"), <Time key="since" at={profile.createdAt} show="day" />],
          ]}
        />
        {traits.length > FIRST && (
          <details style={{ marginTop: 8 }}>
            <summary>{t("more", { n: traits.length - FIRST })}</summary>
            <Facts rows={traits.slice(FIRST).map(row)} />
          </details>
        )}
      </Section>
      <Consents query={consent} />
    </>
  );
};
