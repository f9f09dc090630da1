import { type Role, ROLES } from "#kernel/roles";
import { type Pair, say } from "./words.ts";

export const roleWords: Readonly<Record<Role, Pair>> = {
  viewer: ["閲覧者", "Viewer"],
  agent: ["応対担当", "Agent"],
  marketer: ["マーケター", "Marketer"],
  owner: ["オーナー", "Owner"],
};

/** Every role, as a select offers them in the language on screen. */
export const roleOptions = () => ROLES.map((role) => ({ value: role, label: say(roleWords[role]) }));
