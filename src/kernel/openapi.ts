import { z } from "zod";
import type { Contract } from "#kernel/contract";

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}
const json = (schema: unknown, io: "input" | "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: "any" }) as Record<
    string,
    unknown
  >;
  return rest;
};

const parameters = (schema: unknown, place: "path" | "query") => {
  if (!schema) return [];
  const { properties = {}, required = [] } = json(schema, "input") as JsonSchema;
  return Object.entries(properties).map(([name, s]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: s,
  }));
};
const body = (schema: unknown, io: "input" | "output") => ({ "application/json": { schema: json(schema, io) } });

/** OpenAPI 3.1 for the contracts of all modules, one tag each. */
export const openapi = (contracts: readonly { name: string; contract: Contract }[], version: string) => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { name: tag, contract } of contracts)
    for (const [name, r] of Object.entries(contract))
      (paths[r.path] ??= {})[r.method.toLowerCase()] = {
        tags: [tag],
        operationId: `${tag}.${name}`,
        summary: r.summary,
        ...(r.role === "public" && { security: [] }),
        parameters: [...parameters(r.params, "path"), ...parameters(r.query, "query")],
        ...(r.body !== undefined && { requestBody: { required: true, content: body(r.body, "input") } }),
        responses: {
          ...(r.returns
            ? { 200: { description: "OK", content: body(r.returns, "output") } }
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
