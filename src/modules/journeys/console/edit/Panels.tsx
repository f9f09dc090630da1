import { Button, Group, Select, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { type Definition, edgesOf, type Mistake, type Node, type NodeKind } from "#journeys/model";
import { useWords } from "#ui";
import { edgeLabel, nodeTitle, type Teller } from "../describe.ts";
import { kindIcons } from "../graph/icons.ts";
import { kindWords } from "../words.ts";
import { before, withWay } from "./changes.ts";
import { mistakeText } from "./Mistakes.tsx";
import { NodeFields } from "./NodeFields.tsx";
import { TriggerFields } from "./TriggerFields.tsx";

const words = {
  add: ["何を追加しますか", "What comes here?"],
  cancel: ["キャンセル", "Cancel"],
  wait: ["期間、曜日と時刻、イベントまで待つ", "A time, a day and hour, or an event"],
  branch: ["お客様の条件やきっかけの内容で分かれる", "By who the person is or what started it"],
  message: ["LINEやメールを届ける", "LINE or mail"],
  trait: ["お客様の属性に値を書く", "Write a value to the profile"],
  exit: ["ここで終わる", "The end of this way"],
  trigger: ["きっかけ", "Starts when"],
  name: ["ステップの名前", "Name of the step"],
  ways: ["進む先", "Goes on to"],
  next: ["次のステップ", "Next step"],
  nowhere: ["(未設定)", "(nowhere yet)"],
  remove: ["このステップを削除", "Delete this step"],
} as const;

const Heading = ({ kind, children }: { readonly kind?: string; readonly children: string }) => (
  <div style={{ marginBottom: 12 }}>
    {kind && <p style={{ margin: 0, fontSize: 12, color: "var(--ink-soft)" }}>{kind}</p>}
    <h2 style={{ margin: 0, fontSize: 16 }}>{children}</h2>
  </div>
);

const Here = ({ mistakes }: { readonly mistakes: readonly Mistake[] }) =>
  mistakes.length > 0 && (
    <div role="status">
      {mistakes.map((mistake) => (
        <p key={`${mistake.at} ${mistake.code}`} className="mistake">
          {mistakeText(mistake)}
        </p>
      ))}
    </div>
  );

const KINDS = ["message", "wait", "branch", "trait", "exit"] as const;

/** Which step comes here. An exit only stands where nothing follows. */
export const AddPanel = ({
  gap,
  onAdd,
  onCancel,
}: {
  readonly gap: boolean;
  readonly onAdd: (kind: NodeKind) => void;
  readonly onCancel: () => void;
}) => {
  const t = useWords(words);
  return (
    <>
      <Heading>{t("add")}</Heading>
      <Stack gap={4} mb="md">
        {KINDS.filter((kind) => gap || kind !== "exit").map((kind) => {
          const Shape = kindIcons[kind];
          return (
            <UnstyledButton key={kind} className="nav-link" onClick={() => onAdd(kind)} style={{ padding: "8px 10px" }}>
              <Shape size={20} stroke={1.6} aria-hidden />
              <span>
                <b style={{ fontWeight: 600 }}>{t(kindWords[kind])}</b>
                <span style={{ display: "block", fontSize: 12, color: "var(--ink-soft)" }}>{t(kind)}</span>
              </span>
            </UnstyledButton>
          );
        })}
      </Stack>
      <Button variant="default" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </>
  );
};

export const TriggerPanel = (props: {
  readonly definition: Definition;
  readonly onChange: (definition: Definition) => void;
  readonly mistakes: readonly Mistake[];
}) => {
  const t = useWords(words);
  return (
    <>
      <Heading>{t("trigger")}</Heading>
      <Stack gap="md">
        <Here mistakes={props.mistakes} />
        <TriggerFields definition={props.definition} onChange={props.onChange} />
      </Stack>
    </>
  );
};

export const StepPanel = (props: {
  readonly id: string;
  readonly node: Node;
  readonly event: string;
  readonly definition: Definition;
  readonly teller: Teller;
  readonly onChange: (node: Node) => void;
  readonly onRemove: () => void;
  readonly mistakes: readonly Mistake[];
}) => {
  const t = useWords(words);
  const { id, node, event, definition, teller, onChange, onRemove, mistakes } = props;
  const earlier = before(definition, id);
  const places = Object.entries(definition.nodes)
    .filter(([each]) => !earlier.has(each))
    .map(([each, other]) => ({ value: each, label: nodeTitle(other, teller) }));
  return (
    <>
      <Heading kind={t(kindWords[node.kind])}>{nodeTitle(node, teller)}</Heading>
      <Stack gap="md">
        <Here mistakes={mistakes} />
        <TextInput
          label={t("name")}
          value={node.name}
          maxLength={100}
          placeholder={t(kindWords[node.kind])}
          onChange={(e) => onChange({ ...node, name: e.currentTarget.value })}
        />
        <NodeFields node={node} onChange={onChange} event={event} />
        {edgesOf(node).map((edge) => (
          <Select
            key={edge.path}
            label={
              edgeLabel(node, edge.path, teller) ? `${t("ways")}: ${edgeLabel(node, edge.path, teller)}` : t("next")
            }
            value={edge.to ?? ""}
            allowDeselect={false}
            data={[{ value: "", label: t("nowhere") }, ...places]}
            onChange={(to) => onChange(withWay(node, edge.path, to === "" ? null : to))}
          />
        ))}
        <Group>
          <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
            {t("remove")}
          </Button>
        </Group>
      </Stack>
    </>
  );
};
