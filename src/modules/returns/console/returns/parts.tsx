import { StatusBadge, say, useLanguage } from "#ui";
import { REASONS, type ReturnReason } from "../../model/reasons.ts";
import { MACHINES } from "./words.ts";

/** The state of one machine, in a word. */
export const MachineBadge = ({
  machine,
  state,
}: {
  readonly machine: keyof typeof MACHINES;
  readonly state: string;
}) => {
  useLanguage();
  const said = MACHINES[machine].book[state];
  return <StatusBadge tone={said?.tone ?? "plain"}>{said ? say(said.words) : state}</StatusBadge>;
};

export const reasonWords = (reason: ReturnReason): string => say([REASONS[reason].ja, REASONS[reason].en]);
