import { TextInput } from "@mantine/core";
import type { Node } from "#journeys/model";
import { useWords } from "#ui";
import { BranchFields } from "./BranchFields.tsx";
import { MessageFields } from "./MessageFields.tsx";
import type { Fields } from "./node-kinds.ts";
import { WaitFields } from "./WaitFields.tsx";

const words = {
  trait: ["属性名", "Trait"],
  value: ["値", "Value"],
} as const;

const TraitFields = ({ node, onChange }: Fields<"trait">) => {
  const t = useWords(words);
  return (
    <>
      <TextInput
        label={t("trait")}
        value={node.trait}
        maxLength={100}
        onChange={(e) => onChange({ ...node, trait: e.currentTarget.value })}
      />
      <TextInput
        label={t("value")}
        value={String(node.value)}
        onChange={(e) => onChange({ ...node, value: e.currentTarget.value })}
      />
    </>
  );
};

/** The fields of one step, by its kind. */
export const NodeFields = ({
  node,
  onChange,
  event,
}: {
  readonly node: Node;
  readonly onChange: (node: Node) => void;
  readonly event: string;
}) => {
  switch (node.kind) {
    case "wait":
      return <WaitFields node={node} onChange={onChange} event={event} />;
    case "branch":
      return <BranchFields node={node} onChange={onChange} event={event} />;
    case "message":
      return <MessageFields node={node} onChange={onChange} event={event} />;
    case "trait":
      return <TraitFields node={node} onChange={onChange} event={event} />;
    case "exit":
      return null;
  }
};
