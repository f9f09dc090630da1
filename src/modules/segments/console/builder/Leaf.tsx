import { Button, CloseButton, Select } from "@mantine/core";
import { IconFilterPlus } from "@tabler/icons-react";
import { brandCurrency, useWords } from "#ui";
import type { EventLeaf, Leaf, OrderValueLeaf, RfmLeaf, TraitTest, ValueTest } from "#segments/model";
import { useOptions, useProperties } from "../names.ts";
import { draftLeaf, kindOf, type Kind, KINDS, replacedAt, withoutAt } from "./drafts.ts";
import { CountField, Suggested, Whole, WindowField } from "./fields.tsx";
import { RfmCutsNote } from "./RfmCutsNote.tsx";
import { TestField } from "./Test.tsx";

const words = {
  kind: ["条件の種類", "Kind of condition"],
  event: ["イベント", "Event"],
  page: ["ページの閲覧", "Page view"],
  trait: ["属性", "Trait"],
  order_count: ["注文回数", "Number of orders"],
  order_value: ["購入金額", "Order value"],
  order_recency: ["最後の注文", "Last order"],
  rfm: ["RFMスコア", "RFM score"],
  identity: ["識別子", "Identity"],
  segment: ["ほかのセグメント", "Another segment"],
  eventName: ["イベント名", "Event name"],
  pageName: ["ページ名(空欄はすべて)", "Page name (empty: any)"],
  traitName: ["属性名", "Trait name"],
  property: ["プロパティ", "Property"],
  addWhere: ["プロパティで絞る", "Narrow by property"],
  removeWhere: ["この絞り込みを外す", "Remove this property"],
  sum: ["合計", "in total"],
  average: ["1回あたり平均", "on average"],
  measure: ["金額の見方", "Sum or average"],
  at_least: ["以上", "at least"],
  at_most: ["以下", "at most"],
  compare: ["比べ方", "Comparison"],
  amount: ["金額", "Amount"],
  within: ["日以内", "days ago or less"],
  over: ["日以上前", "days ago or more"],
  days: ["日数", "Days"],
  recency: ["最近か以前か", "Recent or long ago"],
  has: ["持っている識別子", "Which identity"],
  user: ["会員ID", "member id"],
  email: ["メールアドレス", "e-mail address"],
  phone: ["電話番号", "phone number"],
  line: ["LINE連携", "LINE account"],
  card: ["店舗カード", "store card"],
  anon: ["匿名ID", "anonymous id"],
  which: ["セグメントを選ぶ", "Choose a segment"],
  from: ["{part} の下限", "Lowest {part}"],
  to: ["{part} の上限", "Highest {part}"],
} as const;

interface Props<L> {
  readonly leaf: L;
  readonly onChange: (leaf: Leaf) => void;
}

const EventFields = ({ leaf, onChange }: Props<EventLeaf>) => {
  const t = useWords(words);
  const page = kindOf(leaf) === "page";
  const { data } = useOptions();
  const properties = useProperties(leaf.name ?? "");
  const where = leaf.where ?? [];
  const rename = (name: string) => {
    const { name: _, ...rest } = leaf;
    onChange(name === "" && page ? rest : { ...leaf, name });
  };
  const names = (data?.events ?? [])
    .filter((event) => (event.type === "page" || event.type === "screen") === page)
    .map((event) => event.name);
  return (
    <>
      <Suggested label={t(page ? "pageName" : "eventName")} value={leaf.name ?? ""} data={names} onChange={rename} />
      <CountField value={leaf.count} onChange={(count) => onChange({ ...leaf, count })} />
      <WindowField value={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />
      {where.map((each, i) => (
        <div key={i} className="condition-where">
          <Suggested
            label={t("property")}
            w={180}
            value={each.path}
            data={(properties.data ?? []).map((property) => property.path)}
            onChange={(path) => onChange({ ...leaf, where: replacedAt(where, i, { ...each, path }) })}
          />
          <TestField
            value={each.test}
            known={properties.data?.find((property) => property.path === each.path)}
            onChange={(test: TraitTest) =>
              onChange({ ...leaf, where: replacedAt(where, i, { ...each, test: test as ValueTest }) })
            }
          />
          <CloseButton
            size="sm"
            aria-label={t("removeWhere")}
            onClick={() => onChange({ ...leaf, where: withoutAt(where, i) })}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconFilterPlus size={15} aria-hidden />}
        onClick={() => onChange({ ...leaf, where: [...where, { path: "", test: { op: "equals", value: "" } }] })}
      >
        {t("addWhere")}
      </Button>
    </>
  );
};

const ValueFields = ({ leaf, onChange }: Props<OrderValueLeaf>) => {
  const t = useWords(words);
  const exponent =
    new Intl.NumberFormat("en", { style: "currency", currency: leaf.currency }).resolvedOptions()
      .maximumFractionDigits ?? 0;
  return (
    <>
      <Select
        aria-label={t("measure")}
        w={136}
        allowDeselect={false}
        value={leaf.measure}
        data={(["sum", "average"] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(measure) => measure && onChange({ ...leaf, measure: measure as OrderValueLeaf["measure"] })}
      />
      <Whole
        label={t("amount")}
        w={124}
        suffix={` ${leaf.currency}`}
        value={leaf.amount / 10 ** exponent}
        onChange={(amount) => onChange({ ...leaf, amount: amount * 10 ** exponent })}
      />
      <Select
        aria-label={t("compare")}
        w={104}
        allowDeselect={false}
        value={leaf.op}
        data={(["at_least", "at_most"] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(op) => op && onChange({ ...leaf, op: op as OrderValueLeaf["op"] })}
      />
      <WindowField value={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />
    </>
  );
};

const RfmFields = ({ leaf, onChange }: Props<RfmLeaf>) => {
  const t = useWords(words);
  const set = (part: "r" | "f" | "m", range: [number, number]) => {
    const next: RfmLeaf = { ...leaf, [part]: range };
    // 1 to 5 asks nothing: then the score is left out.
    if (range[0] === 1 && range[1] === 5) delete next[part];
    if (next.r ?? next.f ?? next.m) onChange(next);
  };
  return (
    <>
      {(["r", "f", "m"] as const).map((part) => {
        const [from, to] = leaf[part] ?? [1, 5];
        const name = part.toUpperCase();
        return (
          <span key={part} className="condition-pair">
            <b>{name}</b>
            <Whole
              label={t("from", { part: name })}
              min={1}
              max={5}
              w={60}
              value={from}
              onChange={(n) => set(part, [n, Math.max(n, to)])}
            />
            <span aria-hidden>–</span>
            <Whole
              label={t("to", { part: name })}
              min={1}
              max={5}
              w={60}
              value={to}
              onChange={(n) => set(part, [Math.min(from, n), n])}
            />
          </span>
        );
      })}
      <RfmCutsNote />
    </>
  );
};

const Fields = ({ leaf, onChange }: Props<Leaf>) => {
  const t = useWords(words);
  const { data } = useOptions();
  switch (leaf.kind) {
    case "event":
      return <EventFields leaf={leaf} onChange={onChange} />;
    case "trait":
      return (
        <>
          <Suggested
            label={t("traitName")}
            w={180}
            value={leaf.name}
            data={(data?.traits ?? []).map((trait) => trait.path)}
            onChange={(name) => onChange({ ...leaf, name })}
          />
          <TestField
            live
            value={leaf.test}
            known={data?.traits.find((trait) => trait.path === leaf.name)}
            onChange={(test) => onChange({ ...leaf, test })}
          />
        </>
      );
    case "order_count":
      return (
        <>
          <CountField value={leaf.count} onChange={(count) => onChange({ ...leaf, count })} />
          <WindowField value={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />
        </>
      );
    case "order_value":
      return <ValueFields leaf={leaf} onChange={onChange} />;
    case "order_recency":
      return (
        <>
          <Whole
            label={t("days")}
            min={1}
            max={3660}
            value={leaf.days}
            onChange={(days) => onChange({ ...leaf, days })}
          />
          <Select
            aria-label={t("recency")}
            w={172}
            allowDeselect={false}
            value={leaf.op}
            data={(["within", "over"] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(op) => op && onChange({ ...leaf, op: op as typeof leaf.op })}
          />
        </>
      );
    case "rfm":
      return <RfmFields leaf={leaf} onChange={onChange} />;
    case "identity":
      return (
        <Select
          aria-label={t("has")}
          w={180}
          allowDeselect={false}
          value={leaf.has}
          data={(["email", "line", "phone", "user", "card", "anon"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
          onChange={(has) => has && onChange({ ...leaf, has: has as typeof leaf.has })}
        />
      );
    case "segment":
      return (
        <Select
          aria-label={t("which")}
          placeholder={t("which")}
          w={240}
          searchable
          value={leaf.segment || null}
          data={(data?.segments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(segment) => onChange({ ...leaf, segment: segment ?? "" })}
        />
      );
  }
};

/** One condition: what it is about, then its particulars in one line. */
export const LeafFields = ({ leaf, onChange }: Props<Leaf>) => {
  const t = useWords(words);
  return (
    <div className="condition-fields">
      <Select
        aria-label={t("kind")}
        w={156}
        allowDeselect={false}
        data-first-field
        value={kindOf(leaf)}
        data={KINDS.map((value) => ({ value, label: t(value) }))}
        onChange={(kind) => kind && onChange(draftLeaf(kind as Kind, brandCurrency()))}
      />
      <Fields leaf={leaf} onChange={onChange} />
    </div>
  );
};
