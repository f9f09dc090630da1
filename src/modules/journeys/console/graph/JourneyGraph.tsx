import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useElementSize } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import type { Definition, Mistake } from "#journeys/model";
import { number, useWords } from "#ui";
import { edgeLabel, nodeText, nodeTitle, type Teller, triggerText } from "../describe.ts";
import { draw, SMALLEST } from "./layout.ts";
import { type Line, TRIGGER } from "./ways.ts";
import { kindIcons, triggerIcon } from "./icons.ts";
import "./graph.css";

const words = {
  trigger: ["きっかけ", "Starts when"],
  waiting: ["待機 {n}人", "{n} here"],
  left: ["終了 {n}人", "{n} left"],
  passed: ["通過 {n}人", "{n} passed"],
  faults: ["要修正 {n}", "{n} to mend"],
  add: ["ステップを追加", "Add a step"],
  addAfter: ["「{name}」の後にステップを追加", "Add a step after “{name}”"],
  graph: ["ジャーニーの全体図", "Graph of the journey"],
} as const;

export interface Count {
  readonly node: string;
  readonly waiting: number;
  readonly passed: number;
  readonly left: number;
  readonly paths: Readonly<Record<string, number>>;
}

interface Step extends Record<string, unknown> {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly selected: boolean;
  readonly faults: number;
  readonly foot: string;
  readonly busy: boolean;
  readonly faultText: string;
  readonly open: () => void;
}
interface WayData extends Record<string, unknown> {
  readonly label: string;
  readonly count: number | null;
  readonly addLabel: string;
  readonly add: (() => void) | null;
  readonly line: string;
  readonly at: Line["label"];
}

const StepCard = ({ data }: NodeProps<Node<Step>>) => {
  const Shape = data.kind === TRIGGER ? triggerIcon : kindIcons[data.kind as keyof typeof kindIcons];
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <button
        type="button"
        className="step nodrag nopan"
        data-kind={data.kind}
        data-faulty={data.faults > 0 || undefined}
        aria-pressed={data.selected}
        onClick={data.open}
      >
        <span className="step-icon">
          <Shape size={17} stroke={1.6} aria-hidden />
        </span>
        <span className="step-words">
          <span className="step-title">{data.title}</span>
          {data.text && <span className="step-text">{data.text}</span>}
          {(data.foot || data.faults > 0) && (
            <span className="step-foot" data-busy={data.busy || undefined}>
              {data.faults > 0 ? data.faultText : data.foot}
            </span>
          )}
        </span>
      </button>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
};

const Gap = ({ data }: NodeProps<Node<{ label: string; add: (() => void) | null }>>) => (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    {data.add ? (
      <button type="button" className="gap nodrag nopan" onClick={data.add} aria-label={data.label}>
        <IconPlus size={16} aria-hidden />
      </button>
    ) : (
      <span className="gap" aria-hidden />
    )}
  </>
);

/** How far left of its point a label begins. */
const SHIFT = { start: "0", middle: "-50%", end: "-100%" } as const;

const WayLine = (props: EdgeProps<Edge<WayData>>) => {
  const { data } = props;
  if (!data) return null;
  const { x, y, from } = data.at;
  return (
    <>
      <BaseEdge path={data.line} />
      {(data.label !== "" || data.count !== null || data.add) && (
        <EdgeLabelRenderer>
          <div
            className="way nodrag nopan"
            style={{ transform: `translate(${SHIFT[from]}, -50%) translate(${x}px, ${y}px)` }}
          >
            {data.label && <span className="way-label">{data.label}</span>}
            {data.count !== null && data.count > 0 && <span className="way-count">{number(data.count)}</span>}
            {data.add && (
              <button type="button" className="way-add" aria-label={data.addLabel} onClick={data.add}>
                <IconPlus size={14} aria-hidden />
              </button>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
};

const nodeTypes = { step: StepCard, gap: Gap };
const edgeTypes = { way: WayLine };

interface JourneyGraphProps {
  readonly definition: Definition;
  readonly teller: Teller;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly counts?: readonly Count[] | undefined;
  readonly mistakes?: readonly Mistake[];
  /** Editing: puts a step where this way leads now. */
  readonly onAdd?: (from: string, path: string) => void;
}

/** Top to bottom, one card a step; the page scrolls, the drawing always fits. */
export const JourneyGraph = (props: JourneyGraphProps) => {
  const { definition, teller, selected, onSelect, counts, mistakes = [], onAdd } = props;
  const t = useWords(words);
  const { ref, width } = useElementSize();
  const drawing = useMemo(() => draw(definition, width), [definition, width]);
  const scale = width === 0 ? 1 : Math.max(SMALLEST, Math.min(1, width / drawing.width));
  const count = new Map(counts?.map((each) => [each.node, each]));
  const nameOf = (id: string) => {
    const node = definition.nodes[id];
    return node ? nodeTitle(node, teller) : t("trigger");
  };
  const faultsAt = (id: string) =>
    mistakes.filter((m) =>
      id === TRIGGER
        ? /^(trigger|reentry|exit|zone|start)/u.test(m.at)
        : m.at === `nodes.${id}` || m.at.startsWith(`nodes.${id}.`),
    ).length;
  const footOf = (id: string): string => {
    const c = count.get(id);
    if (!c) return "";
    const parts = [
      c.waiting > 0 ? t("waiting", { n: number(c.waiting) }) : "",
      c.passed > 0 ? t("passed", { n: number(c.passed) }) : "",
      c.left > 0 ? t("left", { n: number(c.left) }) : "",
    ];
    return parts.filter((part) => part !== "").join(" · ");
  };
  const nodes: Node[] = drawing.nodes.map(({ id, x, y, ...size }) => {
    const node = definition.nodes[id];
    const position = { x, y };
    if (id.startsWith("_gap.")) {
      const way = drawing.ways.find((each) => each.to === id);
      const add = onAdd && way ? () => onAdd(way.from, way.path) : null;
      return {
        id,
        type: "gap",
        position,
        ...size,
        data: { label: way ? t("addAfter", { name: nameOf(way.from) }) : "", add },
      };
    }
    const faults = faultsAt(id);
    const data: Step = {
      kind: node?.kind ?? TRIGGER,
      title: node ? nodeTitle(node, teller) : t("trigger"),
      text: node ? nodeText(node, teller) : triggerText(definition, teller),
      selected: selected === id,
      faults,
      faultText: t("faults", { n: faults }),
      foot: footOf(id),
      busy: (count.get(id)?.waiting ?? 0) > 0,
      open: () => onSelect(id),
    };
    return { id, type: "step", position, ...size, data };
  });
  const edges: Edge[] = drawing.ways.map((way) => {
    const node = definition.nodes[way.from];
    const data: WayData = {
      label: node ? edgeLabel(node, way.path, teller) : "",
      count: counts && node && way.path !== "next" ? (count.get(way.from)?.paths[way.path] ?? 0) : null,
      addLabel: t("addAfter", { name: nameOf(way.from) }),
      add: onAdd && !way.gap ? () => onAdd(way.from, way.path) : null,
      line: way.line,
      at: way.label,
    };
    return { id: way.id, type: "way", source: way.from, target: way.to, data };
  });
  const side = Math.max(0, (width - drawing.width * scale) / 2);
  return (
    <section
      ref={ref}
      className="graph"
      data-kind={drawing.kind}
      aria-label={t("graph")}
      style={{ height: drawing.height * scale + 16 }}
    >
      {width > 0 && (
        <ReactFlow
          key={`${Math.round(width)} ${drawing.kind} ${drawing.width}`}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultViewport={{ x: side, y: 4, zoom: scale }}
          minZoom={0.3}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          panOnDrag={false}
          proOptions={{ hideAttribution: true }}
        />
      )}
    </section>
  );
};
