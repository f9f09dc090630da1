import { ActionIcon, Button, Divider, Group, Radio, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "#ui";
import { Conditions, PredicateField } from "./fields.tsx";
import type { Fields, Of } from "./node-kinds.ts";

const words = {
  path: ["分岐 {n}", "Path {n}"],
  label: ["表示名", "Label"],
  who: ["判定するもの", "Decided by"],
  person: ["お客様の条件", "who the person is"],
  run: ["きっかけの内容", "what started it"],
  addPath: ["分岐を追加", "Add a path"],
  removePath: ["この分岐を削除", "Remove this path"],
  otherwise: ["どの条件にも当てはまらない人は「それ以外」に進みます。", "Everybody else takes the last way."],
} as const;

/** The paths of a branch, in their order. */
export const BranchFields = ({ node, onChange, event }: Fields<"branch">) => {
  const t = useWords(words);
  type Path = Of<"branch">["paths"][number];
  const set = (at: number, change: Partial<Path>) =>
    onChange({ ...node, paths: node.paths.map((each, i) => (i === at ? { ...each, ...change } : each)) });
  return (
    <>
      {node.paths.map((path, i) => (
        <fieldset key={i} style={{ border: 0, margin: 0, padding: 0 }}>
          <Divider
            mb="xs"
            labelPosition="left"
            label={
              <Group gap={4}>
                <legend style={{ padding: 0 }}>{t("path", { n: i + 1 })}</legend>
                {node.paths.length > 1 && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t("removePath")}
                    onClick={() => onChange({ ...node, paths: node.paths.filter((_, at) => at !== i) })}
                  >
                    <IconTrash size={14} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            }
          />
          <Stack gap="sm">
            <TextInput
              label={t("label")}
              value={path.label}
              maxLength={60}
              onChange={(e) => set(i, { label: e.currentTarget.value })}
            />
            <Radio.Group
              label={t("who")}
              value={path.when.kind}
              onChange={(kind) =>
                set(i, { when: kind === "run" ? { kind, where: [] } : { kind: "person", predicate: null } })
              }
            >
              <Group gap="md" mt={4}>
                <Radio value="person" label={t("person")} />
                <Radio value="run" label={t("run")} />
              </Group>
            </Radio.Group>
            {path.when.kind === "person" ? (
              <PredicateField
                key={`${i} ${node.paths.length}`}
                value={path.when.predicate}
                onChange={(predicate) => set(i, { when: { kind: "person", predicate } })}
              />
            ) : (
              <Conditions
                run
                event={event}
                value={path.when.where}
                onChange={(where) => set(i, { when: { kind: "run", where } })}
              />
            )}
          </Stack>
        </fieldset>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={node.paths.length >= 10}
          onClick={() =>
            onChange({
              ...node,
              paths: [...node.paths, { label: "", when: { kind: "person", predicate: null }, next: null }],
            })
          }
        >
          {t("addPath")}
        </Button>
      </Group>
      <p style={{ margin: 0, fontSize: 13, color: "var(--ink-soft)" }}>{t("otherwise")}</p>
    </>
  );
};
