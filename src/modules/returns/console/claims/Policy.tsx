import { Button, Group, NumberInput, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  actorName,
  type Language,
  Loaded,
  number,
  PageHeader,
  say,
  Section,
  Time,
  useAct,
  useLanguage,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { DIRECTION, FEATURES, type Feature } from "../../model/claim/features.ts";
import type { ClaimPolicy } from "../../model/claim/policy.ts";
import { FEATURE_WORDS } from "../../model/claim/words.ts";
import { Care } from "./Care.tsx";
import { Effect } from "./Effect.tsx";

const words = {
  title: ["お届けトラブルの判定方針", "Policy for claims"],
  lead: [
    "点数の重み、自動承認の範囲、大切なお客様への配慮。自動で行うのは承認と確認のお願いまでで、お断りは人が決めます。",
    "The weights, what is approved at once, and care for good customers. Only approvals and questions are automatic; people decline.",
  ],
  claims: ["お届けトラブル", "Delivery claims"],
  version: ["第{n}版", "Version {n}"],
  standard: ["標準の方針", "The policy that comes with the product"],
  limits: ["判定の境目", "Thresholds"],
  approveBelow: ["この点数未満は自動で承認", "Approved at once below"],
  reviewFrom: ["この点数以上は人が確認", "A person looks from"],
  limitsNote: [
    "あいだの点数では、写真や状況の確認をお願いします。",
    "Between the two the customer is asked for a photo or what they found.",
  ],
  autoUpTo: ["自動承認の上限(1件)", "At most, each"],
  autoPerDay: ["自動承認の上限(1日)", "At most, a day"],
  lateCredit: ["遅延のお詫び", "Credit for a late parcel"],
  reviewHours: ["確認の期限", "To be looked at within"],
  askHours: ["回答を待つ時間", "Wait for an answer"],
  appealDays: ["再審査の期間", "May be appealed for"],
  weights: ["重み", "Weights"],
  weightsNote: [
    "項目ごとに向きが決まっています。お客様を支える項目を、不利に使うことはできません。",
    "Each points one way only: what speaks for the customer cannot be turned against them.",
  ],
  against: ["確認を促す", "For a closer look"],
  forThem: ["お客様を支える", "For the customer"],
  bias: ["基準", "Base"],
  refit: ["結果から重みを見直す", "Fit the weights to what was found"],
  tooFew: ["確認結果が200件たまると見直せます(今 {n} 件)。", "Possible with 200 outcomes ({n} now)."],
  oneSided: ["どちらか一方の結果が少なすぎます({n} 件)。", "Too few outcomes of one kind ({n} in all)."],
  fitted: [
    "{n} 件の結果から見直しました。影響を見てから保存してください。",
    "Fitted to {n} {n|outcome|outcomes}. Look at the effect before you save.",
  ],
  note: ["変更の理由", "Why it changes"],
  save: ["新しい版として保存", "Save as a new version"],
  saved: ["保存しました。これからの申告に使います。", "Saved. It counts for claims from now on."],
  effect: ["影響を見る", "See the effect"],
  versions: ["版の履歴", "Versions"],
} as const;

type NumberKey = { [K in keyof ClaimPolicy]: ClaimPolicy[K] extends number ? K : never }[keyof ClaimPolicy];
const LIMITS: readonly NumberKey[] = [
  "approveBelow",
  "reviewFrom",
  "autoUpTo",
  "autoPerDay",
  "lateCredit",
  "reviewHours",
  "askHours",
  "appealDays",
];

const YEN = () => ({ prefix: "¥" });
const HOURS = (tongue: Language) => ({ suffix: tongue === "ja" ? " 時間" : " h" });
const POINTS = (tongue: Language) => ({ suffix: tongue === "ja" ? " 点" : " points" });
/** What each limit is counted in. */
const UNIT: Readonly<Partial<Record<NumberKey, (tongue: Language) => { prefix?: string; suffix?: string }>>> = {
  approveBelow: POINTS,
  reviewFrom: POINTS,
  autoUpTo: YEN,
  autoPerDay: YEN,
  lateCredit: YEN,
  reviewHours: HOURS,
  askHours: HOURS,
  appealDays: (tongue) => ({ suffix: tongue === "ja" ? " 日" : " days" }),
};

const Editor = ({ version, given }: { readonly version: number; readonly given: ClaimPolicy }) => {
  const t = useWords(words);
  const tongue = useLanguage();
  const may = useMay("marketer");
  const [policy, setPolicy] = useState(given);
  const [note, setNote] = useState("");
  const [said, setSaid] = useState("");
  const changed = JSON.stringify(policy) !== JSON.stringify(given);
  const preview = useAct(() => api.claims.previewClaimPolicy({ body: { policy, days: 90 } }));
  const save = useAct(() => api.claims.saveClaimPolicy({ body: { after: version, policy, note } }), {
    done: words.saved,
    refresh: [["claims", "policy"]],
  });
  const refit = useAct(() => api.claims.proposeClaimWeights({}), {
    after: (found) => {
      const n = { n: number(found.outcomes) };
      if (!found.ok) return setSaid(t(found.why === "too_few" ? "tooFew" : "oneSided", n));
      setPolicy((now) => ({ ...now, bias: found.bias, weights: found.weights }));
      setSaid(t("fitted", n));
    },
  });
  const weigh = (feature: Feature, value: number) =>
    setPolicy((now) => ({ ...now, weights: { ...now.weights, [feature]: value * DIRECTION[feature] } }));
  const column = (direction: 1 | -1) => (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t(direction === 1 ? "against" : "forThem")}
      </Text>
      {FEATURES.filter((feature) => DIRECTION[feature] === direction).map((feature) => (
        <Group key={feature} justify="space-between" wrap="nowrap" gap="sm" py={4}>
          <label htmlFor={`w-${feature}`}>{say(FEATURE_WORDS[feature])}</label>
          <NumberInput
            id={`w-${feature}`}
            w={96}
            min={0}
            max={10}
            step={0.1}
            decimalScale={2}
            disabled={!may}
            prefix={direction === 1 ? "+" : "−"}
            value={Math.abs(policy.weights[feature])}
            onChange={(value) => weigh(feature, Number(value) || 0)}
          />
        </Group>
      ))}
    </div>
  );
  return (
    <>
      <Section title={t("limits")}>
        <Text c="dimmed" mb="sm">
          {t("limitsNote")}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
          {LIMITS.map((key) => (
            <NumberInput
              key={key}
              label={t(key as "approveBelow")}
              min={0}
              thousandSeparator
              {...UNIT[key]?.(tongue)}
              disabled={!may}
              value={policy[key]}
              onChange={(value) => setPolicy((now) => ({ ...now, [key]: Number(value) || 0 }))}
            />
          ))}
        </SimpleGrid>
      </Section>
      <Care lines={policy.care} may={may} onChange={(care) => setPolicy((now) => ({ ...now, care: [...care] }))} />
      <Section
        title={t("weights")}
        actions={
          may && (
            <Button variant="default" loading={refit.isPending} onClick={() => refit.mutate()}>
              {t("refit")}
            </Button>
          )
        }
      >
        <Text c="dimmed" mb="sm">
          {t("weightsNote")}
        </Text>
        {said !== "" && (
          <Text role="status" mb="sm">
            {said}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" maw={860}>
          {column(1)}
          <div>
            {column(-1)}
            <Group justify="space-between" wrap="nowrap" gap="sm" py={4} mt="md">
              <label htmlFor="bias">{t("bias")}</label>
              <NumberInput
                id="bias"
                w={96}
                min={-10}
                max={10}
                step={0.1}
                decimalScale={2}
                disabled={!may}
                value={policy.bias}
                onChange={(value) => setPolicy((now) => ({ ...now, bias: Number(value) || 0 }))}
              />
            </Group>
          </div>
        </SimpleGrid>
      </Section>
      {preview.data && <Effect effect={preview.data} />}
      {may && (
        <Group gap="sm" align="flex-end" mb="xl">
          <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
            {t("effect")}
          </Button>
          <TextInput
            label={t("note")}
            value={note}
            onChange={(e) => setNote(e.currentTarget.value)}
            w={{ base: "100%", xs: 320 }}
          />
          <Button disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </Button>
        </Group>
      )}
    </>
  );
};

export const Policy = () => {
  const t = useWords(words);
  const query = useQuery({ queryKey: ["claims", "policy"], queryFn: () => api.claims.claimPolicy({}) });
  return (
    <Loaded query={query}>
      {({ version, policy, versions }) => (
        <>
          <PageHeader
            title={t("title")}
            lead={t("lead")}
            up={[{ to: "/claims", label: t("claims") }]}
            badge={<Text c="dimmed">{version === 0 ? t("standard") : t("version", { n: number(version) })}</Text>}
          />
          <Editor key={version} version={version} given={policy} />
          {versions.length > 0 && (
            <Section title={t("versions")}>
              <ul style={{ paddingLeft: 20 }}>
                {versions.map((one) => (
                  <li key={one.version}>
                    {t("version", { n: number(one.version) })} · <Time at={one.at} /> · {actorName(one.actor)}{" "}
                    {one.note}
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
};
