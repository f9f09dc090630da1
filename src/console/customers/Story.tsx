import { Button, Chip, Group } from "@mantine/core";
import { useTemplates } from "#templates/console";
import { TIMELINE_KINDS, type TimelineKind } from "#profiles/model";
import type { Properties } from "#kernel/log";
import { EmptyState, JsonView, Loaded, type Moment, Timeline, useList, useWords } from "#ui";
import { api } from "../api.ts";
import { tell } from "../story/tell.ts";
import { KIND_WORDS } from "./words.ts";

const words = {
  title: ["軌跡", "Story"],
  filter: ["種類で絞り込む", "Filter by kind"],
  all: ["すべて", "Everything"],
  more: ["さらに前を表示", "Show earlier"],
  none: ["まだ何も起きていません", "Nothing has happened yet"],
  noneKind: ["この種類の記録はありません", "Nothing of this kind"],
  data: ["記録の中身", "The record"],
} as const;

type Event = Awaited<ReturnType<typeof api.profiles.timeline>>["items"][number];

const toMoment = (event: Event, label: string, called: (template: string) => string): Moment => {
  const told = tell({ ...event, properties: event.properties as Properties }, called);
  return {
    id: String(event.position),
    at: event.at,
    icon: told.icon,
    tone: told.tone,
    title: (
      <details className="record">
        <summary>
          {told.title}
          {told.detail && <span className="record-detail">{told.detail}</span>}
        </summary>
        <JsonView
          label={label}
          value={{
            name: event.name,
            subject: event.subject,
            source: event.source,
            position: event.position,
            ...event.properties,
          }}
        />
      </details>
    ),
  };
};

/** Our own notes of what the line beside them says already. */
const ECHOES = new Set(["order.recorded"]);

/** Everything that happened between this person and the brand, newest first. */
export const Story = ({
  profile,
  kind,
  onKind,
}: {
  readonly profile: string;
  readonly kind: TimelineKind | undefined;
  readonly onKind: (kind: TimelineKind | undefined) => void;
}) => {
  const t = useWords(words);
  const list = useList<Event>(
    ["profile", profile, "timeline", kind ?? ""],
    async (cursor) => {
      const page = await api.profiles.timeline({ params: { id: profile }, query: { kind, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 10_000 },
  );
  const templates = useTemplates();
  const called = (key: string) => templates.data?.find((each) => each.key === key)?.name ?? key;
  return (
    <>
      <Chip.Group
        value={kind ?? "all"}
        onChange={(value) => onKind(value === "all" ? undefined : (value as TimelineKind))}
      >
        <Group gap={6} mb="md" role="radiogroup" aria-label={t("filter")}>
          <Chip value="all" size="xs" variant="outline">
            {t("all")}
          </Chip>
          {TIMELINE_KINDS.map((each) => (
            <Chip key={each} value={each} size="xs" variant="outline">
              {t(KIND_WORDS[each])}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Loaded query={{ data: list.rows, error: list.error as Error | null, refetch: list.again as never }}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t(kind ? "noneKind" : "none")} />
          ) : (
            <Timeline
              label={t("title")}
              moments={rows.filter((e) => !ECHOES.has(e.name)).map((e) => toMoment(e, t("data"), called))}
            />
          )
        }
      </Loaded>
      {list.more && (
        <Button variant="default" mt="lg" loading={list.more.loading} onClick={() => void list.more?.load()}>
          {t("more")}
        </Button>
      )}
    </>
  );
};
