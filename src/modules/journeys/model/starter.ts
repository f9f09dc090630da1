import { Definition } from "./definition.ts";

type Pair = readonly [ja: string, en: string];
/** Picks the words of one language. */
export type Say = (ja: string, en: string) => string;

/** A ready-made journey to start from. Names are Japanese, English; a copy takes one language, as its steps are then the brand's. */
export interface Starter {
  readonly key: string;
  readonly name: Pair;
  readonly about: Pair;
  readonly definition: { readonly ja: Definition; readonly en: Definition };
}

export const starter = (given: {
  readonly key: string;
  readonly name: Pair;
  readonly about: Pair;
  readonly define: (say: Say) => unknown;
}): Starter => {
  const { define, ...rest } = given;
  return {
    ...rest,
    definition: { ja: Definition.parse(define((ja) => ja)), en: Definition.parse(define((_, en) => en)) },
  };
};
