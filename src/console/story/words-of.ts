import type { Icon } from "@tabler/icons-react";
import type { Tone } from "../ui/status.tsx";
import type { Pair } from "../words.ts";

export interface EventWords {
  readonly words: Pair;
  readonly icon: Icon;
  readonly tone?: Tone;
}
export const of = (ja: string, en: string, icon: Icon, tone?: Tone): EventWords => ({
  words: [ja, en],
  icon,
  ...(tone && { tone }),
});
