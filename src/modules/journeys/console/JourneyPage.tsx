import { Button, Menu } from "@mantine/core";
import { IconArchive, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import {
  AppLink,
  LinkButton,
  Facts,
  Loaded,
  number,
  PageHeader,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useFilters,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { exitText, reentryText, triggerText } from "./describe.ts";
import { JourneyFilters } from "./filters.ts";
import { JourneyGraph } from "./graph/JourneyGraph.tsx";
import { TRIGGER } from "./graph/ways.ts";
import { NodePanel } from "./NodePanel.tsx";
import { journeyKey, useCounts, useJourney, useTeller } from "./queries.ts";
import { RunList } from "./RunList.tsx";
import { VersionList } from "./VersionList.tsx";
import { statusTone, statusWords } from "./words.ts";

const words = {
  journeys: ["ジャーニー", "Journeys"],
  edit: ["編集", "Edit"],
  pause: ["一時停止", "Pause"],
  resume: ["再開", "Resume"],
  more: ["その他の操作", "More"],
  archive: ["アーカイブ", "Archive"],
  remove: ["削除", "Delete"],
  paused: ["一時停止しました", "Paused"],
  resumed: ["再開しました", "Resumed"],
  archived: ["アーカイブしました", "Archived"],
  removed: ["削除しました", "Deleted"],
  askPause: ["一時停止しますか?", "Pause this journey?"],
  askPauseBody: [
    "新しく始まる人はいなくなり、進行中の {n} 人は今のステップで止まります。再開すると続きから進みます。",
    "Nobody comes in, and the {n} {n|person|people} inside {n|stays|stay} where they are until you resume it.",
  ],
  askArchive: ["アーカイブしますか?", "Archive this journey?"],
  askArchiveBody: [
    "進行中の {n} 人の実行はここで終わります。元に戻せません。これまでの記録は残ります。",
    "The {n|run|runs} of the {n} {n|person|people} inside {n|ends|end} here. This cannot be undone; their story stays.",
  ],
  askRemove: ["削除しますか?", "Delete this journey?"],
  askRemoveBody: ["まだ誰も通っていない下書きを削除します。", "Nobody has been in it yet."],
  graph: ["全体図", "Graph"],
  runs: ["実行", "Runs"],
  versions: ["バージョン", "Versions"],
  changed: ["未公開の変更", "Unpublished changes"],
  lead: [
    "進行中 {running} 人 · これまでに {entered} 人が開始",
    "{running} on the way · {entered} {entered|has|have} started",
  ],
  summary: ["このジャーニーについて", "About this journey"],
  trigger: ["きっかけ", "Starts when"],
  reentry: ["再開始", "Coming again"],
  exit: ["途中で終了", "Leaves when"],
  zone: ["時刻の基準", "Time zone"],
  version: ["公開中のバージョン", "Live version"],
  since: ["公開日時", "Live since"],
  hint: ["ステップを選ぶと、そこにいる人が表示されます。", "Choose a step to see who stands there."],
} as const;

const TABS = ["graph", "runs", "versions"] as const;

export const JourneyPage = () => {
  const t = useWords(words);
  const { journey: id = "" } = useParams();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const may = useMay("marketer");
  const teller = useTeller();
  const journey = useJourney(id);
  const counts = useCounts(id);
  const [{ tab, node }, setFilters] = useFilters(JourneyFilters);
  const refresh = [journeyKey(id), ["journeys"]];
  const params = { params: { id } };
  const pause = useAct(() => api.journeys.pause(params), { done: words.paused, refresh });
  const resume = useAct(() => api.journeys.activate(params), { done: words.resumed, refresh });
  const archive = useAct(() => api.journeys.archive(params), { done: words.archived, refresh });
  const remove = useAct(() => api.journeys.remove(params), {
    done: words.removed,
    refresh: [["journeys", "list"]],
    after: () => void navigate({ href: "/journeys" }),
  });

  return (
    <Loaded query={journey}>
      {(data) => {
        const { status, totals } = data;
        const definition = data.live ?? data.definition;
        const n = number(totals.running);
        const ask = async (title: string, body: string, action: string, go: () => void, danger = false) => {
          if (await confirm({ title, body, action, danger })) go();
        };
        const actions = may && status !== "archived" && (
          <>
            {status === "live" && (
              <Button
                variant="default"
                leftSection={<IconPlayerPause size={16} aria-hidden />}
                loading={pause.isPending}
                onClick={() => void ask(t("askPause"), t("askPauseBody", { n }), t("pause"), () => pause.mutate())}
              >
                {t("pause")}
              </Button>
            )}
            {status === "paused" && (
              <Button
                variant="default"
                leftSection={<IconPlayerPlay size={16} aria-hidden />}
                loading={resume.isPending}
                onClick={() => resume.mutate()}
              >
                {t("resume")}
              </Button>
            )}
            <LinkButton
              to={`/journeys/${id}/edit`}

              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t("edit")}
            </LinkButton>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" px={8} aria-label={t("more")}>
                  <IconDots size={18} aria-hidden />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {totals.entered > 0 ? (
                  <Menu.Item
                    leftSection={<IconArchive size={16} aria-hidden />}
                    onClick={() =>
                      void ask(t("askArchive"), t("askArchiveBody", { n }), t("archive"), () => archive.mutate(), true)
                    }
                  >
                    {t("archive")}
                  </Menu.Item>
                ) : (
                  <Menu.Item
                    leftSection={<IconTrash size={16} aria-hidden />}
                    onClick={() =>
                      void ask(t("askRemove"), t("askRemoveBody"), t("remove"), () => remove.mutate(), true)
                    }
                  >
                    {t("remove")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        );
        return (
          <>
            <PageHeader
              title={data.name}
              up={[{ label: t("journeys"), to: "/journeys" }]}
              badge={
                <>
                  <StatusBadge tone={statusTone[status]}>{t(statusWords[status])}</StatusBadge>
                  {data.changed && data.version !== null && <StatusBadge tone="held">{t("changed")}</StatusBadge>}
                </>
              }
              lead={t("lead", { running: n, entered: number(totals.entered) })}
              actions={actions}
            />
            <nav className="tabs" aria-label={data.name}>
              {TABS.map((each) => (
                <AppLink
                  key={each}
                  className="tab"
                  to={`/journeys/${id}?tab=${each}`}
                  aria-current={each === tab ? "page" : undefined}
                >
                  {t(each)}
                </AppLink>
              ))}
            </nav>
            {tab === "graph" && (
              <div className="journey-split">
                <JourneyGraph
                  definition={definition}
                  teller={teller}
                  counts={counts.data ?? []}
                  selected={node}
                  onSelect={(next) => setFilters({ node: next === node ? undefined : next })}
                />
                <aside className="journey-side panel" aria-live="polite">
                  {node && node !== TRIGGER && definition.nodes[node] ? (
                    <NodePanel
                      journey={id}
                      definition={definition}
                      node={node}
                      teller={teller}
                      count={counts.data?.find((c) => c.node === node)}
                    />
                  ) : (
                    <>
                      <h2 style={{ marginTop: 0, fontSize: 15 }}>{t("summary")}</h2>
                      <Facts
                        rows={[
                          [t("trigger"), triggerText(definition, teller)],
                          [t("reentry"), reentryText(definition, teller)],
                          [t("exit"), exitText(definition, teller)],
                          [t("zone"), definition.zone],
                          [t("version"), data.version],
                          [t("since"), data.liveSince && <Time key="since" at={data.liveSince} />],
                        ]}
                      />
                      <p style={{ color: "var(--ink-soft)", marginBottom: 0 }}>{t("hint")}</p>
                    </>
                  )}
                </aside>
              </div>
            )}
            {tab === "runs" && <RunList journey={id} definition={definition} teller={teller} />}
            {tab === "versions" && <VersionList journey={id} />}
          </>
        );
      }}
    </Loaded>
  );
};
