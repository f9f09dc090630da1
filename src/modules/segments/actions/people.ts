import { identitiesOf, subjectOf, traitsOf } from "#profiles";
import { readNames } from "#profiles/model";
import type { Ctx } from "#kernel/context";
import { splitKey } from "#kernel/identity";
import type { Person } from "../api.ts";

const SHOWN = ["email", "user", "card", "phone", "line", "anon"];

/** Profiles as people to recognise, in the order given. */
export const peopleOf = async (ctx: Ctx, profiles: readonly string[]): Promise<Person[]> => {
  const traits = await traitsOf(ctx, profiles);
  const identities = await identitiesOf(ctx, profiles);
  const subjects = await subjectOf(ctx, profiles);
  return profiles.map((profile) => {
    const known = identities.get(profile) ?? [];
    const best = SHOWN.map((kind) => known.find((each) => each.kind === kind)).find((each) => each !== undefined);
    const handle = best?.value ?? splitKey(subjects.get(profile) ?? ":").value;
    return { profile, name: readNames(traits.get(profile) ?? {})?.full ?? "", handle };
  });
};
