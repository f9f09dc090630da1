/** What other modules and the API read of the catalogue. */
import { sql } from "kysely";
import type { Relation } from "#kernel/relation";

/** Products as they are known now. */
export const productRelation: Relation<{
  product: string;
  name: string;
  category: string;
  brand: string;
  price: number | null;
  currency: string | null;
  image_url: string;
  url: string;
}> = sql`(select id as product, name, category, brand, price, currency, image_url, url from catalog.product)`;
