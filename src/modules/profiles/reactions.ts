import type { Ctx } from "#kernel/context";
import type { Reaction, StoredEvent } from "#kernel/log";
import { foldGraph } from "./actions.fold.ts";
import { normalTraits } from "./model.derive.ts";
import { traitsAbout, traitsIn } from "./model.mentions.ts";
import { type Entry, identityEntries, orderEntries, traitEntries } from "./model.search.ts";
import { insertEntries, type NewTrait, upsertTraits } from "./store/traits.ts";

const later = (x: NewTrait, y: NewTrait): boolean =>
  x.at.getTime() === y.at.getTime() ? x.messageId > y.messageId : x.at > y.at;

const foldTraits = async (ctx: Ctx, events: readonly StoredEvent[], newKeys: readonly string[]): Promise<void> => {
  const last = new Map<string, NewTrait>();
  const entries = new Map<string, Entry>();
  const find = (found: readonly Entry[]) => {
    for (const entry of found) entries.set(`${entry.key}\u0000${entry.kind}\u0000${entry.term}`, entry);
  };
  for (const key of newKeys) find(identityEntries(key));
  for (const event of events) {
    const key = traitsAbout(event);
    if (key === null) continue;
    const { number } = event.properties;
    if (event.name === "order.recorded" && typeof number === "string") find(orderEntries(key, number));
    const traits = traitsIn(event);
    if (Object.keys(traits).length === 0) continue;
    const { at, messageId, source } = event;
    for (const [name, value] of Object.entries({ ...traits, ...normalTraits(traits) })) {
      const said = { key, name, value, at, messageId, source };
      const known = last.get(`${key}\u0000${name}`);
      if (!known || later(said, known)) last.set(`${key}\u0000${name}`, said);
    }
    find(traitEntries(key, traits));
  }
  await Promise.all([upsertTraits(ctx.db, [...last.values()]), insertEntries(ctx.db, [...entries.values()])]);
};

export const profilesFold: Reaction = {
  name: "profiles.fold",
  on: "*",
  handle: async (ctx, events) => {
    const newKeys = await foldGraph(ctx, events);
    await foldTraits(ctx, events, newKeys);
  },
};
