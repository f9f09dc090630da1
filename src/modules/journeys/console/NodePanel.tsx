import { useQuery } from "@tanstack/react-query";
import type { Definition } from "#journeys/model";
import { AppLink, Facts, Loaded, number, Time, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { edgeLabel, nodeText, nodeTitle, type Teller } from "./describe.ts";
import type { Count } from "./graph/JourneyGraph.tsx";
import { kindWords } from "./words.ts";

const words = {
  here: ["ここで待機中", "Standing here"],
  passed: ["通過", "Passed"],
  left: ["ここで終了", "Ended here"],
  people: ["人", "people"],
  who: ["待機中の人", "Who stands here"],
  none: ["いまここにいる人はいません。", "Nobody stands here now."],
  since: ["{at} から", "since"],
  until: ["まで", "until"],
  all: ["すべて表示", "Show all"],
} as const;

const SHOWN = 8;

/** One step: what it does, how many passed, and who stands there. */
export const NodePanel = (props: {
  readonly journey: string;
  readonly definition: Definition;
  readonly node: string;
  readonly teller: Teller;
  readonly count: Count | undefined;
}) => {
  const t = useWords(words);
  const { journey, definition, node: id, teller, count } = props;
  const people = useQuery({
    queryKey: ["journeys", "standing", journey, id],
    queryFn: () => api.journeys.runs({ params: { id: journey }, query: { node: id, phase: "alive", limit: SHOWN } }),
    refetchInterval: 5_000,
  });
  const node = definition.nodes[id];
  if (!node) return null;
  const n = (value: number | undefined) => `${number(value ?? 0)}${teller.language === "ja" ? "人" : ""}`;
  return (
    <>
      <p style={{ margin: 0, fontSize: 12, color: "var(--ink-soft)" }}>{t(kindWords[node.kind])}</p>
      <h2 style={{ margin: "0 0 4px", fontSize: 16 }}>{nodeTitle(node, teller)}</h2>
      <p style={{ marginTop: 0, color: "var(--ink-soft)" }}>{nodeText(node, teller)}</p>
      <Facts
        rows={[
          [t("here"), n(count?.waiting)],
          [t("passed"), n(count?.passed)],
          ...Object.entries(count?.paths ?? {})
            .filter(([path]) => path !== "next")
            .map(([path, value]) => [`・${edgeLabel(node, path, teller)}`, n(value)] as const),
          [t("left"), count && count.left > 0 ? n(count.left) : null],
        ]}
      />
      {node.kind !== "exit" && (
        <>
          <h3 style={{ fontSize: 13, margin: "20px 0 4px" }}>{t("who")}</h3>
          <Loaded query={people}>
            {({ items, next }) =>
              items.length === 0 ? (
                <p style={{ color: "var(--ink-soft)", margin: 0 }}>{t("none")}</p>
              ) : (
                <>
                  <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
                    {items.map((run) => (
                      <li
                        key={run.id}
                        style={{
                          display: "flex",
                          justifyContent: "space-between",
                          gap: 12,
                          padding: "5px 0",
                          borderTop: "1px solid var(--hair)",
                        }}
                      >
                        <AppLink to={`/runs/${run.id}`}>{run.person}</AppLink>
                        <span style={{ color: "var(--ink-soft)", fontSize: 12 }}>
                          {run.deadline ? (
                            <>
                              {teller.language === "en" && `${t("until")} `}
                              <Time at={run.deadline} />
                              {teller.language === "ja" && t("until")}
                            </>
                          ) : (
                            <Time at={run.since} show="ago" />
                          )}
                        </span>
                      </li>
                    ))}
                  </ul>
                  {next !== null && (
                    <AppLink to={`/journeys/${journey}?tab=runs&node=${id}&phase=alive`}>{t("all")}</AppLink>
                  )}
                </>
              )
            }
          </Loaded>
        </>
      )}
    </>
  );
};
