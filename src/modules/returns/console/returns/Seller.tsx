import { ActionIcon, Button, Group, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded, PageHeader, ProblemNotice, Section, useAct, useLanguage, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import { Seller as Shape } from "../../model/policy.ts";

const words = {
  policies: ["返品ポリシー", "Return policy"],
  title: ["販売者と店舗", "Seller and stores"],
  lead: [
    "返送先のラベルと適格返還請求書に載ります。店舗があれば、お客様は店舗への持ち込みも選べます。",
    "Printed on labels and return invoices. Where there are stores, customers may bring things back to them.",
  ],
  seller: ["販売者", "Seller"],
  name: ["名称", "Name"],
  registration: ["登録番号", "Registration number"],
  registrationNote: ["適格請求書発行事業者の番号。T と13桁の数字", "Of a qualified invoice issuer: T and 13 digits"],
  registrationBad: ["T に続けて13桁の数字で入力してください", "T, then 13 digits"],
  address: ["返送先の住所", "Address for returns"],
  phone: ["電話番号", "Phone"],
  rounding: ["消費税の端数", "Rounding of tax"],
  floor: ["切り捨て", "Down"],
  round: ["四捨五入", "To the nearest"],
  ceil: ["切り上げ", "Up"],
  missing: [
    "登録番号がないあいだ、お客様の仕入税額控除に使える返還請求書にはなりません。",
    "Without it, return invoices do not serve buyers for their input tax.",
  ],
  stores: ["返品を受け付ける店舗", "Stores that take returns"],
  none: ["店舗はまだありません。", "No stores yet."],
  add: ["店舗を追加", "Add a store"],
  storeName: ["店舗名", "Name of the store"],
  storeAddress: ["店舗の住所", "Address of the store"],
  remove: ["{n} を削除", "Remove {n}"],
  unnamed: ["名称のない店舗", "the unnamed store"],
  save: ["保存", "Save"],
  saved: ["保存しました", "Saved"],
  owner: ["変更できるのはオーナーだけです。", "Only owners can change this."],
} as const;

const Editor = ({ given }: { readonly given: Shape }) => {
  const t = useWords(words);
  useLanguage();
  const may = useMay("owner");
  const [seller, setSeller] = useState(given);
  const change = (next: Partial<Shape>) => setSeller((now) => ({ ...now, ...next }));
  const { registration, stores } = seller;
  const numbered = Shape.shape.registration.safeParse(registration).success;
  const named = stores.every((store) => store.name.trim() !== "");
  const changed = JSON.stringify(seller) !== JSON.stringify(given);
  const save = useAct(() => api.returns.saveSeller({ body: seller }), {
    done: words.saved,
    refresh: [["returns", "seller"]],
  });
  const text = (key: "name" | "address" | "phone", max: number) => (
    <TextInput
      label={t(key)}
      value={seller[key]}
      maxLength={max}
      disabled={!may}
      onChange={(e) => change({ [key]: e.currentTarget.value })}
    />
  );
  const store = (at: number, next: Partial<Shape["stores"][number]>) =>
    change({ stores: stores.map((each, i) => (i === at ? { ...each, ...next } : each)) });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      {!may && (
        <Text c="dimmed" mb="sm">
          {t("owner")}
        </Text>
      )}
      {save.error && <ProblemNotice error={save.error} />}
      <Section title={t("seller")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={860}>
          {text("name", 200)}
          <TextInput
            label={t("registration")}
            description={t("registrationNote")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={registration}
            maxLength={20}
            disabled={!may}
            error={numbered ? undefined : t("registrationBad")}
            // Numbers are often typed with full-width digits and hyphens.
            onChange={(e) =>
              change({ registration: e.currentTarget.value.normalize("NFKC").toUpperCase().replaceAll(/[\s-]/gu, "") })
            }
          />
          {text("address", 300)}
          {text("phone", 40)}
          <Select
            label={t("rounding")}
            data={(["floor", "round", "ceil"] as const).map((value) => ({ value, label: t(value) }))}
            value={seller.rounding}
            allowDeselect={false}
            disabled={!may}
            onChange={(next) => next && change({ rounding: next as Shape["rounding"] })}
          />
        </SimpleGrid>
        {registration === "" && (
          <Text size="sm" c="dimmed" mt="sm">
            {t("missing")}
          </Text>
        )}
      </Section>
      <Section title={t("stores")}>
        {stores.length === 0 && <Text c="dimmed">{t("none")}</Text>}
        {stores.map((each, i) => (
          <Group key={each.id} align="flex-end" mb="sm" maw={860} wrap="wrap">
            <TextInput
              label={t("storeName")}
              value={each.name}
              maxLength={100}
              required
              disabled={!may}
              onChange={(e) => store(i, { name: e.currentTarget.value })}
              style={{ flex: "1 1 180px" }}
            />
            <TextInput
              label={t("storeAddress")}
              value={each.address}
              maxLength={300}
              disabled={!may}
              onChange={(e) => store(i, { address: e.currentTarget.value })}
              style={{ flex: "2 1 240px" }}
            />
            {may && (
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={t("remove", { n: each.name || t("unnamed") })}
                onClick={() => change({ stores: stores.filter((_, n) => n !== i) })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {may && (
          <Button
            variant="default"
            onClick={() =>
              change({ stores: [...stores, { id: `store-${crypto.randomUUID().slice(0, 8)}`, name: "", address: "" }] })
            }
          >
            {t("add")}
          </Button>
        )}
      </Section>
      {may && (
        <Button type="submit" disabled={!changed || !numbered || !named} loading={save.isPending}>
          {t("save")}
        </Button>
      )}
    </form>
  );
};

/** Who sells, as tax notes and labels say, and the stores where things may be brought back. */
export const SellerPage = () => {
  const t = useWords(words);
  const found = useQuery({ queryKey: ["returns", "seller"], queryFn: () => api.returns.seller({}) });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} up={[{ to: "/returns/policy", label: t("policies") }]} />
      <Loaded query={found}>{(seller) => <Editor key={JSON.stringify(seller)} given={seller} />}</Loaded>
    </>
  );
};
