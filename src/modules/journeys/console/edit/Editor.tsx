import { Button, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { check, type Definition, type NodeKind } from "#journeys/model";
import { useOptions } from "#segments/console";
import {
  faultsOf,
  Loaded,
  PageHeader,
  StatusBadge,
  useAct,
  useConfirm,
  useFilters,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { JourneyFilters } from "../filters.ts";
import { JourneyGraph } from "../graph/JourneyGraph.tsx";
import { TRIGGER } from "../graph/ways.ts";
import { useTemplates } from "#templates/console";
import { journeyKey, useJourney, useTeller } from "../queries.ts";
import { statusTone, statusWords } from "../words.ts";
import { addNode, putNode, removeNode, wayTo } from "./changes.ts";
import { Mistakes } from "./Mistakes.tsx";
import { AddPanel, StepPanel, TriggerPanel } from "./Panels.tsx";

const words = {
  journeys: ["ジャーニー", "Journeys"],
  title: ["{name}を編集", "Edit {name}"],
  name: ["ジャーニーの名前", "Name of the journey"],
  save: ["下書きを保存", "Save the draft"],
  saved: ["下書きを保存しました", "Draft saved"],
  activate: ["公開する", "Make it live"],
  publish: ["変更を公開", "Publish the changes"],
  activated: ["公開しました", "It is live"],
  undo: ["元に戻す", "Undo"],
  unsaved: ["未保存の変更があります", "Unsaved changes"],
  ask: ["公開しますか?", "Make this journey live?"],
  askBody: [
    "これ以降にきっかけが起きた人から始まります。すでに進行中の人は、開始したときの内容のまま進みます。",
    "It starts people from now on. Those on their way go on as they began.",
  ],
  leave: ["保存せずに移動しますか?", "Leave without saving?"],
  leaveBody: ["保存していない変更は失われます。", "Changes that are not saved are lost."],
  go: ["移動する", "Leave"],
  panel: ["ステップの設定", "The chosen step"],
  archived: ["アーカイブずみのジャーニーは編集できません", "An archived journey cannot be edited"],
} as const;

type Journey = Awaited<ReturnType<typeof api.journeys.one>>;

const EditorOf = ({ journey }: { readonly journey: Journey }) => {
  const t = useWords(words);
  const { id } = journey;
  const navigate = useNavigate();
  const confirm = useConfirm();
  const queries = useQueryClient();
  const teller = useTeller();
  const templates = useTemplates();
  const options = useOptions();
  const [{ node: chosen = TRIGGER }, setFilters] = useFilters(JourneyFilters);
  const [name, setName] = useState(journey.name);
  const [history, setHistory] = useState<readonly Definition[]>([journey.definition]);
  const [saved, setSaved] = useState({ name: journey.name, definition: journey.definition });
  const [adding, setAdding] = useState<{ from: string; path: string } | null>(null);
  const panel = useRef<HTMLElement>(null);
  const definition = history.at(-1) ?? journey.definition;
  const dirty = name !== saved.name || definition !== saved.definition;

  const change = (next: Definition) => setHistory((before) => [...before.slice(-99), next]);
  const undo = () => setHistory((before) => (before.length > 1 ? before.slice(0, -1) : before));
  useHotkeys([["mod+z", undo]]);

  const mistakes = useMemo(
    () =>
      check(definition, {
        ...(templates.data && {
          templates: new Map(templates.data.map((each) => [each.key, new Set(each.bodies.map((b) => b.channel))])),
        }),
        ...(options.data && { segments: new Set(options.data.segments.map((each) => each.id)) }),
      }),
    [definition, templates.data, options.data],
  );

  const keep = async () => {
    const kept = await api.journeys.save({ params: { id }, body: { name: name.trim(), definition } });
    setSaved({ name, definition });
    queries.setQueryData(journeyKey(id), kept);
    return kept;
  };
  const refresh = [["journeys", "list"]];
  const save = useAct(keep, { done: words.saved, refresh });
  const activate = useAct(
    async () => {
      await keep();
      const live = await api.journeys.activate({ params: { id } });
      queries.setQueryData(journeyKey(id), live);
    },
    { done: words.activated, refresh, after: () => void navigate({ href: `/journeys/${id}`, ignoreBlocker: true }) },
  );
  useBlocker({
    shouldBlockFn: async ({ next, current }) =>
      dirty && next.pathname !== current.pathname
        ? !(await confirm({ title: t("leave"), body: t("leaveBody"), action: t("go"), danger: true }))
        : false,
    enableBeforeUnload: dirty,
  });
  useEffect(() => {
    if (adding) panel.current?.querySelector<HTMLElement>("button")?.focus();
  }, [adding]);

  const select = (node: string) => {
    setAdding(null);
    setFilters({ node: node === TRIGGER ? undefined : node });
  };
  const add = (kind: NodeKind) => {
    if (!adding) return;
    const made = addNode(definition, adding.from, adding.path, kind);
    change(made.definition);
    select(made.id);
  };
  const goLive = async () => {
    if (await confirm({ title: t("ask"), body: t("askBody"), action: t("activate") })) activate.mutate();
  };
  const node = definition.nodes[chosen];
  const serverFaults = Object.entries(faultsOf(activate.error)).map(([at, message]) => ({ at, code: "", message }));
  const shown = mistakes.length > 0 ? mistakes : serverFaults;
  const mine = (at: string) =>
    node ? at === `nodes.${chosen}` || at.startsWith(`nodes.${chosen}.`) : !at.startsWith("nodes.");
  const elsewhere = adding ? shown : shown.filter((m) => !mine(m.at));
  const nothing = journey.status === "live" && !journey.changed && !dirty;
  const event = definition.trigger.kind === "event" ? (definition.trigger.events[0]?.name ?? "") : "";

  return (
    <>
      <PageHeader
        title={t("title", { name: journey.name })}
        up={[
          { label: t("journeys"), to: "/journeys" },
          { label: journey.name, to: `/journeys/${id}` },
        ]}
        badge={
          <>
            <StatusBadge tone={statusTone[journey.status]}>{t(statusWords[journey.status])}</StatusBadge>
            {dirty && <StatusBadge tone="held">{t("unsaved")}</StatusBadge>}
          </>
        }
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              disabled={history.length < 2}
              onClick={undo}
            >
              {t("undo")}
            </Button>
            <Button
              variant="default"
              loading={save.isPending}
              disabled={!dirty || name.trim() === ""}
              onClick={() => save.mutate()}
            >
              {t("save")}
            </Button>
            <Button
              loading={activate.isPending}
              disabled={mistakes.length > 0 || name.trim() === "" || nothing}
              onClick={() => void goLive()}
            >
              {t(journey.status === "live" ? "publish" : "activate")}
            </Button>
          </>
        }
      />
      <div className="journey-split">
        <div>
          <TextInput
            label={t("name")}
            maw={420}
            mb="md"
            maxLength={120}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <JourneyGraph
            definition={definition}
            teller={teller}
            selected={adding ? undefined : chosen}
            onSelect={select}
            mistakes={shown}
            onAdd={(from, path) => setAdding({ from, path })}
          />
        </div>
        <aside ref={panel} className="journey-side panel" aria-label={t("panel")}>
          {adding ? (
            <AddPanel
              gap={wayTo(definition, adding.from, adding.path) === null}
              onAdd={add}
              onCancel={() => setAdding(null)}
            />
          ) : node ? (
            <StepPanel
              key={chosen}
              id={chosen}
              node={node}
              event={event}
              definition={definition}
              teller={teller}
              onChange={(next) => change(putNode(definition, chosen, next))}
              onRemove={() => {
                change(removeNode(definition, chosen));
                select(TRIGGER);
              }}
              mistakes={shown.filter((m) => mine(m.at))}
            />
          ) : (
            <TriggerPanel definition={definition} onChange={change} mistakes={shown.filter((m) => mine(m.at))} />
          )}
          <Mistakes mistakes={elsewhere} definition={definition} teller={teller} onSelect={select} />
        </aside>
      </div>
    </>
  );
};

export const EditJourney = () => {
  const t = useWords(words);
  const { journey: id = "" } = useParams();
  const may = useMay("marketer");
  const query = useJourney(id);
  return (
    <Loaded query={query}>
      {(journey) =>
        may && journey.status !== "archived" ? (
          <EditorOf key={id} journey={journey} />
        ) : (
          <PageHeader title={journey.name} lead={t("archived")} up={[{ label: t("journeys"), to: "/journeys" }]} />
        )
      }
    </Loaded>
  );
};
