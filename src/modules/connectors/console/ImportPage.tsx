import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  actorName,
  Facts,
  Loaded,
  PageHeader,
  Section,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { Events } from "./Events.tsx";
import { Faults } from "./Faults.tsx";
import { ImportProgress, type Shown } from "./Progress.tsx";
import { sayReason } from "./reasons.ts";
import { ENCODING_LABEL, mappingWords, size, STATE } from "./words.ts";

const words = {
  list: ["取り込み", "Imports"],
  dry: ["試行(何も書き込みません)", "Dry run (nothing is written)"],
  stop: ["停止", "Stop"],
  resume: ["続きから再開", "Resume"],
  real: ["この内容で取り込む", "Import this for real"],
  remove: ["記録とファイルを削除", "Delete record and files"],
  removeBody: [
    "アップロードしたファイルとエラー行を消します。取り込んだイベントは残ります。",
    "The uploaded files and the faulty rows are removed. Events that were imported stay.",
  ],
  stopped: ["停止しました。取り込んだ分はそのまま残ります。", "Stopped. What is in stays in."],
  going: ["再開しました", "Resumed"],
  faults: ["エラー行", "Faulty rows"],
  sample: ["できるイベントの例", "Events that would be made"],
  about: ["この取り込みについて", "About this import"],
  mapping: ["対応づけ", "Mapping"],
  by: ["実行した人", "Started by"],
  started: ["開始", "Started"],
  ended: ["終了", "Ended"],
  why: ["理由", "Why"],
} as const;

const Actions = ({ shown }: { readonly shown: Shown }) => {
  const t = useWords(words);
  const navigate = useNavigate();
  const confirm = useConfirm();
  const refresh = [["imports"]];
  const stop = useAct(() => api.connectors.cancel({ params: { id: shown.id } }), { done: words.stopped, refresh });
  const resume = useAct(() => api.connectors.resume({ params: { id: shown.id } }), { done: words.going, refresh });
  const remove = useAct(() => api.connectors.remove({ params: { id: shown.id } }), {
    after: () => void navigate({ to: "/imports" as never }),
  });
  const real = useAct(
    () => {
      const files = shown.files.map(({ part, file, reading }) => ({ part, file, reading }));
      return api.connectors.create({ body: { mapping: shown.mapping, files, dryRun: false } });
    },
    { after: (made) => void navigate({ to: `/imports/${made.id}` as never }) },
  );
  const ask = async () => {
    const question = { title: t("remove"), body: t("removeBody"), action: t("remove"), danger: true };
    if (await confirm(question)) remove.mutate();
  };
  const open = shown.state === "queued" || shown.state === "running";
  if (open)
    return (
      <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
        {t("stop")}
      </Button>
    );
  return (
    <>
      <Button variant="default" loading={remove.isPending} onClick={() => void ask()}>
        {t("remove")}
      </Button>
      {shown.state !== "done" && (
        <Button loading={resume.isPending} onClick={() => resume.mutate()}>
          {t("resume")}
        </Button>
      )}
      {shown.state === "done" && shown.dryRun && shown.mapping !== "unsaved" && (
        <Button loading={real.isPending} onClick={() => real.mutate()}>
          {t("real")}
        </Button>
      )}
    </>
  );
};

export const ImportPage = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const id = useParams()["import"] ?? "";
  const query = useQuery({
    queryKey: ["imports", id],
    queryFn: () => api.connectors.get({ params: { id } }),
    refetchInterval: (asked) => (["queued", "running"].includes(asked.state.data?.state ?? "") ? 700 : false),
  });
  return (
    <Loaded query={query}>
      {(shown) => (
        <>
          <PageHeader
            title={shown.files.map((file) => file.name).join(", ")}
            up={[{ to: "/imports", label: t("list") }]}
            badge={<StatusBadge tone={STATE[shown.state].tone}>{t(STATE[shown.state].words)}</StatusBadge>}
            {...(shown.dryRun && { lead: t("dry") })}
            actions={may && <Actions shown={shown} />}
          />
          <Section title={t(mappingWords({ id: shown.mapping }))}>
            <ImportProgress shown={shown} />
          </Section>
          {shown.faults.length > 0 && (
            <Section title={t("faults")}>
              <Faults shown={shown} />
            </Section>
          )}
          {shown.sample.length > 0 && (
            <Section title={t("sample")}>
              <Events events={shown.sample.slice(0, 5)} />
            </Section>
          )}
          <Section title={t("about")}>
            <Facts
              rows={[
                [t("why"), shown.reason && sayReason(shown.reason)],
                ...shown.files.map(
                  (file) =>
                    [
                      file.name,
                      `${size(file.bytes)} · ${ENCODING_LABEL[file.reading.encoding]} · ${file.part}`,
                    ] as const,
                ),
                [t("by"), actorName(shown.createdBy)],
                [t("started"), <Time key="s" at={shown.createdAt} />],
                [t("ended"), shown.finishedAt && <Time key="e" at={shown.finishedAt} />],
              ]}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
};
