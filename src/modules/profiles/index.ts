/** The door of profiles: who is one person, and what is known of them. */
import type { Module } from "#kernel/module";
import { profileFacts } from "./events.ts";
import { profilesFold } from "./reactions.ts";
import { profileRoutes } from "./routes.ts";

export {
  identitiesOf,
  profilesOf,
  requireProfile,
  resolveProfiles,
  setTraits,
  subjectOf,
  traitsOf,
} from "./actions.ts";
export type { Identity } from "./model.ts";
export { identityRelation, profileRelation, traitRelation } from "./store/doors.ts";

export const profilesModule: Module = {
  name: "profiles",
  ...profileRoutes,
  reactions: [profilesFold],
  facts: profileFacts,
};
