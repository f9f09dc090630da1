import { Button } from "@mantine/core";
import { IconAlertTriangle, IconBolt, IconFlag, type Icon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Reason } from "#journeys/model";
import {
  AppLink,
  Facts,
  JsonView,
  Loaded,
  moment,
  type Moment,
  PageHeader,
  PersonLink,
  Section,
  Time,
  Timeline,
  type Tone,
  useAct,
  useConfirm,
  useMay,
  useNow,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { edgeLabel, nodeTitle } from "./describe.ts";
import { kindIcons } from "./graph/icons.ts";
import { useTeller } from "./queries.ts";
import { RunState } from "./RunList.tsx";
import { reasonText } from "./words.ts";
import "./graph/graph.css";

const words = {
  journeys: ["ジャーニー", "Journeys"],
  title: ["{person}の実行", "{person}"],
  steps: ["ステップの記録", "Steps"],
  path: ["たどった道のり", "The path so far"],
  about: ["この実行について", "About this run"],
  person: ["お客様", "Customer"],
  journey: ["ジャーニー", "Journey"],
  version: ["バージョン", "Version"],
  started: ["開始", "Started"],
  ended: ["終了", "Ended"],
  now: ["現在のステップ", "Stands at"],
  until: ["次に動く時刻", "Moves on by"],
  data: ["きっかけのデータ", "What started it"],
  stop: ["この実行を終了", "End this run"],
  ask: ["この実行を終了しますか?", "End this run?"],
  askBody: ["以後のメッセージは送られません。元に戻せません。", "No further message is sent. This cannot be undone."],
  stopped: ["終了しました", "Ended"],
  entered: ["開始", "Start"],
  message: ["このメッセージを見る", "See the message"],
} as const;

type Step = Awaited<ReturnType<typeof api.journeys.run>>["steps"][number];

const toneOf = ({ outcome, why }: Step): Tone => {
  if (outcome === "failed" || outcome === "refused" || why.code === "failed") return "broken";
  if (why.code === "message") return why.verdict === "claimed" ? "good" : "held";
  return outcome === "entered" ? "good" : "plain";
};

export const RunPage = () => {
  const t = useWords(words);
  const { run: id = "" } = useParams();
  const now = useNow();
  const confirm = useConfirm();
  const may = useMay("marketer");
  const teller = useTeller();
  const query = useQuery({
    queryKey: ["runs", id],
    queryFn: () => api.journeys.run({ params: { id } }),
    refetchInterval: 10_000,
  });
  const stop = useAct(() => api.journeys.stopRun({ params: { id } }), { done: words.stopped, refresh: [["runs", id]] });
  const told = (reason: Reason) => reasonText(reason, teller, (at) => moment(at, now));

  return (
    <Loaded query={query}>
      {(run) => {
        const nodeOf = (at: string) => run.definition.nodes[at];
        const title = (at: string) => {
          const node = nodeOf(at);
          return node ? nodeTitle(node, teller) : at;
        };
        const iconOf = (step: Step): Icon => {
          if (step.outcome === "entered") return IconBolt;
          if (step.outcome === "failed" || step.outcome === "refused") return IconAlertTriangle;
          if (step.outcome === "ended") return IconFlag;
          const node = nodeOf(step.node);
          return node ? kindIcons[node.kind] : IconFlag;
        };
        const moments: Moment[] = run.steps.map((step, i) => {
          const node = nodeOf(step.node);
          const way = node && step.path ? edgeLabel(node, step.path, teller) : "";
          return {
            id: String(i),
            at: step.at,
            icon: iconOf(step),
            tone: toneOf(step),
            title: (
              <>
                <b style={{ fontWeight: 600 }}>{step.outcome === "entered" ? t("entered") : title(step.node)}</b>
                {way && <span style={{ color: "var(--ink-soft)" }}> → {way}</span>}
              </>
            ),
            detail: (
              <>
                {told(step.why)}
                {step.why.code === "message" && step.why.send && (
                  <>
                    {" "}
                    <AppLink to={`/messages/${step.why.send}`}>{t("message")}</AppLink>
                  </>
                )}
              </>
            ),
          };
        });
        const end = async () => {
          if (await confirm({ title: t("ask"), body: t("askBody"), action: t("stop"), danger: true })) stop.mutate();
        };
        return (
          <>
            <PageHeader
              title={t("title", { person: run.person })}
              up={[
                { label: t("journeys"), to: "/journeys" },
                { label: run.journeyName, to: `/journeys/${run.journey}` },
              ]}
              badge={<RunState run={run} />}
              lead={run.end ? told(run.end) : undefined}
              actions={
                may &&
                run.phase !== "ended" && (
                  <Button variant="default" loading={stop.isPending} onClick={() => void end()}>
                    {t("stop")}
                  </Button>
                )
              }
            />
            <div className="journey-split">
              <Section title={t("path")}>
                <Timeline label={t("steps")} moments={moments} />
              </Section>
              <aside className="journey-side panel" aria-label={t("about")}>
                <Facts
                  rows={[
                    [t("person"), <PersonLink key="p" profile={run.profile} name={run.person} />],
                    [
                      t("journey"),
                      <AppLink key="j" to={`/journeys/${run.journey}`}>
                        {run.journeyName}
                      </AppLink>,
                    ],
                    [t("version"), run.version],
                    [t("now"), run.phase === "ended" ? null : title(run.node)],
                    [t("until"), run.phase === "ended" || !run.deadline ? null : <Time key="u" at={run.deadline} />],
                    [t("started"), <Time key="s" at={run.enteredAt} />],
                    [t("ended"), run.endedAt && <Time key="e" at={run.endedAt} />],
                  ]}
                />
                <h2 style={{ fontSize: 13, margin: "20px 0 8px" }}>{t("data")}</h2>
                <JsonView value={run.data["event"] ?? {}} />
              </aside>
            </div>
          </>
        );
      }}
    </Loaded>
  );
};
