import { Drawer, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconCheck, IconX } from "@tabler/icons-react";
import { listText, Loaded, money, number, Time, useLanguage, useWords } from "#ui";
import { type Predicate, type Segment, type SentenceNames, sentencePart, type Tongue } from "#segments/model";
import type { Explanation, Finding } from "#segments/api";
import { api } from "../../../console/api.ts";
import { useNames } from "./names.ts";

const words = {
  holds: ["当てはまる", "Holds"],
  not: ["当てはまらない", "Does not hold"],
  all: ["すべて", "All of"],
  any: ["いずれか", "Any of"],
  none: ["次に当てはまらない", "Not"],
  times: ["{n} 回", "{n}×"],
  last: ["最後", "last"],
  changes: ["何もなければ変わる日時", "Changes by itself"],
  close: ["閉じる", "Close"],
} as const;

const Seen = ({ finding, leaf }: { readonly finding: Finding; readonly leaf: Predicate }) => {
  const t = useWords(words);
  const { seen } = finding;
  if (seen === null) return null;
  if (Array.isArray(seen))
    return <>{listText(seen.map((each) => (typeof each === "string" ? each : JSON.stringify(each))))}</>;
  if (typeof seen !== "object") return null;
  const { count, last, value, r, f, m } = seen as Record<string, unknown>;
  return (
    <>
      {typeof value === "number" && leaf.kind === "order_value" && money(Math.round(value), leaf.currency)}
      {typeof count === "number" && typeof value !== "number" && t("times", { n: number(count) })}
      {typeof last === "string" && (
        <>
          {" "}
          {t("last")} <Time at={last} />
        </>
      )}
      {typeof r === "number" && `R ${r} · F ${String(f)} · M ${String(m)}`}
    </>
  );
};

const Node = (props: {
  readonly node: Predicate;
  readonly path: string;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly names: SentenceNames;
  readonly tongue: Tongue;
}) => {
  const { node, path, findings, names, tongue } = props;
  const t = useWords(words);
  const finding = findings.get(path);
  if (!finding) return null;
  const inner = node.kind === "not" ? [node.of] : node.kind === "and" || node.kind === "or" ? node.of : [];
  const title =
    node.kind === "and"
      ? t("all")
      : node.kind === "or"
        ? t("any")
        : node.kind === "not"
          ? t("none")
          : sentencePart(node, tongue, names);
  const Icon = finding.holds ? IconCheck : IconX;
  return (
    <li style={{ listStyle: "none", marginBottom: 8 }}>
      <div style={{ display: "flex", gap: 8 }}>
        <Icon
          size={18}
          role="img"
          aria-label={t(finding.holds ? "holds" : "not")}
          style={{ flex: "none", marginTop: 2, color: finding.holds ? "var(--accent)" : "var(--ink-soft)" }}
        />
        <div>
          {title}
          {inner.length === 0 && (
            <Text size="xs" c="dimmed" component="div">
              <Seen finding={finding} leaf={node} />
            </Text>
          )}
        </div>
      </div>
      {inner.length > 0 && (
        <ul style={{ margin: "6px 0 0 8px", paddingLeft: 18, borderLeft: "1px solid var(--hair)" }}>
          {inner.map((each, i) => (
            <Node key={i} {...props} node={each} path={path === "" ? String(i) : `${path}.${i}`} />
          ))}
        </ul>
      )}
    </li>
  );
};

const Tree = ({ segment, answer }: { readonly segment: Segment; readonly answer: Explanation }) => {
  const t = useWords(words);
  const tongue = useLanguage();
  const names = useNames();
  const findings = new Map(answer.findings.map((finding) => [finding.path, finding]));
  return (
    <>
      <ul style={{ margin: 0, padding: 0 }}>
        <Node node={segment.predicate} path="" findings={findings} names={names} tongue={tongue} />
      </ul>
      {answer.changesAt && (
        <Text size="sm" c="dimmed" mt="md">
          {t("changes")}: <Time at={answer.changesAt} />
        </Text>
      )}
    </>
  );
};

/** Beside the page: which conditions hold for one person, and what was found. */
export const Explain = ({
  segment,
  person,
  title,
  onClose,
}: {
  readonly segment: Segment;
  readonly person: { readonly profile: string } | null;
  readonly title: string;
  readonly onClose: () => void;
}) => {
  const t = useWords(words);
  const profile = person?.profile ?? "";
  const query = useQuery({
    queryKey: ["segments", "explain", segment.id, profile],
    queryFn: () => api.segments.explain({ params: { id: segment.id, profile } }),
    enabled: profile !== "",
  });
  return (
    <Drawer opened={person !== null} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      {person && <Loaded query={query}>{(answer) => <Tree segment={segment} answer={answer} />}</Loaded>}
    </Drawer>
  );
};
