import { Text } from "@mantine/core";
import { splitKey } from "#kernel/identity";
import { StatusBadge, Time, useWords } from "#ui";
import type { api } from "../api.ts";
import { IDENTITY_ICONS } from "./IdentityIcons.tsx";
import { Separate } from "./Separate.tsx";
import { IDENTITY_WORDS, ruleWords } from "./words.ts";

type Identity = Awaited<ReturnType<typeof api.profiles.identities>>["items"][number];

const words = {
  lead: [
    "これらの識別子は、下の根拠により同じお客様のものと判断しています。",
    "These identities belong to one person, for the reasons below.",
  ],
  since: ["初出", "First named"],
  with: ["{rule}: {other}", "{rule}: {other}"],
  shared: ["共有の値のため名寄せに使いません", "Shared value: joins nobody"],
  refused: ["名寄せに使用せず", "Not used to join"],
  apart: ["別のお客様と記録", "Said not to be one person"],
  alone: ["ほかの識別子との結び付きはまだありません。", "Not joined to another identity yet."],
} as const;

/** Every handle of this person and why it is theirs. */
export const Identities = ({
  profile,
  identities,
}: {
  readonly profile: string;
  readonly identities: readonly Identity[];
}) => {
  const t = useWords(words);
  const kind = useWords(IDENTITY_WORDS);
  return (
    <>
      <Text c="dimmed" mb="md">
        {t("lead")}
      </Text>
      <ul className="rows">
        {identities.map((each) => {
          const Shape = IDENTITY_ICONS[each.kind];
          return (
            <li key={each.key}>
              <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
                <Shape size={16} stroke={1.6} aria-hidden />
                <Text component="span" size="xs" c="dimmed">
                  {kind(each.kind)}
                </Text>
                <b style={{ fontWeight: 600, overflowWrap: "anywhere" }}>{each.value}</b>
                {each.shared && (
                  <StatusBadge tone="held" title={each.shared}>
                    {t("shared")}
                  </StatusBadge>
                )}
                <Text component="span" size="xs" c="dimmed" ml="auto">
                  {t("since")} <Time at={each.since} /> · {each.source}
                </Text>
              </div>
              <ul style={{ listStyle: "none", margin: 0, paddingLeft: 24, fontSize: 13, color: "var(--ink-soft)" }}>
                {each.evidence.length === 0 && <li>{t("alone")}</li>}
                {each.evidence.map((e) => {
                  const other = splitKey(e.other);
                  const apart = e.refused === "retracted";
                  return (
                    <li key={`${e.other} ${e.position}`}>
                      ↔ {t("with", { rule: t(ruleWords(e.rule)), other: `${kind(other.kind)} ${other.value}` })} ·{" "}
                      <Time at={e.at} /> · {e.source} · #{e.position}
                      {e.refused && (
                        <>
                          {" "}
                          <StatusBadge tone="held" title={e.refused}>
                            {t(apart ? "apart" : "refused")}
                          </StatusBadge>
                        </>
                      )}
                      {(e.refused === null || apart) && (
                        <Separate profile={profile} a={each.key} b={e.other} apart={!apart} />
                      )}
                    </li>
                  );
                })}
              </ul>
            </li>
          );
        })}
      </ul>
    </>
  );
};
