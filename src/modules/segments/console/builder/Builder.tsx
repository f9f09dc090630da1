import { ActionIcon, Button, Checkbox, SegmentedControl } from "@mantine/core";
import { IconFolderPlus, IconPlus, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import { brandCurrency, useWords } from "#ui";
import { MOST_LEVELS, type Predicate } from "#segments/model";
import "./builder.css";
import { draftLeaf, movedAt, replacedAt, withoutAt } from "./drafts.ts";
import { LeafFields } from "./Leaf.tsx";

const words = {
  and: ["すべて", "all"],
  or: ["いずれか", "any"],
  join: ["どの条件を満たすか", "How conditions are joined"],
  of: ["に当てはまる", "of these hold"],
  add: ["条件を追加", "Add a condition"],
  addGroup: ["グループを追加", "Add a group"],
  not: ["当てはまらない", "does not hold"],
  remove: ["この条件を削除", "Remove this condition"],
  removeGroup: ["このグループを削除", "Remove this group"],
  group: ["条件のグループ", "Group of conditions"],
  condition: ["条件 {n}", "Condition {n}"],
} as const;

type GroupOf = Extract<Predicate, { kind: "and" | "or" }>;
const isGroup = (node: Predicate): node is GroupOf => node.kind === "and" || node.kind === "or";
const inside = (node: Predicate): Predicate => (node.kind === "not" ? node.of : node);

interface RowProps {
  readonly node: Predicate;
  readonly at: number;
  readonly depth: number;
  readonly onChange: (node: Predicate) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onNext: () => void;
}

/** One line of a group: a condition or a group in a group, with its “not” and its end. */
const Row = ({ node, at, depth, onChange, onRemove, onMove, onNext }: RowProps) => {
  const t = useWords(words);
  const negated = node.kind === "not";
  const inner = inside(node);
  const put = (next: Predicate) => onChange(negated ? { kind: "not", of: next } : next);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onNext();
    else if (!event.altKey) return;
    else if (event.key === "ArrowUp") onMove(-1);
    else if (event.key === "ArrowDown") onMove(1);
    else if (event.key === "Backspace") onRemove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li
      className="condition"
      data-group={isGroup(inner) || undefined}
      onKeyDown={keys}
      aria-label={t("condition", { n: at + 1 })}
    >
      <div className="condition-body">
        {isGroup(inner) ? (
          <GroupFields group={inner} onChange={put} depth={depth + 1} />
        ) : inner.kind === "not" ? null : (
          <LeafFields leaf={inner} onChange={put} />
        )}
      </div>
      <div className="condition-end">
        <Checkbox
          size="xs"
          label={t("not")}
          checked={negated}
          onChange={(e) => onChange(e.currentTarget.checked ? { kind: "not", of: inner } : inner)}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(isGroup(inner) ? "removeGroup" : "remove")}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
};

const GroupFields = ({
  group,
  onChange,
  depth,
}: {
  readonly group: GroupOf;
  readonly onChange: (group: GroupOf) => void;
  readonly depth: number;
}) => {
  const t = useWords(words);
  const list = useRef<HTMLUListElement>(null);
  const set = (of: Predicate[]) => onChange({ ...group, of });
  const focusRow = (at: number) =>
    requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll<HTMLElement>(":scope > .condition");
      (
        rows?.[Math.max(0, Math.min(at, rows.length - 1))]?.querySelector<HTMLElement>("[data-first-field]") ?? null
      )?.focus();
    });
  const insert = (node: Predicate, at = group.of.length) => {
    set([...group.of.slice(0, at), node, ...group.of.slice(at)]);
    focusRow(at);
  };
  const leaf = () => draftLeaf("event", brandCurrency());
  // A group in a group, its conditions and a “not” before each take up to three levels more.
  const mayNest = depth * 2 + 4 <= MOST_LEVELS + 2;
  return (
    <div role="group" aria-label={t("group")} className="conditions">
      <div className="conditions-head">
        <SegmentedControl
          size="xs"
          aria-label={t("join")}
          value={group.kind}
          data={(["and", "or"] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(kind) => onChange({ ...group, kind: kind as GroupOf["kind"] })}
        />
        <span>{t("of")}</span>
      </div>
      <ul ref={list}>
        {group.of.map((node, i) => (
          <Row
            key={i}
            node={node}
            at={i}
            depth={depth}
            onChange={(next) => set(replacedAt(group.of, i, next))}
            onRemove={() => {
              set(withoutAt(group.of, i));
              focusRow(i - 1);
            }}
            onMove={(by) => {
              set(movedAt(group.of, i, by));
              focusRow(i + by);
            }}
            onNext={() => insert(leaf(), i + 1)}
          />
        ))}
      </ul>
      <div className="conditions-add">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => insert(leaf())}
        >
          {t("add")}
        </Button>
        {mayNest && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconFolderPlus size={15} aria-hidden />}
            onClick={() => insert({ kind: group.kind === "and" ? "or" : "and", of: [leaf()] })}
          >
            {t("addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
};

/** Conditions in nested groups. What is not filled in yet is no valid predicate: check with `Predicate.safeParse`. */
export const PredicateBuilder = ({
  value,
  onChange,
}: {
  readonly value: GroupOf;
  readonly onChange: (value: GroupOf) => void;
}) => <GroupFields group={value} onChange={onChange} depth={0} />;
