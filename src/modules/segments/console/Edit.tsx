import { Button, Group, Kbd, Skeleton, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import {
  LinkButton,
  brandCurrency,
  faultsOf,
  Loaded,
  Num,
  number,
  PageHeader,
  PersonLink,
  ProblemNotice,
  Section,
  useAct,
  useLanguage,
  useParams,
  useWords,
} from "#ui";
import { Predicate, type Segment, type SegmentDraft, sentence } from "#segments/model";
import { api } from "../../../console/api.ts";
import { PredicateBuilder } from "./builder/Builder.tsx";
import { asGroup, draftLeaf } from "./builder/drafts.ts";
import { useNames } from "./names.ts";

const words = {
  segments: ["セグメント", "Segments"],
  new: ["セグメントを作成", "Create a segment"],
  edit: ["セグメントを編集", "Edit segment"],
  name: ["名前", "Name"],
  description: ["メモ(任意)", "Note (optional)"],
  conditions: ["条件", "Conditions"],
  save: ["保存", "Save"],
  create: ["作成", "Create"],
  cancel: ["キャンセル", "Cancel"],
  saved: ["保存しました", "Saved"],
  now: ["今この条件に当てはまる方", "Who meets this now"],
  people: ["人", "people"],
  share: ["全{of}人の{share}%", "{share}% of {of}"],
  about: ["約", "about"],
  estimated: ["一部から推計した人数です。", "Estimated from a part."],
  unfinished: ["空欄を埋めると、該当する人数がここに出ます。", "Fill in what is empty to see how many people that is."],
  nobody: ["今は誰も当てはまりません。", "Nobody meets this now."],
  example: ["たとえば", "For example"],
  nameless: ["名前未登録", "No name yet"],
  keys: ["キーボード", "Keyboard"],
  keyAdd: ["次の条件", "next condition"],
  keyMove: ["移動", "move"],
  keyRemove: ["削除", "remove"],
} as const;

/** How many and who, while somebody edits. */
const Live = ({ predicate }: { readonly predicate: Predicate | null }) => {
  const t = useWords(words);
  const tongue = useLanguage();
  const names = useNames();
  const [asked] = useDebouncedValue(predicate, 350);
  const preview = useQuery({
    queryKey: ["segments", "preview", JSON.stringify(asked)],
    queryFn: () => api.segments.preview({ body: { predicate: asked as Predicate } }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const found = preview.data;
  return (
    <aside className="segment-live panel" aria-live="polite" aria-busy={preview.isFetching}>
      <Text size="sm" c="dimmed">
        {t("now")}
      </Text>
      {predicate === null ? (
        <Text mt={4}>{t("unfinished")}</Text>
      ) : preview.error ? (
        <ProblemNotice error={preview.error} retry={preview.refetch} />
      ) : found ? (
        <>
          <Text fz={32} fw={600} lh={1.25} style={{ opacity: preview.isPlaceholderData ? 0.5 : 1 }}>
            {found.estimated && <span style={{ fontSize: 16 }}>{t("about")} </span>}
            <Num value={found.count} unit={t("people")} />
          </Text>
          <Text size="xs" c="dimmed" className="num">
            {t("share", {
              of: number(found.of),
              share: found.of === 0 ? 0 : number(Math.round((found.count / found.of) * 1000) / 10, 1),
            })}
            {found.estimated && ` ${t("estimated")}`}
          </Text>
        </>
      ) : (
        <Skeleton h={48} mt={4} />
      )}
      {predicate && (
        <Text mt="sm" pt="sm" style={{ borderTop: "1px solid var(--hair)" }}>
          {sentence(predicate, tongue, names)}
        </Text>
      )}
      {predicate && found && found.sample.length > 0 && (
        <div className="segment-sample">
          <Text size="xs" c="dimmed" mt="sm">
            {t("example")}
          </Text>
          <ul>
            {found.sample.map((person) => (
              <li key={person.profile}>
                <PersonLink profile={person.profile} name={person.name || t("nameless")} />
                <Text size="xs" c="dimmed" truncate>
                  {person.handle}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </aside>
  );
};

const Editor = ({ start, id }: { readonly start: SegmentDraft; readonly id: string | null }) => {
  const t = useWords(words);
  const navigate = useNavigate();
  const [name, setName] = useState(start.name);
  const [description, setDescription] = useState(start.description);
  const [tree, setTree] = useState(asGroup(start.predicate));
  const read = Predicate.safeParse(tree.of.length === 1 ? tree.of[0] : tree);
  const predicate = read.success ? read.data : null;
  const save = useAct(
    (draft: SegmentDraft) =>
      id === null ? api.segments.create({ body: draft }) : api.segments.update({ params: { id }, body: draft }),
    {
      done: words.saved,
      refresh: [["segments"]],
      quiet: true,
      after: (segment: Segment) => void navigate({ href: `/segments/${segment.id}` }),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (predicate && name.trim() !== "") save.mutate({ name: name.trim(), description, predicate });
  };
  const back = id === null ? "/segments" : `/segments/${id}`;
  const title = t(id === null ? "new" : "edit");
  return (
    <form onSubmit={submit}>
      <PageHeader
        title={title}
        up={[{ to: "/segments", label: t("segments") }, ...(id === null ? [] : [{ to: back, label: start.name }])]}
        actions={
          <>
            <LinkButton variant="default" to={back}>
              {t("cancel")}
            </LinkButton>
            <Button type="submit" disabled={predicate === null || name.trim() === ""} loading={save.isPending}>
              {t(id === null ? "create" : "save")}
            </Button>
          </>
        }
      />
      {save.error && <ProblemNotice error={save.error} />}
      <div className="segment-edit">
        <div>
          <Stack gap="md" mb="xl" maw={520}>
            <TextInput
              label={t("name")}
              required
              maxLength={120}
              value={name}
              error={faultsOf(save.error)["name"]}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <Textarea
              label={t("description")}
              autosize
              minRows={1}
              maxLength={1000}
              value={description}
              onChange={(e) => setDescription(e.currentTarget.value)}
            />
          </Stack>
          <Section title={t("conditions")}>
            <PredicateBuilder value={tree} onChange={setTree} />
          </Section>
          <Group gap="md" c="dimmed" fz="xs" visibleFrom="sm" aria-label={t("keys")} role="note">
            <span>
              <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd> {t("keyAdd")}
            </span>
            <span>
              <Kbd size="xs">Alt</Kbd> <Kbd size="xs">↑↓</Kbd> {t("keyMove")}
            </span>
            <span>
              <Kbd size="xs">Alt</Kbd> <Kbd size="xs">⌫</Kbd> {t("keyRemove")}
            </span>
          </Group>
        </div>
        <Live predicate={predicate} />
      </div>
    </form>
  );
};

export const NewSegment = () => (
  <Editor
    id={null}
    start={{ name: "", description: "", predicate: { kind: "and", of: [draftLeaf("event", brandCurrency())] } }}
  />
);

export const EditSegment = () => {
  const { segment: id = "" } = useParams();
  const query = useQuery({ queryKey: ["segments", "one", id], queryFn: () => api.segments.get({ params: { id } }) });
  return <Loaded query={query}>{(segment) => <Editor key={segment.id} id={id} start={segment} />}</Loaded>;
};
