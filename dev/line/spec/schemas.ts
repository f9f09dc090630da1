/** LINE's published OpenAPI files as JSON schemas that really check what a discriminator names. For tests. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";

const FOLDER = fileURLToPath(new URL("../../../../shared/specs/line/", import.meta.url));

/** False where the specification is not beside this repository: tests that need it then skip, saying so. */
export const specIsHere = existsSync(`${FOLDER}messaging-api.yml`);

interface Schema {
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  [key: string]: unknown;
}

/**
 * A discriminator alone makes a schema name its kinds without ever checking one. Each such schema becomes "this
 * `type`, therefore that schema"; its own fields move to `<name>Own`, which the kinds then extend.
 */
const strict = (schemas: Record<string, Schema>): Record<string, Schema> => {
  const bases = Object.entries(schemas).filter(([, schema]) => schema.discriminator?.mapping);
  const result: Record<string, Schema> = structuredClone(schemas);
  const own = (ref: string) => ref.replace(/^.*\//, "");
  const names = new Set(bases.map(([name]) => name));
  for (const schema of Object.values(result)) {
    const parts = schema["allOf"];
    if (!Array.isArray(parts)) continue;
    schema["allOf"] = parts.map((part: { $ref?: string }) =>
      part.$ref && names.has(own(part.$ref)) ? { $ref: `${part.$ref}Own` } : part,
    );
  }
  for (const [name, schema] of bases) {
    const { discriminator, ...rest } = schema;
    const mapping = discriminator?.mapping ?? {};
    result[`${name}Own`] = rest;
    result[name] = {
      type: "object",
      required: ["type"],
      properties: { type: { enum: Object.keys(mapping) } },
      // "Not this type, or that schema." A reference is looked up by name, so that circles stay references.
      allOf: Object.entries(mapping).map(([type, ref]) => ({
        anyOf: [{ properties: { type: { not: { const: type } } } }, { $ref: `#/components/schemas/${own(ref)}` }],
      })),
    };
  }
  return result;
};

/** The checker for one schema of one of LINE's files. */
export const specSchema = (file: "messaging-api" | "webhook", name: string): ValidateFunction => {
  const document = parse(readFileSync(`${FOLDER}${file}.yml`, "utf8")) as {
    components: { schemas: Record<string, Schema> };
  };
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ components: { schemas: strict(document.components.schemas) } }, "spec");
  return ajv.compile({ $ref: `spec#/components/schemas/${name}` });
};
