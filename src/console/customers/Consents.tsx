import { Anchor, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { ChannelIcon, Loaded, Section, StatusBadge, Time, useWords } from "#ui";
import type { api } from "../api.ts";
import { channelWords } from "../story/tell.ts";
import { whyWords } from "../story/why-words.ts";

type Consent = Awaited<ReturnType<typeof api.consent.consentOf>>;

const words = {
  title: ["同意と届く先", "Consent and reach"],
  reachable: ["お届けできます", "Can be reached"],
  granted: ["同意あり", "Granted"],
  withdrawn: ["撤回", "Withdrawn"],
  none: ["同意なし", "Not given"],
  proofs: ["同意の記録 {n} 件", "{n} {n|proof|proofs}"],
  noProofs: ["同意の記録はまだありません。", "Nothing was stated yet."],
  page: ["お客様の配信設定ページ", "This customer's preference page"],
  all: ["すべて", "everything"],
} as const;

/** On which channels this person can be written to, and what they agreed to, with the proof. */
export const Consents = ({ query }: { readonly query: UseQueryResult<Consent> }) => {
  const t = useWords(words);
  return (
    <Section title={t("title")}>
      <Loaded query={query}>
        {(consent) => (
          <Stack gap="sm">
            <ul className="handles">
              {consent.channels
                .filter((c) => c.address)
                .map((c) => (
                  <li key={c.channel}>
                    <ChannelIcon channel={c.channel} />
                    <span style={{ flex: 1 }}>{channelWords(c.channel)}</span>
                    <StatusBadge tone={c.reachable ? "good" : "held"}>
                      {c.reachable ? t("reachable") : whyWords(c.reason ?? "")}
                    </StatusBadge>
                  </li>
                ))}
            </ul>
            {consent.proofs.length === 0 ? (
              <Text size="xs" c="dimmed">
                {t("noProofs")}
              </Text>
            ) : (
              <details>
                <summary>{t("proofs", { n: consent.proofs.length })}</summary>
                <ul className="rows" style={{ fontSize: 13 }}>
                  {consent.proofs.map((proof) => (
                    <li key={`${proof.at} ${proof.channel} ${proof.purpose} ${proof.state}`}>
                      <Time at={proof.at} /> {channelWords(proof.channel === "*" ? t("all") : proof.channel)}
                      {proof.purpose !== "*" && ` · ${proof.purpose}`} ·{" "}
                      {t(proof.state === "granted" ? "granted" : "withdrawn")}
                      <br />
                      <Text component="span" size="xs" c="dimmed">
                        {proof.place} · {proof.source}
                        {proof.wording && ` · 「${proof.wording}」`}
                      </Text>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            <Anchor href={consent.preferencePage} target="_blank" rel="noreferrer" fz="sm">
              {t("page")}
            </Anchor>
          </Stack>
        )}
      </Loaded>
    </Section>
  );
};
