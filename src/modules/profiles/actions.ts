/** What other modules ask of profiles. */
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import { notFound } from "#kernel/errors";
import type { Json, Properties } from "#kernel/log";
import type { Identity } from "./model.ts";
import { identitiesOfProfiles, profileOfKeys, resolveIds, subjectOfProfiles, traitsOfProfiles } from "./store/doors.ts";

/** identity key → the id of its profile. Keys that nobody has are not in the answer. */
export const profilesOf = (ctx: Ctx, keys: readonly string[]): Promise<Map<string, string>> =>
  profileOfKeys(ctx.db, keys);

/** profile → its identities, in the order in which they were first met. */
export const identitiesOf = (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, Identity[]>> =>
  identitiesOfProfiles(ctx.db, profiles);

/** profile → the best key to name it in a fact: member id, LINE, card, e-mail, phone, then anonymous id. */
export const subjectOf = (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, string>> =>
  subjectOfProfiles(ctx.db, profiles);

/** profile → its traits by name, each the last word said. Every profile asked for is in the answer. */
export const traitsOf = async (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, Record<string, Json>>> => {
  const found = new Map<string, Record<string, Json>>(profiles.map((profile) => [profile, {}]));
  for (const row of await traitsOfProfiles(ctx.db, profiles)) {
    const traits = found.get(row.profile);
    if (traits) traits[row.name] = row.value;
  }
  return found;
};

/** A profile id as it may stand in an old link → the profile that it is now. Unknown ids are not in the answer. */
export const resolveProfiles = (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> =>
  resolveIds(ctx.db, ids);

/** The living profile behind an id, or a `not_found` problem. */
export const requireProfile = async (ctx: Ctx, id: string): Promise<string> => {
  const now = (await resolveIds(ctx.db, [id])).get(id);
  if (now === undefined) throw notFound("profile");
  return now;
};

/** States traits of a person as a fact of ours, in the transaction of ctx.db. A repeat under one key does nothing. */
export const setTraits = (
  ctx: Ctx,
  input: { subject: string; traits: Properties; key: string; reason: string },
): Promise<void> =>
  append(ctx, [
    {
      name: "profile.traits_set",
      subject: input.subject,
      properties: { traits: input.traits, reason: input.reason },
      key: `profile.traits_set:${input.key}`,
    },
  ]);
