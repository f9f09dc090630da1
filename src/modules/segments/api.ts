import { z } from "zod";
import { contract } from "#kernel/contract";
import { Predicate, RfmCuts, Segment, SegmentDraft } from "./model.ts";

const Id = z.object({ id: z.uuid() });

/** A person in a list: enough to recognise, and to open. */
export const Person = z.object({
  profile: z.uuid(),
  name: z.string().describe("As the brand knows the person; empty where it does not."),
  handle: z.string().describe("The best identity: an e-mail address, a member id …"),
});
export type Person = z.infer<typeof Person>;

export const Preview = z.object({
  count: z.int(),
  /** All profiles, for the share. */
  of: z.int(),
  estimated: z.boolean().describe("Counting all took too long: scaled up from a random part."),
  sample: z.array(Person),
});
export type Preview = z.infer<typeof Preview>;

/** One node of a predicate as it stands for one person. `path` leads to it through `of`: "", "0", "0.1". */
export const Finding = z.object({
  path: z.string(),
  holds: z.boolean(),
  seen: z.json().describe("What was found: a count, a value, scores. Null for groups."),
  changesAt: z.string().nullable().describe("When time alone may change this, if nothing else happens."),
});
export type Finding = z.infer<typeof Finding>;

export const Explanation = z.object({
  holds: z.boolean(),
  member: z.boolean(),
  since: z.string().nullable(),
  changesAt: z.string().nullable(),
  findings: z.array(Finding),
});
export type Explanation = z.infer<typeof Explanation>;

export const Member = Person.extend({ since: z.string() });

const Property = z.object({
  path: z.string(),
  kinds: z.array(z.enum(["string", "number", "boolean", "date"])),
  examples: z.array(z.string()),
});
export const Options = z.object({
  events: z.array(z.object({ name: z.string(), type: z.string() })),
  traits: z.array(Property),
  segments: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type Options = z.infer<typeof Options>;

export const segmentsApi = contract({
  list: {
    method: "GET",
    path: "/api/segments",
    summary: "List segments with their counts",
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().optional() }),
    returns: z.object({ items: z.array(Segment), next: z.string().nullable() }),
  },
  options: {
    method: "GET",
    path: "/api/segments/options",
    summary: "What a predicate can speak of: event names, traits, other segments",
    returns: Options,
  },
  properties: {
    method: "GET",
    path: "/api/segments/options/properties",
    summary: "Properties that recent events of this name carry",
    query: z.object({ event: z.string().min(1).max(200) }),
    returns: z.array(Property),
  },
  rfm: {
    method: "GET",
    path: "/api/segments/rfm",
    summary: "Where RFM scores begin",
    returns: RfmCuts,
  },
  fitRfm: {
    method: "POST",
    path: "/api/segments/rfm/fit",
    summary: "Set the RFM cuts to the quintiles of today's buyers; segments that use them are evaluated anew",
    returns: RfmCuts,
  },
  preview: {
    method: "POST",
    path: "/api/segments/preview",
    summary: "Count and sample the people whom a predicate means, without saving it",
    role: "viewer",
    body: z.object({ predicate: Predicate }),
    returns: Preview,
  },
  create: {
    method: "POST",
    path: "/api/segments",
    summary: "Create a segment; everybody is evaluated in the background",
    body: SegmentDraft,
    returns: Segment,
  },
  get: { method: "GET", path: "/api/segments/{id}", summary: "One segment", params: Id, returns: Segment },
  update: {
    method: "PUT",
    path: "/api/segments/{id}",
    summary: "Change a segment; a changed predicate evaluates everybody anew",
    params: Id,
    body: SegmentDraft,
    returns: Segment,
  },
  remove: {
    method: "DELETE",
    path: "/api/segments/{id}",
    summary: "Delete a segment that no other segment names",
    params: Id,
  },
  pause: {
    method: "POST",
    path: "/api/segments/{id}/pause",
    summary: "Let membership stand still",
    params: Id,
    returns: Segment,
  },
  resume: {
    method: "POST",
    path: "/api/segments/{id}/resume",
    summary: "Evaluate everybody anew and follow changes again",
    params: Id,
    returns: Segment,
  },
  members: {
    method: "GET",
    path: "/api/segments/{id}/members",
    summary: "Members, the newest first",
    params: Id,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().optional() }),
    returns: z.object({ items: z.array(Member), next: z.string().nullable() }),
  },
  explain: {
    method: "GET",
    path: "/api/segments/{id}/explain/{profile}",
    summary: "Which conditions hold for one person, and what was found",
    params: Id.extend({ profile: z.uuid() }),
    returns: Explanation,
  },
  ofProfile: {
    method: "GET",
    path: "/api/profiles/{profile}/segments",
    summary: "The segments that a person is in",
    params: z.object({ profile: z.uuid() }),
    returns: z.array(z.object({ id: z.uuid(), name: z.string(), since: z.string() })),
  },
});
