import type { TraitLeaf } from "./predicate.ts";
import { Path } from "./test.ts";

export interface Place {
  readonly name: string;
  readonly path: string | undefined;
}

/**
 * Where a trait may lie: under its own name, dots and all (`normal.prefecture` is one), or inside of an object under the first
 * of its names (`address.state` where the address is one object). What lies at any of them counts.
 */
export const placesOf = ({ name, path }: TraitLeaf): Place[] => {
  const places: Place[] = [{ name, path }];
  for (let dot = name.indexOf("."); dot > 0; dot = name.indexOf(".", dot + 1)) {
    const inner = name.slice(dot + 1) + (path === undefined ? "" : `.${path}`);
    if (Path.safeParse(inner).success) places.push({ name: name.slice(0, dot), path: inner });
  }
  return places;
};
