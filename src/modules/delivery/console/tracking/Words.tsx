import { Button, Group, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  listText,
  type Column,
  DataTable,
  EmptyState,
  faultsOf,
  FormDrawer,
  say,
  StatusBadge,
  useAct,
  useConfirm,
  useFilters,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { Content, CONTENT_KINDS } from "../../model/content.ts";
import { PARCEL_STATES } from "../../model.ts";
import { STATE } from "../../model/tracking/words.ts";
import { DeskFilters } from "./filters.ts";

const words = {
  title: ["案内の文章", "Words"],
  add: ["文章を追加", "Add words"],
  edit: ["文章を編集", "Edit words"],
  save: ["保存する", "Save"],
  saved: ["保存しました。ページにすぐ反映されます", "Saved; the page shows it at once"],
  remove: ["削除する", "Remove"],
  removed: ["削除しました", "Removed"],
  removeBody: ["ページから消えます。元には戻せません。", "It leaves the page and cannot be brought back."],
  kind: ["種類", "Kind"],
  anyKind: ["すべての種類", "All kinds"],
  faq: ["よくあるご質問", "Question and answer"],
  howto: ["使い方", "How to use"],
  care: ["お手入れ", "How to care"],
  lesson: ["お届け後のご案内", "Lesson after delivery"],
  pick: ["いっしょにどうぞ", "Goes well with it"],
  titleJa: ["題(日本語)", "Title (Japanese)"],
  bodyJa: ["本文(日本語)", "Text (Japanese)"],
  titleEn: ["題(英語)", "Title (English)"],
  bodyEn: ["本文(英語)", "Text (English)"],
  url: ["くわしいページ", "Where to read more"],
  who: ["対象", "For"],
  products: ["商品ID", "Product ids"],
  categories: ["カテゴリー", "Categories"],
  occasions: ["場面", "Occasions"],
  occasionsHint: ["注文の occasion、または gift。空なら、いつでも。", "The order's occasion, or gift. Empty: always."],
  states: ["配送の状態", "States"],
  afterDays: ["お届けから(日)", "Days after delivery"],
  place: ["並び順", "Order"],
  active: ["表示する", "Shown"],
  all: ["すべてのお客様", "Everybody"],
  off: ["非表示", "Hidden"],
  hint: ["入力してEnter。空なら、すべて。", "Type and press Enter. Empty: all."],
  none: ["文章はまだありません", "No words yet"],
  noneBody: [
    "商品や場面に合わせた使い方・お手入れを書いておくと、配送状況ページとお届け後のご案内に使われます。",
    "Write how to use and care for what you sell: the tracking page and the lessons after delivery pick what fits.",
  ],
} as const;

type Row = Awaited<ReturnType<typeof api.tracking.content>>["items"][number];
const REFRESH = [["delivery", "content"]];

const Edit = ({ row, close }: { readonly row: Row | null; readonly close: () => void }) => {
  const t = useWords(words);
  const confirm = useConfirm();
  const form = useForm<Content>({ initialValues: row ?? Content.parse({ kind: "howto", titleJa: "-" }) });
  const save = useAct(
    () =>
      row
        ? api.tracking.saveContent({ params: { id: row.id }, body: form.values })
        : api.tracking.addContent({ body: form.values }),
    { quiet: true, refresh: REFRESH, done: words.saved, after: close },
  );
  const remove = useAct(() => api.tracking.removeContent({ params: { id: row?.id ?? "" } }), {
    refresh: REFRESH,
    done: words.removed,
    after: close,
  });
  const ask = async () => {
    const sure = await confirm({ title: t("remove"), body: t("removeBody"), action: t("remove"), danger: true });
    if (sure) remove.mutate();
  };
  const submit = () => save.mutate(undefined, { onError: (error) => form.setErrors(faultsOf(error)) });
  return (
    <FormDrawer
      opened
      onClose={close}
      title={t(row ? "edit" : "add")}
      action={t("save")}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
    >
      <Select
        label={t("kind")}
        allowDeselect={false}
        data={CONTENT_KINDS.map((value) => ({ value, label: t(value) }))}
        {...form.getInputProps("kind")}
      />
      <TextInput
        label={t("titleJa")}
        required
        withAsterisk={false}
        maxLength={120}
        {...form.getInputProps("titleJa")}
      />
      <Textarea label={t("bodyJa")} autosize minRows={3} maxLength={2000} {...form.getInputProps("bodyJa")} />
      <TextInput label={t("titleEn")} maxLength={120} {...form.getInputProps("titleEn")} />
      <Textarea label={t("bodyEn")} autosize minRows={2} maxLength={2000} {...form.getInputProps("bodyEn")} />
      <TextInput label={t("url")} placeholder="https://" {...form.getInputProps("url")} />
      <TagsInput label={t("categories")} description={t("hint")} {...form.getInputProps("categories")} />
      <TagsInput label={t("products")} description={t("hint")} {...form.getInputProps("products")} />
      <TagsInput label={t("occasions")} description={t("occasionsHint")} {...form.getInputProps("occasions")} />
      <TagsInput
        label={t("states")}
        description={t("hint")}
        data={[...PARCEL_STATES]}
        {...form.getInputProps("states")}
      />
      <Group grow>
        <NumberInput label={t("afterDays")} min={0} max={730} {...form.getInputProps("afterDays")} />
        <NumberInput label={t("place")} min={0} max={10000} {...form.getInputProps("place")} />
      </Group>
      <Switch label={t("active")} {...form.getInputProps("active", { type: "checkbox" })} />
      {row && (
        <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => void ask()}>
          {t("remove")}
        </Button>
      )}
    </FormDrawer>
  );
};

/** Words by product, category, occasion and state. */
export const Words = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const [{ kind, content }, setFilters] = useFilters(DeskFilters);
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: ["delivery", "content", kind ?? ""],
    queryFn: () => api.tracking.content({ query: { kind } }),
  });
  const who = (row: Row) =>
    listText([
      ...row.categories,
      ...row.products,
      ...row.occasions,
      ...row.states.map((state) => say(STATE[state].now)),
    ]) || t("all");
  const columns: readonly Column<Row>[] = [
    { key: "title", header: t("title"), cell: (row) => row.titleJa, text: (row) => row.titleJa },
    {
      key: "kind",
      header: t("kind"),
      cell: (row) => (
        <Group gap={6} wrap="nowrap">
          <span>{t(row.kind)}</span>
          {!row.active && <StatusBadge tone="held">{t("off")}</StatusBadge>}
        </Group>
      ),
      text: (row) => t(row.kind),
    },
    { key: "who", header: t("who"), wide: true, cell: who, text: who },
    {
      key: "days",
      header: t("afterDays"),
      align: "end",
      wide: true,
      cell: (row) => (row.afterDays === 0 ? "–" : row.afterDays),
      text: (row) => row.afterDays,
    },
  ];
  const add = may && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  const rows = query.data?.items;
  const open = rows?.find((row) => row.id === content);
  return (
    <>
      <DataTable
        label={t("title")}
        list={{
          rows,
          error: query.error,
          pending: query.isPending,
          again: query.refetch,
          all: () => Promise.resolve(rows ?? []),
        }}
        columns={columns}
        rowKey={(row) => row.id}
        {...(may && { onOpen: (row: Row) => setFilters({ content: row.id }) })}
        exportName="words"
        filters={
          <Group gap="sm">
            <Select
              aria-label={t("kind")}
              placeholder={t("anyKind")}
              data={CONTENT_KINDS.map((value) => ({ value, label: t(value) }))}
              value={kind ?? null}
              onChange={(value) => setFilters({ kind: value ?? undefined })}
              clearable
              w={200}
            />
            {add}
          </Group>
        }
        empty={
          <EmptyState title={t("none")} action={add}>
            {t("noneBody")}
          </EmptyState>
        }
      />
      {adding && <Edit row={null} close={() => setAdding(false)} />}
      {open && <Edit key={open.id} row={open} close={() => setFilters({ content: undefined })} />}
    </>
  );
};
