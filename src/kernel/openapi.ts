import { z } from "zod";
import type { Contract } from "#kernel/contract";

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}
type Named = Record<string, unknown>;

const read = (schema: unknown, io: "input" | "output") => {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: "any" }) as Named;
  return { rest, defs: ($defs ?? {}) as Named };
};

/**
 * Schemas with a name of their own (`.meta({ id })`) stand among the components once; `named` collects them. One that
 * reads otherwise than it is written (defaults) is `<name>Output` in answers.
 */
const json = (schema: unknown, io: "input" | "output", named: Named) => {
  const { rest, defs } = read(schema, io);
  const written = io === "input" ? defs : read(schema, "input").defs;
  const same = JSON.stringify(defs) === JSON.stringify(written);
  const renamed = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value).replaceAll(/"#\/\$defs\/([^"/]+)/g, `"#/components/schemas/$1${same ? "" : "Output"}`),
    );
  for (const [id, each] of Object.entries(defs)) {
    const name = same ? id : `${id}Output`;
    const one = renamed(each);
    if (named[name] !== undefined && JSON.stringify(named[name]) !== JSON.stringify(one))
      throw new Error(`Two schemas would be called ${name}: give each a name with .meta({ id }).`);
    named[name] = one;
  }
  return renamed(rest) as Named;
};

const parameters = (schema: unknown, place: "path" | "query", named: Named) => {
  if (!schema) return [];
  const { properties = {}, required = [] } = json(schema, "input", named) as JsonSchema;
  return Object.entries(properties).map(([name, s]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: s,
  }));
};
const body = (schema: unknown, io: "input" | "output", named: Named) => ({
  "application/json": { schema: json(schema, io, named) },
});

/** OpenAPI 3.1 for the contracts of all modules, one tag each. */
export const openapi = (contracts: readonly { name: string; contract: Contract }[], version: string) => {
  const schemas: Named = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { name: tag, contract } of contracts)
    for (const [name, r] of Object.entries(contract))
      (paths[r.path] ??= {})[r.method.toLowerCase()] = {
        tags: [tag],
        operationId: `${tag}.${name}`,
        summary: r.summary,
        ...(r.role === "public" && { security: [] }),
        parameters: [...parameters(r.params, "path", schemas), ...parameters(r.query, "query", schemas)],
        ...(r.body !== undefined && { requestBody: { required: true, content: body(r.body, "input", schemas) } }),
        responses: {
          ...(r.returns
            ? { 200: { description: "OK", content: body(r.returns, "output", schemas) } }
            : { 204: { description: "Done" } }),
          default: { $ref: "#/components/responses/Problem" },
        },
      };
  return {
    openapi: "3.1.0",
    info: { title: "Engawa", version },
    security: [{ apiKey: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
      responses: {
        Problem: {
          description: "RFC 9457 problem",
          content: {
            "application/problem+json": {
              schema: {
                type: "object",
                properties: {
                  type: { type: "string" },
                  title: { type: "string" },
                  status: { type: "integer" },
                  detail: { type: "string" },
                  errors: {
                    type: "array",
                    items: { type: "object", properties: { at: { type: "string" }, message: { type: "string" } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
};
