import { say, Time, useWords } from "#ui";
import type { ParcelState } from "../model.ts";
import type { ScanRow } from "../model.rows.ts";
import { STATE } from "./words.ts";

const words = { label: ["道のり", "The way so far"], notYet: ["まだ", "not yet"] } as const;

const CARRIER: readonly ParcelState[] = [
  "label_created",
  "picked_up",
  "in_transit",
  "at_delivery_depot",
  "out_for_delivery",
  "delivered",
];
const STORE: readonly ParcelState[] = ["label_created", "held_for_pickup", "delivered"];

/** The stations of the way, with when each was first reached. */
export const Progress = ({
  method,
  state,
  scans,
}: {
  readonly method: string;
  readonly state: ParcelState;
  readonly scans: readonly ScanRow[];
}) => {
  const t = useWords(words);
  const stations = method === "pickup" ? STORE : CARRIER;
  const firsts = stations.map((station) => scans.find((scan) => scan.state === station)?.occurredAt ?? null);
  const furthest = Math.max(
    stations.indexOf(state),
    firsts.findLastIndex((at) => at !== null),
  );
  return (
    <ol
      aria-label={t("label")}
      style={{ display: "flex", flexWrap: "wrap", gap: "4px 0", listStyle: "none", padding: 0, margin: "0 0 24px" }}
    >
      {stations.map((station, i) => {
        const reached = i <= furthest;
        return (
          <li
            key={station}
            aria-current={i === furthest ? "step" : undefined}
            style={{
              flex: "1 1 104px",
              borderTop: `3px solid ${reached ? "var(--accent)" : "var(--hair)"}`,
              paddingTop: 6,
              fontSize: 13,
              color: reached ? undefined : "var(--ink-soft)",
              fontWeight: i === furthest ? 600 : 400,
            }}
          >
            {say(STATE[station].words)}
            <div style={{ fontSize: 12, fontWeight: 400, color: "var(--ink-soft)" }}>
              {firsts[i] ? <Time at={firsts[i]} /> : reached ? "–" : t("notYet")}
            </div>
          </li>
        );
      })}
    </ol>
  );
};
