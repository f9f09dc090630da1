/** Which people's handles an event names. Rules I10 to I16 of SPEC.md. */
import { blockedIdentity, identityKey, type IdentityKind } from "#kernel/identity";
import type { EventType } from "#kernel/log";

type Fields = { readonly [key: string]: unknown };
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const LINE_USER = /^U[0-9a-f]{32}$/;
// oxlint-disable-next-line no-control-regex -- keys travel through separators and logs, so none may hold one
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Names under which senders file ids from outside, in `context.externalIds` (Segment) and `context.externalId` (Rudder). */
const EXTERNAL: Readonly<Record<string, IdentityKind>> = {
  user_id: "user",
  userId: "user",
  anonymous_id: "anon",
  anonymousId: "anon",
  email: "email",
  phone: "phone",
  line: "line",
  line_user_id: "line",
  lineUserId: "line",
  card: "card",
  store_card: "card",
  member_card: "card",
};

// Reading a phone number takes 20 to 40 µs and the same customers come again.
const phones = new Map<string, string | null>();
const phoneKey = (value: string): string | null => {
  const known = phones.get(value);
  if (known !== undefined) return known;
  if (phones.size >= 5_000) phones.clear();
  const key = identityKey("phone", value);
  phones.set(value, key);
  return key;
};

const keyOf = (kind: IdentityKind, value: unknown): string | null => {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string" || text === "" || CONTROL.test(text)) return null;
  if (kind === "line" && !LINE_USER.test(text)) return null;
  return kind === "phone" ? phoneKey(text) : identityKey(kind, text);
};

/** Identity keys that the event names, the one that stands for it first; empty when it names nobody. */
export const identitiesIn = (type: EventType, event: Fields, context: Fields, payload: Fields): string[] => {
  const keys: string[] = [];
  const add = (kind: IdentityKind, value: unknown): void => {
    if (value === undefined || value === null || value === "") return;
    const key = keyOf(kind, value);
    // A placeholder (`null`, `guest`, test@…) is nobody's: it may neither stand for the event nor hide who does.
    if (key !== null && !keys.includes(key) && blockedIdentity(key) === null) keys.push(key);
  };
  const { userId, anonymousId, previousId } = event;
  add("user", userId);
  add("anon", anonymousId);
  if (type === "alias" && previousId !== userId) {
    // A previous id may have been a member's or a browser's; the event does not say which, so it names both.
    if (previousId !== anonymousId) add("user", previousId);
    add("anon", previousId);
  }
  for (const external of [context["externalIds"], context["externalId"]])
    if (Array.isArray(external))
      for (const each of external)
        if (isFields(each) && typeof each["type"] === "string") {
          const kind = EXTERNAL[each["type"]];
          if (kind) add(kind, each["id"]);
        }
  add("line", context["lineUserId"]);
  // Group traits tell of the group, page and screen properties of the page: neither names the person.
  const personal = type === "identify" || type === "track" ? payload : {};
  for (const from of [context["traits"], personal])
    if (isFields(from)) {
      add("line", from["lineUserId"]);
      add("email", from["email"]);
      add("phone", from["phone"]);
    }
  return keys;
};
