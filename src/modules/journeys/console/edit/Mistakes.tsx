import { UnstyledButton } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { Definition, Mistake } from "#journeys/model";
import { say, useWords } from "#ui";
import { nodeTitle, type Teller } from "../describe.ts";
import { TRIGGER } from "../graph/ways.ts";
import { mistakeWords } from "../words.ts";

const words = {
  title: ["公開までに直すところ", "To mend before it can live"],
  trigger: ["きっかけ", "Starts when"],
} as const;

export const mistakeText = (mistake: Mistake): string => {
  const pair = mistakeWords[mistake.code];
  return pair ? say(pair) : mistake.message;
};

const nodeAt = ({ at }: Mistake): string => (at.startsWith("nodes.") ? (at.split(".")[1] ?? TRIGGER) : TRIGGER);

/** Every mistake; choosing one goes to its step. */
export const Mistakes = (props: {
  readonly mistakes: readonly Mistake[];
  readonly definition: Definition;
  readonly teller: Teller;
  readonly onSelect: (node: string) => void;
}) => {
  const t = useWords(words);
  const { mistakes, definition, teller, onSelect } = props;
  if (mistakes.length === 0) return null;
  return (
    <section aria-label={t("title")} style={{ borderTop: "1px solid var(--hair)", marginTop: 20, paddingTop: 12 }}>
      <h2 style={{ fontSize: 13, margin: "0 0 4px" }}>{t("title")}</h2>
      <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {mistakes.map((mistake) => {
          const id = nodeAt(mistake);
          const node = definition.nodes[id];
          return (
            <li key={`${mistake.at} ${mistake.code}`}>
              <UnstyledButton py={4} fz={13} onClick={() => onSelect(id)} style={{ display: "flex", gap: 6 }}>
                <IconAlertCircle size={16} aria-hidden style={{ color: "var(--broken)", flex: "none", marginTop: 2 }} />
                <span>
                  <b style={{ fontWeight: 600 }}>{node ? nodeTitle(node, teller) : t("trigger")}</b>{" "}
                  {mistakeText(mistake)}
                </span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
