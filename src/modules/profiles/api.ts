import { z } from "zod";
import { contract } from "#kernel/contract";
import { IdentityKindSchema, TIMELINE_KINDS } from "./model.ts";
import { SEARCH_KINDS } from "./model.search.ts";

const limit = z.coerce.number().int().min(1).max(200).default(50);
const cursor = z.string().max(200).optional();
const params = z.object({ id: z.uuid() });

/** One row of the customers' list. */
export const ProfileRow = z.object({
  id: z.uuid(),
  name: z.string().describe("As the customer writes it; empty where nobody said."),
  kana: z.string(),
  email: z.string(),
  phone: z.string().describe("E.164"),
  prefecture: z.string(),
  kinds: z.array(IdentityKindSchema),
  createdAt: z.iso.datetime(),
  lastSeen: z.iso.datetime().nullable(),
  match: z
    .object({
      kind: z.enum(SEARCH_KINDS),
      shown: z.string(),
      near: z.boolean().describe("Nothing was found as written: this is one character away."),
    })
    .nullable()
    .describe("What the search found it by."),
});
export type ProfileRow = z.infer<typeof ProfileRow>;

export const Evidence = z.object({
  other: z.string().describe("Key of the identity that was named together with this one."),
  rule: z.enum(["same_event", "alias"]),
  position: z.number().int().describe("Place in the log of the event that says so."),
  at: z.iso.datetime(),
  source: z.string(),
  refused: z.string().nullable().describe("Why it joins nothing; null where it joins."),
});

export const ShownIdentity = z.object({
  key: z.string(),
  kind: IdentityKindSchema,
  value: z.string(),
  since: z.iso.datetime(),
  source: z.string(),
  shared: z.string().nullable().describe("Why this value joins nobody."),
  evidence: z.array(Evidence),
});
export type ShownIdentity = z.infer<typeof ShownIdentity>;

export const ShownTrait = z.object({
  name: z.string(),
  value: z.json(),
  at: z.iso.datetime(),
  source: z.string(),
});
export type ShownTrait = z.infer<typeof ShownTrait>;

export const ShownProfile = ProfileRow.omit({ match: true }).extend({
  identities: z.array(ShownIdentity),
  traits: z.array(ShownTrait).describe("As sent. What is read from them stands under `normal`."),
  normal: z.record(z.string(), z.string()).describe("name, kana, romaji, phone, email, postal_code, prefecture"),
});
export type ShownProfile = z.infer<typeof ShownProfile>;

export const TimelineEvent = z.object({
  position: z.number().int(),
  at: z.iso.datetime(),
  kind: z.enum(TIMELINE_KINDS),
  type: z.string(),
  name: z.string(),
  subject: z.string().describe("The identity that the event names."),
  source: z.string(),
  properties: z.record(z.string(), z.json()),
  context: z.record(z.string(), z.json()),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

const Key = z.string().min(3).max(260).describe("An identity's key, such as `email:a@b.jp`.");
const Apart = z.object({
  a: Key,
  b: Key,
  apart: z.boolean().describe("True: not one person. False: takes that back."),
});

export const ShownSeparation = z.object({
  parts: z
    .array(z.object({ profile: z.uuid(), identities: z.array(z.string()) }))
    .describe("The profiles that there will be; the one that keeps its id first."),
  via: z
    .array(Evidence.pick({ rule: true, at: true, source: true }).extend({ a: z.string(), b: z.string() }))
    .describe("Where the two stay one person all the same: what joins them."),
});
export type ShownSeparation = z.infer<typeof ShownSeparation>;

export const profilesApi = contract({
  list: {
    method: "GET",
    path: "/api/profiles",
    summary:
      "List profiles, or search them by name, kana, romaji, phone, last four digits, e-mail, card or order number",
    query: z.object({
      q: z.string().max(200).optional(),
      all: z.stringbool().default(false).describe("Also those known by nothing but an anonymous id."),
      limit,
      cursor,
    }),
    returns: z.object({ items: z.array(ProfileRow), next: z.string().nullable() }),
  },
  recent: {
    method: "GET",
    path: "/api/profiles/recent",
    summary: "Whom the newest events are about, the latest first",
    query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(8) }),
    returns: z.object({ items: z.array(ProfileRow) }),
  },
  count: {
    method: "GET",
    path: "/api/profiles/count",
    summary: "How many profiles there are, and how many of them the brand knows",
    returns: z.object({ profiles: z.number().int(), known: z.number().int() }),
  },
  get: {
    method: "GET",
    path: "/api/profiles/{id}",
    summary:
      "One profile: identities with evidence, traits with source and time. A merged-away id answers with the profile it went into",
    params,
    returns: ShownProfile,
  },
  identities: {
    method: "GET",
    path: "/api/profiles/{id}/identities",
    summary: "The identities of a profile and why each belongs to it",
    params,
    returns: z.object({ items: z.array(ShownIdentity) }),
  },
  timeline: {
    method: "GET",
    path: "/api/profiles/{id}/timeline",
    summary: "All events of all identities of a profile, newest first",
    params,
    query: z.object({ kind: z.enum(TIMELINE_KINDS).optional(), limit, cursor }),
    returns: z.object({ items: z.array(TimelineEvent), next: z.string().nullable() }),
  },
  foreseeSeparation: {
    method: "POST",
    path: "/api/profiles/{id}/separation/preview",
    summary: "What would follow if two identities were said not to be one person; changes nothing",
    role: "agent",
    params,
    body: Apart,
    returns: ShownSeparation,
  },
  separate: {
    method: "POST",
    path: "/api/profiles/{id}/separation",
    summary: "Say that two identities of a profile are not one person, or take that back; takes effect within moments",
    role: "agent",
    params,
    body: Apart,
    returns: ShownSeparation,
  },
  traitHistory: {
    method: "GET",
    path: "/api/profiles/{id}/traits/{name}",
    summary: "Every value that a trait had, newest first, with source and time",
    params: params.extend({ name: z.string().max(128) }),
    returns: z.object({ items: z.array(ShownTrait) }),
  },
});
