import { Alert, Button, Fieldset, NumberInput, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded, PageHeader, SaveForm, Section, useAct, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import type { CarrierTerms } from "../../model/claim/carrier.ts";
import { carrierName } from "./parts.tsx";

const words = {
  claims: ["お届けトラブル", "Delivery claims"],
  carriers: ["配送会社への請求", "Claims against carriers"],
  title: ["配送会社の補償の条件", "What carriers owe"],
  lead: [
    "荷物の紛失・破損があったとき、いつまでに、いくらまで配送会社へ請求できるか。請求ファイルの期限と金額に使います。",
    "Until when, and up to how much, a loss or damage can be claimed from the carrier. Deadlines and amounts of claim files follow it.",
  ],
  check: ["契約書をご確認ください", "Check them against your contracts"],
  checkBody: [
    "はじめの値は、日本の標準的な運送約款を目安にしたものです。貴社と配送会社との契約が優先します。契約書や約款の最新の内容を確かめてから保存してください。",
    "The values you find here follow the usual terms of carriage in Japan. Your own contracts go before them: read the current ones before you save.",
  ],
  other: ["そのほかの配送会社(標準)", "All other carriers (standard)"],
  each: ["配送会社ごと", "By carrier"],
  damage: ["破損・不足を知らせる期限", "Damage and shortage: report within"],
  damageHelp: ["お届けの日から", "From the delivery"],
  loss: ["紛失を知らせる期限", "Loss: report within"],
  lossHelp: ["発送の日から", "From the day it was sent"],
  most: ["1個あたりの補償の上限", "Most that is paid for a parcel"],
  mostHelp: ["これを超える金額は請求しません", "No more than this is asked for"],
  days: [" 日", " days"],
  own: ["契約の条件を入れる", "Enter its contract"],
  drop: ["標準に戻す", "Back to standard"],
  standard: ["標準と同じ", "as the standard"],
  saved: ["補償の条件を保存しました", "Terms saved"],
} as const;

type Terms = CarrierTerms["other"];
const KNOWN = ["yamato", "sagawa", "japanpost"] as const;

const TermsFields = ({
  value,
  set,
  may,
}: {
  readonly value: Terms;
  readonly set: (next: Terms) => void;
  readonly may: boolean;
}) => {
  const t = useWords(words);
  const field = (name: keyof Terms, words_: "damage" | "loss" | "most", limits: { min: number; max: number }) => (
    <NumberInput
      label={t(words_)}
      description={t(`${words_}Help`)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      {...(name === "most" ? { prefix: "¥", thousandSeparator: "," } : { suffix: t("days") })}
      {...limits}
      value={value[name]}
      disabled={!may}
      onChange={(next) => set({ ...value, [name]: Number(next) || limits.min })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" maw={880}>
      {field("damageDays", "damage", { min: 1, max: 365 })}
      {field("lossDays", "loss", { min: 1, max: 730 })}
      {field("most", "most", { min: 0, max: 100_000_000 })}
    </SimpleGrid>
  );
};

const Form = ({ start }: { readonly start: CarrierTerms }) => {
  const t = useWords(words);
  const may = useMay("marketer");
  const [value, setValue] = useState(start);
  const save = useAct((body: CarrierTerms) => api.claims.saveCarrierTerms({ body }), {
    done: words.saved,
    refresh: [["claims"]],
    quiet: true,
  });
  const put = (carrier: string, terms: Terms | null) => {
    const { [carrier]: _, ...others } = value.carriers;
    setValue({ ...value, carriers: terms === null ? others : { ...others, [carrier]: terms } });
  };
  return (
    <SaveForm changed={value !== start} may={may} save={() => save.mutate(value)} state={save}>
      <Section title={t("other")}>
        <TermsFields value={value.other} set={(other) => setValue({ ...value, other })} may={may} />
      </Section>
      <Section title={t("each")}>
        {[...new Set([...KNOWN, ...Object.keys(value.carriers)])].map((carrier) => {
          const own = value.carriers[carrier];
          return (
            <Fieldset
              key={carrier}
              mb="md"
              legend={own ? carrierName(carrier) : `${carrierName(carrier)} – ${t("standard")}`}
            >
              {own && <TermsFields value={own} set={(next) => put(carrier, next)} may={may} />}
              {may && (
                <Button
                  size="xs"
                  mt={own ? "md" : 0}
                  variant={own ? "subtle" : "default"}
                  aria-label={`${carrierName(carrier)}: ${t(own ? "drop" : "own")}`}
                  onClick={() => put(carrier, own ? null : value.other)}
                >
                  {t(own ? "drop" : "own")}
                </Button>
              )}
            </Fieldset>
          );
        })}
      </Section>
    </SaveForm>
  );
};

/** What the brand's contracts with carriers say of losses and damage. */
export const Terms = () => {
  const t = useWords(words);
  const terms = useQuery({ queryKey: ["claims", "terms"], queryFn: () => api.claims.carrierTerms({}) });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        up={[
          { to: "/claims", label: t("claims") },
          { to: "/claims/carriers", label: t("carriers") },
        ]}
      />
      <Alert color="amber" title={t("check")} mb="lg" maw={880} role="note">
        {t("checkBody")}
      </Alert>
      <Loaded query={terms}>{(start) => <Form key={JSON.stringify(start)} start={start} />}</Loaded>
    </>
  );
};
