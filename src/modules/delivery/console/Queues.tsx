import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { number, say, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { type Queue, QUEUES } from "../model.rows.ts";
import { QUEUE } from "./words.ts";

const words = {
  all: ["すべて", "All"],
  label: ["対応待ちの列", "Queues"],
  overdue: ["期限切れ {n}", "{n} overdue"],
} as const;

export const useQueues = () =>
  useQuery({ queryKey: ["parcels", "queues"], queryFn: () => api.delivery.parcelQueues({}), refetchInterval: 15_000 });

/** The queues with their counts, as tabs of one list. */
export const Queues = ({
  chosen,
  onChoose,
}: {
  readonly chosen: Queue | undefined;
  readonly onChoose: (queue: Queue | undefined) => void;
}) => {
  const t = useWords(words);
  const { data } = useQueues();
  const entry = (queue: Queue | undefined) => {
    const of = data?.items.find((one) => one.queue === queue);
    const overdue = of?.overdue ?? 0;
    return (
      <UnstyledButton
        key={queue ?? "all"}
        aria-pressed={queue === chosen}
        onClick={() => onChoose(queue)}
        px="xs"
        py={6}
        fz="sm"
        style={{
          whiteSpace: "nowrap",
          borderBottom: `2px solid ${queue === chosen ? "var(--accent)" : "transparent"}`,
          fontWeight: queue === chosen ? 600 : 400,
          color: of?.count === 0 ? "var(--ink-soft)" : undefined,
        }}
      >
        {queue === undefined ? t("all") : say(QUEUE[queue])}
        {of && (
          <span className="num" style={{ marginInlineStart: 6, color: "var(--ink-soft)" }}>
            {number(of.count)}
          </span>
        )}
        {overdue > 0 && (
          <span
            className="num"
            style={{ marginInlineStart: 6, color: "var(--broken)" }}
            title={t("overdue", { n: number(overdue) })}
            aria-label={t("overdue", { n: number(overdue) })}
          >
            !{number(overdue)}
          </span>
        )}
      </UnstyledButton>
    );
  };
  return (
    <div role="group" aria-label={t("label")} className="queues">
      {[undefined, ...QUEUES].map(entry)}
    </div>
  );
};
