import type { Role } from "#kernel/roles";
import type { Pair } from "../words.ts";

interface SettingsSection {
  readonly to: string;
  readonly words: Pair;
  readonly role: Role;
}

/** The parts of the settings, in order. */
export const sections = {
  brand: { to: "/settings", words: ["ブランド", "Brand"], role: "viewer" },
  rules: { to: "/settings/rules", words: ["配信のきまり", "Contact rules"], role: "viewer" },
  channels: { to: "/settings/channels", words: ["チャネルと送信者", "Channels and sender"], role: "viewer" },
  carriers: { to: "/settings/carriers", words: ["配送の連携", "Carriers"], role: "viewer" },
  promises: { to: "/settings/promises", words: ["お届け予定", "Delivery promises"], role: "viewer" },
  cases: { to: "/settings/cases", words: ["対応案件", "Cases"], role: "viewer" },
  people: { to: "/settings/people", words: ["ユーザーと権限", "Users and roles"], role: "owner" },
  keys: { to: "/settings/keys", words: ["接続キー", "Keys"], role: "owner" },
  audit: { to: "/settings/audit", words: ["操作履歴", "Audit log"], role: "owner" },
} as const satisfies Record<string, SettingsSection>;
