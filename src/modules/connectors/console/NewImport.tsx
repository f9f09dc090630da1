import { Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Definition } from "#connectors/model";
import { PageHeader, ProblemNotice, Section, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { Events } from "./Events.tsx";
import { FaultTable } from "./Faults.tsx";
import { type Chosen, FileStep } from "./FileStep.tsx";
import { MappingStep } from "./MappingStep.tsx";
import { StartStep } from "./StartStep.tsx";
import { mappingWords } from "./words.ts";

const words = {
  list: ["取り込み", "Imports"],
  title: ["新しい取り込み", "New import"],
  file: ["1. ファイル", "1. Files"],
  mapping: ["2. 列の対応づけ", "2. Columns"],
  start: ["3. 試して、取り込む", "3. Try, then import"],
  choose: ["対応づけ", "Mapping"],
  own: ["列の見出しから作る", "Made from the column names"],
  blank: ["顧客の表として始める", "Start as a table of customers"],
  nothing: [
    "この列の並びに合う対応づけがありません。「顧客の表として始める」を選び、列を決めてください。",
    "No mapping fits these columns. Choose “Start as a table of customers” and pick the columns.",
  ],
  sample: ["できるイベントの例", "Events that this makes"],
  faults: ["読めない行", "Rows that cannot be read"],
} as const;

const OWN = "*own";
const BLANK = "*blank";
const blank: Definition = {
  parts: [{ name: "rows", header: true }],
  steps: [{ root: "rows", joins: [], events: [{ event: "identify", who: {}, fields: {}, lists: [] }] }],
};

/** A part of its own for every file, or null where the mapping does not fit them all. */
const assigned = (id: string, chosen: readonly Chosen[]): { part: string; file: string }[] | null => {
  const taken = new Set<string>();
  const found: { part: string; file: string }[] = [];
  for (const { file, seen } of chosen) {
    const fit = seen.fits.find((each) => each.mapping === id && !taken.has(each.part));
    if (!fit) return null;
    taken.add(fit.part);
    found.push({ part: fit.part, file: file.id });
  }
  return found;
};

const useChoice = (chosen: readonly Chosen[]) => {
  const [id, setId] = useState<string | null>(null);
  const [own, setOwn] = useState<Definition | null>(null);
  const known = useQuery({ queryKey: ["mappings"], queryFn: () => api.connectors.mappings({}) }).data?.mappings ?? [];
  const used = (id: string) =>
    chosen.reduce((sum, { seen }) => sum + (seen.fits.find((fit) => fit.mapping === id)?.uses ?? 0), 0);
  const fitting = known
    .filter((each) => each.definition.parts.length === chosen.length && assigned(each.id, chosen) !== null)
    .toSorted((a, b) => used(b.id) - used(a.id));
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const best = fitting[0]?.id ?? null;
  const first = only?.seen.proposal && only.seen.proposalUses > (best ? used(best) : 0) ? OWN : best;
  const picked = id ?? first;
  const named = fitting.find((each) => each.id === picked);
  const definition =
    picked === OWN ? (own ?? only?.seen.proposal ?? null) : picked === BLANK ? (own ?? blank) : named?.definition;
  const part = definition?.parts[0]?.name ?? "";
  const parts = named && picked ? assigned(picked, chosen) : only && definition ? [{ part, file: only.file.id }] : null;
  const readings = new Map(chosen.map(({ file, seen }) => [file.id, seen.reading]));
  const files = parts?.map((each) => ({ ...each, reading: readings.get(each.file) })) ?? null;
  return {
    picked,
    fitting,
    only,
    definition: definition ?? null,
    editable: picked === OWN || picked === BLANK,
    // A mapping of one's own goes along as it stands; a saved one by its name.
    body: files && definition ? { files, ...(named ? { mapping: named.id } : { definition }) } : null,
    pick: (next: string | null) => {
      setOwn(null);
      setId(next);
    },
    edit: (next: Definition) => {
      setOwn(next);
      setId(picked);
    },
  };
};

const Preview = ({ body }: { readonly body: NonNullable<ReturnType<typeof useChoice>["body"]> }) => {
  const t = useWords(words);
  const preview = useQuery({
    queryKey: ["imports", "preview", JSON.stringify(body)],
    queryFn: () => api.connectors.preview({ body }),
    retry: false,
    placeholderData: (before) => before,
  });
  if (preview.error) return <ProblemNotice error={preview.error} />;
  const { events = [], faults = [] } = preview.data ?? {};
  return (
    <>
      {faults.length > 0 && (
        <Section title={t("faults")}>
          <FaultTable faults={faults.slice(0, 5)} many={body.files.length > 1} />
        </Section>
      )}
      <Section title={t("sample")}>
        <Events events={events.slice(0, 3)} />
      </Section>
    </>
  );
};

export const NewImport = () => {
  const t = useWords(words);
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const choice = useChoice(chosen);
  /** From now on the import goes by the saved mapping's name. */
  const pickSaved = async (id: string) => {
    const { file, seen } = chosen[0] ?? {};
    if (!file || !seen) return;
    const again = await api.connectors.inspect({ body: { file: file.id, reading: seen.reading } });
    setChosen([{ file, seen: again }]);
    choice.pick(id);
  };
  const options = [
    ...choice.fitting.map((each) => ({ value: each.id, label: t(mappingWords(each)) })),
    ...(choice.only?.seen.proposal ? [{ value: OWN, label: t("own") }] : []),
    ...(choice.only ? [{ value: BLANK, label: t("blank") }] : []),
  ];
  return (
    <>
      <PageHeader title={t("title")} up={[{ to: "/imports", label: t("list") }]} />
      <Section title={t("file")}>
        <FileStep chosen={chosen} onChange={setChosen} />
      </Section>
      {chosen.length > 0 && (
        <Section title={t("mapping")}>
          <Stack gap="lg">
            <Select
              label={t("choose")}
              w={360}
              maw="100%"
              allowDeselect={false}
              data={options}
              value={choice.picked}
              onChange={choice.pick}
            />
            {!choice.definition && <Text c="dimmed">{t("nothing")}</Text>}
            {choice.editable && choice.definition && choice.only && (
              <MappingStep
                definition={choice.definition}
                header={choice.only.seen.header}
                onChange={choice.edit}
                onSaved={(id) => void pickSaved(id)}
              />
            )}
            {choice.body && <Preview body={choice.body} />}
          </Stack>
        </Section>
      )}
      {choice.body && (
        <Section title={t("start")}>
          <StartStep key={JSON.stringify(choice.body)} body={choice.body} />
        </Section>
      )}
    </>
  );
};
