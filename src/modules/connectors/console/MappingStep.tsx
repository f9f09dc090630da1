import { Button, Group, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Definition } from "#connectors/model";
import { useAct, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { type Slot, slotsOf, withColumn, withField } from "./slots.ts";

const words = {
  field: ["項目", "Field"],
  column: ["列", "Column"],
  none: ["使わない", "Not used"],
  columnOf: ["{field} の列", "Column of {field}"],
  more: ["ほかの列も使う", "Use another column"],
  name: ["項目の名前", "Name of the field"],
  add: ["追加", "Add"],
  save: ["この対応づけを保存", "Save this mapping"],
  id: ["対応づけの名前(半角英数字)", "Name of the mapping (letters, digits, hyphens)"],
  saved: ["対応づけを保存しました", "The mapping is saved"],
} as const;

/** What the standard fields are called, for those who do not read code. */
const FIELDS = {
  user: ["会員ID", "Member id"],
  email: ["メールアドレス", "E-mail"],
  phone: ["電話番号", "Phone"],
  order_id: ["注文番号", "Order number"],
  total: ["合計金額", "Total"],
  shipping: ["送料", "Shipping"],
  discount: ["値引き", "Discount"],
  at: ["日時", "Date and time"],
  when: ["対象になる条件", "Condition"],
  lastName: ["姓", "Family name"],
  firstName: ["名", "Given name"],
  lastNameKana: ["セイ", "Family name, kana"],
  firstNameKana: ["メイ", "Given name, kana"],
  name: ["名前", "Name"],
  nameKana: ["フリガナ", "Name, kana"],
  birthday: ["誕生日", "Birthday"],
  gender: ["性別", "Gender"],
  createdAt: ["登録日", "Registered"],
  "address.postalCode": ["郵便番号", "Postal code"],
  "address.state": ["都道府県", "Prefecture"],
  "address.city": ["市区町村", "City"],
  "address.street": ["番地・建物", "Street"],
  product_id: ["商品コード", "Product code"],
  category: ["カテゴリ", "Category"],
  price: ["価格", "Price"],
  stock: ["在庫数", "Stock"],
  image_url: ["画像", "Picture"],
  "products.product_id": ["明細:商品コード", "Line: product code"],
  "products.name": ["明細:商品名", "Line: product name"],
  "products.price": ["明細:単価", "Line: price"],
  "products.quantity": ["明細:数量", "Line: quantity"],
} as const;

const Slots = ({
  definition,
  header,
  onChange,
}: {
  readonly definition: Definition;
  readonly header: readonly string[];
  readonly onChange: (definition: Definition) => void;
}) => {
  const t = useWords(words);
  const tf = useWords(FIELDS);
  const data = [...new Set(header)].filter((name) => name !== "").map((name) => ({ value: name, label: name }));
  const named = (slot: Slot) => (slot.use in FIELDS ? tf(slot.use as keyof typeof FIELDS) : slot.use);
  return (
    <Table className="table" maw={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("field")}</Table.Th>
          <Table.Th>{t("column")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {slotsOf(definition).map((slot) => (
          <Table.Tr key={slot.paths[0]?.join("/")}>
            <Table.Td>
              {named(slot)}{" "}
              <Text component="span" size="xs" c="dimmed">
                {slot.event}
              </Text>
            </Table.Td>
            <Table.Td>
              <Select
                aria-label={t("columnOf", { field: `${slot.event} ${named(slot)}` })}
                placeholder={t("none")}
                searchable
                clearable
                data={data}
                value={slot.column}
                onChange={(column) => onChange(withColumn(definition, slot, column))}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};

const AddField = ({
  header,
  onAdd,
}: {
  readonly header: readonly string[];
  readonly onAdd: (name: string, column: string) => void;
}) => {
  const t = useWords(words);
  const [name, setName] = useState("");
  const [column, setColumn] = useState<string | null>(null);
  const add = () => {
    if (!name.trim() || !column) return;
    onAdd(name.trim(), column);
    setName("");
    setColumn(null);
  };
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t("more")}
        searchable
        data={[...new Set(header)].filter((each) => each !== "")}
        value={column}
        onChange={(value) => {
          setColumn(value);
          if (value && !name) setName(value);
        }}
      />
      <TextInput label={t("name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Button variant="default" onClick={add} disabled={!name.trim() || !column}>
        {t("add")}
      </Button>
    </Group>
  );
};

/** Columns for the fields of one mapping, and a name to keep it under. */
export const MappingStep = ({
  definition,
  header,
  onChange,
  onSaved,
}: {
  readonly definition: Definition;
  readonly header: readonly string[];
  readonly onChange: (definition: Definition) => void;
  readonly onSaved: (id: string) => void;
}) => {
  const t = useWords(words);
  const [id, setId] = useState("");
  const save = useAct(() => api.connectors.saveMapping({ params: { id }, body: { name: id, definition } }), {
    done: words.saved,
    refresh: [["mappings"]],
    after: (saved) => onSaved(saved.id),
  });
  return (
    <Stack gap="lg">
      <Slots definition={definition} header={header} onChange={onChange} />
      <AddField header={header} onAdd={(name, column) => onChange(withField(definition, name, column))} />
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("id")}
          value={id}
          onChange={(event) => setId(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-"))}
        />
        <Button variant="default" disabled={id === ""} loading={save.isPending} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
      </Group>
    </Stack>
  );
};
