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
  get: {
    method: "GET",
    path: "/api/products/{id}",
    summary: "One product and its variants",
    params: z.object({ id: z.string().max(500) }),
    returns: Product.extend({ variants: z.array(Variant) }),
  },
});
