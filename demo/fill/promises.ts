/** Says when the brand's warehouse sends off and who carries, so that every order is promised a day. */
import type { Client } from "./client.ts";

export const setUpPromises = async (client: Pick<Client, "call">): Promise<void> => {
  await client.call("PUT", "/api/promises/settings", {
    warehouses: [{ id: "tokyo", name: "東京倉庫", prefecture: "東京都", cutOff: "15:00", closedWeekdays: [6] }],
    // A night's refit learns from ten parcels here; the weeks until today would be half refits.
    refitEvery: 7,
    carriers: [{ id: "yamato" }, { id: "sagawa" }, { id: "japanpost" }],
  });
};
