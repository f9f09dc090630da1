import { Group, Text } from "@mantine/core";
import { IconCamera, IconMessage, IconTruck, IconX } from "@tabler/icons-react";
import {
  actorName,
  type Moment,
  type Pair,
  say,
  Section,
  StatusBadge,
  Time,
  Timeline,
  useLanguage,
  useWords,
} from "#ui";
import { STATE_WORDS } from "../../model/claim/words.ts";
import type { ClaimState } from "../../model/claim/kinds.ts";
import type { Claim } from "./Claim.tsx";
import { carrierName } from "./parts.tsx";
import { lookWords, Twins } from "./Twins.tsx";

const words = {
  evidence: ["お申し出と写真", "What was brought forward"],
  none: ["まだ何も届いていません。", "Nothing yet."],
  photo: ["お客様の写真 {n}", "Photo {n} of the customer"],
  customer: ["お客様", "Customer"],
  staff: ["スタッフ", "Staff"],
  carrier: ["配送会社", "Carrier"],
  parcel: ["お届けの記録", "The carrier's record"],
  noParcel: ["どの荷物かわかっていません。", "It is not known which parcel this is about."],
  number: ["{carrier} {number}", "{carrier} {number}"],
  scanned: ["配達完了の記録あり", "Recorded as delivered"],
  notScanned: ["配達完了の記録なし", "Not recorded as delivered"],
  withPhoto: ["置き配の写真あり", "Photo at the door"],
  signed: ["受領印・署名あり", "Signed for"],
  promised: ["お届け予定 {at}", "Promised {at}"],
  history: ["経過", "History"],
  scans: ["配送会社の記録", "Scans"],
  steps: ["これまでの動き", "What happened"],
  automatic: ["自動", "Automatic"],
  refused: ["できませんでした: {why}", "Not possible: {why}"],
} as const;

const INPUTS: Readonly<Record<string, Pair>> = {
  open: ["受け付け", "Opened"],
  evidence: ["確認材料が加わりました", "Evidence was added"],
  score: ["採点", "Scored"],
  approve: ["自動承認", "Approved by the policy"],
  ask: ["お客様に確認をお願い", "Asked the customer"],
  review: ["人の確認へ", "Handed to a person"],
  take: ["担当者が引き取り", "Taken over by a person"],
  grant: ["承認", "Granted"],
  decline: ["見送り", "Declined"],
  appeal: ["再審査の申し出", "Appealed"],
  withdraw: ["取り下げ", "Withdrawn"],
  close: ["完了", "Closed"],
};
/** What the shop itself told, as against the carrier. */
const SHOP: Readonly<Record<string, Pair>> = {
  "Order Shipped": ["お店の記録: 発送", "Told by the shop: shipped"],
  "Order Delivered": ["お店の記録: お届け済み", "Told by the shop: delivered"],
};
const REFUSALS: Readonly<Record<string, Pair>> = {
  illegal: ["この状態ではできない操作", "not in this state"],
  reason_missing: ["理由がない", "no reason given"],
  appeal_too_late: ["期限を過ぎている", "too late"],
  more_than_paid: ["返せる残りを超える", "more than is left to give back"],
};

export const Evidence = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  useLanguage();
  const said = claim.evidence.filter((one) => one.kind === "statement");
  const photos = claim.evidence.filter((one) => one.kind === "photo" && one.file !== null);
  const giver = (name: string) => (name === "customer" || name === "staff" || name === "carrier" ? t(name) : name);
  return (
    <Section title={t("evidence")}>
      {said.length + photos.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {said.map((one) => (
        <div key={one.id} style={{ marginBottom: 12 }}>
          <Text size="xs" c="dimmed">
            {giver(one.giver)} · <Time at={one.at} />
          </Text>
          <Text style={{ whiteSpace: "pre-wrap" }}>{one.text}</Text>
        </div>
      ))}
      <Group gap="sm">
        {photos.map((one, i) => (
          <figure key={one.id} style={{ margin: 0, width: 160 }}>
            <a href={`/api/claims/pictures/${one.file}`} target="_blank" rel="noreferrer">
              <img
                src={`/api/claims/pictures/${one.file}`}
                alt={t("photo", { n: String(i + 1) })}
                width={160}
                height={160}
                style={{ objectFit: "cover", borderRadius: 8, display: "block", background: "var(--hair)" }}
              />
            </a>
            <Text component="figcaption" size="xs" c="dimmed">
              {lookWords(one.look)}
            </Text>
          </figure>
        ))}
      </Group>
      <Twins claim={claim} />
    </Section>
  );
};

export const ParcelStory = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  useLanguage();
  const story = claim.parcelStory;
  if (story === null)
    return (
      <Section title={t("parcel")}>
        <Text c="dimmed">{t("noParcel")}</Text>
      </Section>
    );
  const proof = claim.facts?.proof;
  const moments: Moment[] = story.scans
    .map((scan, i) => ({
      id: String(i),
      at: scan.at,
      icon: scan.photo ? IconCamera : IconTruck,
      tone: scan.state === "delivered" ? ("good" as const) : ("plain" as const),
      title: say(SHOP[scan.text] ?? [scan.text, scan.text]),
      detail: scan.place,
    }))
    .toReversed();
  return (
    <Section title={t("parcel")}>
      <Group gap="sm" mb="sm">
        <Text className="num">{t("number", { carrier: carrierName(story.carrier), number: story.number })}</Text>
        {proof && (
          <StatusBadge tone={proof.scanned ? "good" : "held"}>
            {t(proof.scanned ? "scanned" : "notScanned")}
          </StatusBadge>
        )}
        {proof?.photo && <StatusBadge tone="good">{t("withPhoto")}</StatusBadge>}
        {proof?.signed && <StatusBadge tone="good">{t("signed")}</StatusBadge>}
      </Group>
      <Timeline moments={moments} label={t("scans")} />
    </Section>
  );
};

export const History = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  useLanguage();
  const moments: Moment[] = claim.steps
    .map((step, i) => {
      const name = say(INPUTS[step.input] ?? [step.input, step.input]);
      // A state that its step is called by is not said again.
      const named = step.input === "open" || step.input === "score";
      const state = step.to === null || named ? undefined : STATE_WORDS[step.to as ClaimState];
      const why = REFUSALS[step.reason];
      return {
        id: String(i),
        at: step.at,
        icon: step.to === null ? IconX : IconMessage,
        tone: step.to === null ? ("held" as const) : ("plain" as const),
        title: `${name}${state ? ` → ${say(state)}` : ""}`,
        detail: [
          step.actor.includes(".") ? t("automatic") : actorName(step.actor),
          step.to === null ? t("refused", { why: why ? say(why) : step.reason }) : "",
        ]
          .filter((part) => part !== "")
          .join(" · "),
      };
    })
    .toReversed();
  return (
    <Section title={t("history")}>
      <Timeline moments={moments} label={t("steps")} />
    </Section>
  );
};
