import type { Role } from "#kernel/roles";
import type { Pair } from "./words.ts";

export const roleWords: Readonly<Record<Role, Pair>> = {
  viewer: ["閲覧者", "Viewer"],
  agent: ["応対担当", "Agent"],
  marketer: ["マーケター", "Marketer"],
  owner: ["オーナー", "Owner"],
};
