import { z } from "zod";
import { contract } from "#kernel/contract";
import { Product, Variant } from "./model.ts";

export const catalogApi = contract({
  list: {
    method: "GET",
    path: "/api/products",
    summary: "Products by name",
    query: z.object({
      q: z.string().max(100).optional().describe("Part of the name, or the beginning of the id."),
      category: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(1_200).optional(),
    }),
    returns: z.object({ items: z.array(Product), next: z.string().nullable() }),
  },
  categories: {
    method: "GET",
    path: "/api/products/categories",
    summary: "Categories and how many products each has",
    returns: z.object({ items: z.array(z.object({ category: z.string(), products: z.number().int() })) }),
  },
  countStock: {
    method: "POST",
    path: "/api/products/stock",
    summary: "Say what is in stock, by count or by yes and no; the last word of the shop stands",
    role: "agent",
    body: z.object({
      items: z
        .array(
          z
            .object({
              product: z.string().min(1).max(500),
              variant: z.string().max(500).default("").describe("Empty: the product comes in one kind only."),
              quantity: z.number().int().min(0).optional(),
              available: z.boolean().optional(),
            })
            .refine(({ quantity, available }) => quantity !== undefined || available !== undefined, {
              message: "Give quantity or available.",
            }),
        )
        .min(1)
        .max(1_000),
    }),
  },
  get: {
    method: "GET",
    path: "/api/products/{id}",
    summary: "One product and its variants",
    params: z.object({ id: z.string().max(500) }),
    returns: Product.extend({ variants: z.array(Variant) }),
  },
});
