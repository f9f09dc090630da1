/** What the warehouse counted: most of it is there, a few colours and sizes are sold out. */
import { chance } from "../brand/chance.ts";
import { GOODS } from "../brand/goods.ts";
import { skuOf } from "../brand/visit.ts";
import type { Client } from "./client.ts";

export const countStock = async (client: Client): Promise<void> => {
  const items = GOODS.flatMap((good) =>
    good.variants.flatMap((variant) => {
      const draw = chance(`stock/${good.id}/${variant}`);
      // Nobody counts the smaller things.
      if (good.price < 6_000) return [];
      return [
        { product: good.id, variant: skuOf(good.id, variant), quantity: draw.yes(0.18) ? 0 : draw.between(1, 40) },
      ];
    }),
  );
  await client.call("POST", "/api/products/stock", { items });
};
