import { Select } from "@mantine/core";
import { useLanguage, useWords } from "#ui";
import { useTemplates } from "#templates/console";
import { PURPOSES } from "../queries.ts";
import { DurationField } from "./fields.tsx";
import type { Fields, Of } from "./node-kinds.ts";

const words = {
  template: ["テンプレート", "Template"],
  channels: ["チャネル", "Channels"],
  channelsHelp: ["左から順に、届くチャネルで送ります。", "In this order: the first that reaches the person."],
  class: ["種類", "Class"],
  classService: [
    "同意がなくても届きます。宣伝は書けません。テンプレートの種類とそろえてください。",
    "Reaches people without consent; carries no promotion. The template must be of this class.",
  ],
  classMarketing: [
    "同意のあるお客様だけに届きます。テンプレートの種類とそろえてください。",
    "Reaches only those who agreed. The template must be of this class.",
  ],
  marketing: ["お知らせ(同意が必要)", "Marketing (needs consent)"],
  transactional: ["取引のご連絡", "Transactional"],
  purpose: ["利用目的", "Purpose"],
  expires: ["保留できる長さ", "May be held for"],
} as const;

const ORDERS = ["line,email", "email,line", "line", "email"] as const;

const purposeOf = (next: Of<"message">["class"], node: Of<"message">): string =>
  next === node.class ? node.purpose : (PURPOSES.find((each) => each.class === next)?.key ?? node.purpose);

/** What is sent, on which channels and for which purpose. */
export const MessageFields = ({ node, onChange }: Fields<"message">) => {
  const t = useWords(words);
  const ja = useLanguage() === "ja";
  const templates = useTemplates();
  const names = { line: "LINE", email: ja ? "メール" : "mail" };
  return (
    <>
      <Select
        label={t("template")}
        searchable
        value={node.template || null}
        data={(templates.data ?? []).map((each) => ({ value: each.key, label: `${each.name} (${t(each.class)})` }))}
        onChange={(template) => {
          // A template goes out in its own class, whatever was chosen before.
          const own = templates.data?.find((each) => each.key === template)?.class ?? node.class;
          onChange({ ...node, template: template ?? "", class: own, purpose: purposeOf(own, node) });
        }}
      />
      <Select
        label={t("channels")}
        description={t("channelsHelp")}
        allowDeselect={false}
        value={node.channels.join(",")}
        data={ORDERS.map((order) => ({
          value: order,
          label: order
            .split(",")
            .map((channel) => names[channel as keyof typeof names])
            .join(" → "),
        }))}
        onChange={(order) => order && onChange({ ...node, channels: order.split(",") as Of<"message">["channels"] })}
      />
      <Select
        label={t("class")}
        description={t(node.class === "transactional" ? "classService" : "classMarketing")}
        allowDeselect={false}
        value={node.class}
        data={(["marketing", "transactional"] as const).map((each) => ({ value: each, label: t(each) }))}
        onChange={(value) => {
          const next = value as Of<"message">["class"] | null;
          if (next) onChange({ ...node, class: next, purpose: purposeOf(next, node) });
        }}
      />
      <Select
        label={t("purpose")}
        allowDeselect={false}
        value={node.purpose || null}
        data={PURPOSES.map((each) => ({ value: each.key, label: ja ? each.ja : each.en }))}
        onChange={(purpose) => purpose && onChange({ ...node, purpose })}
      />
      <DurationField label={t("expires")} value={node.expires} onChange={(expires) => onChange({ ...node, expires })} />
    </>
  );
};
