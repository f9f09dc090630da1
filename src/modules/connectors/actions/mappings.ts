import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { Definition, type Mapping } from "#connectors/model";
import { builtIn } from "../model/builtin/index.ts";
import { layOut } from "../model/layout.ts";
import { allReferences } from "../model/layout.ts";
import { planOf } from "../model/plan.ts";
import { dropMapping, putMapping, savedMapping, savedMappings } from "../store/mappings.ts";

const saved = (row: { id: string; name: string; definition: unknown }): Mapping => ({
  id: row.id,
  name: row.name,
  builtIn: false,
  definition: Definition.parse(row.definition),
});

export const mappings = async (ctx: Ctx): Promise<Mapping[]> => [
  ...builtIn,
  ...(await savedMappings(ctx.db)).map((row) => saved(row)),
];

export const mapping = async (ctx: Ctx, id: string): Promise<Mapping> => {
  const known = builtIn.find((each) => each.id === id);
  if (known) return known;
  const row = await savedMapping(ctx.db, id);
  if (!row) throw notFound("mapping");
  return saved(row);
};

/** Refuses what could never run: unknown parts, joins that lead nowhere, formats that are none. */
export const checkDefinition = (definition: Definition): void => {
  const headers = new Map(
    definition.parts.map(({ name }) => [
      name,
      allReferences(definition)
        .filter((each) => each.part === name)
        .flatMap(({ reference }) =>
          "column" in reference
            ? Array.from({ length: reference.nth ?? 1 }, () => reference.column)
            : Array.from({ length: reference.position }, (_, at) => `#${at}`),
        ),
    ]),
  );
  planOf(definition, layOut(definition, headers));
};

export const saveMapping = (
  ctx: Ctx,
  id: string,
  given: { name: string; definition: Definition },
): Promise<Mapping> => {
  if (builtIn.some((each) => each.id === id))
    throw new Problem("conflict", "This mapping comes with the product. Save yours under another id.");
  checkDefinition(given.definition);
  return transaction(ctx.db, async (tx) => {
    const row = { id, name: given.name, definition: JSON.stringify(given.definition) };
    await putMapping(tx, row, ctx.now);
    await audit(within(ctx, tx), "mapping.saved", `mapping:${id}`, { name: given.name });
    return { id, name: given.name, builtIn: false, definition: given.definition };
  });
};

export const removeMapping = (ctx: Ctx, id: string): Promise<void> => {
  if (builtIn.some((each) => each.id === id))
    throw new Problem("conflict", "This mapping comes with the product and cannot be deleted.");
  return transaction(ctx.db, async (tx) => {
    if (!(await dropMapping(tx, id))) throw notFound("mapping");
    await audit(within(ctx, tx), "mapping.removed", `mapping:${id}`);
  });
};
