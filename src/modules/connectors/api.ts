import { z } from "zod";
import { contract } from "#kernel/contract";
import type { Json } from "#kernel/log";
import { Counts, Definition, MappingId, Reading, STATES } from "#connectors/model";

const Id = z.object({ id: z.uuid() });
const MappingParams = z.object({ id: MappingId });

export const StoredFile = z.object({
  id: z.uuid(),
  name: z.string(),
  bytes: z.number().int(),
  uploadedAt: z.iso.datetime(),
});

const FileOfPart = z.object({ part: z.string(), file: z.uuid(), reading: Reading.partial().optional() });

const Fault = z.object({ part: z.string(), row: z.number().int(), reason: z.string() });
const AnyJson = z.unknown() as z.ZodType<Json>;
const MadeEvent = z.record(z.string(), AnyJson);

export const Import = z.object({
  id: z.uuid(),
  mapping: z.string(),
  dryRun: z.boolean(),
  state: z.enum(STATES),
  /** Why it failed, in one sentence. */
  reason: z.string().nullable(),
  files: z.array(
    z.object({ part: z.string(), file: z.uuid(), name: z.string(), bytes: z.number().int(), reading: Reading }),
  ),
  counts: Counts,
  progress: z.object({
    phase: z.enum(["reading", "sending", "over"]),
    /** 0 to 1, over both phases. */
    done: z.number(),
    /** Rows a second while it worked. */
    rate: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    /** True while the import waits so that live events go first. */
    waiting: z.boolean(),
  }),
  sample: z.array(MadeEvent),
  faults: z.array(Fault),
  /** Parts that have rows to download as errors.csv. */
  faultyParts: z.array(z.string()),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  finishedAt: z.iso.datetime().nullable(),
});

const ShownMapping = z.object({
  id: MappingId,
  name: z.string(),
  builtIn: z.boolean(),
  definition: Definition,
});

const Start = z.object({
  mapping: MappingId.optional(),
  definition: Definition.optional(),
  files: z.array(FileOfPart).min(1).max(12),
});

export const connectorsApi = contract({
  files: {
    method: "GET",
    path: "/api/imports/files",
    summary: "Uploaded files that can still be imported",
    role: "marketer",
    returns: z.object({ files: z.array(StoredFile) }),
  },
  inspect: {
    method: "POST",
    path: "/api/imports/inspect",
    summary: "What a file is: format, encoding, delimiter, header, first rows, and the mappings that fit it",
    body: z.object({ file: z.uuid(), reading: Reading.partial().optional(), header: z.boolean().optional() }),
    returns: z.object({
      reading: Reading,
      header: z.array(z.string()),
      rows: z.array(z.array(AnyJson)),
      warnings: z.array(z.string()),
      fits: z.array(
        z.object({ mapping: z.string(), part: z.string(), missing: z.array(z.string()), uses: z.number().int() }),
      ),
      proposal: Definition.nullable(),
      proposalUses: z.number().int(),
    }),
  },
  preview: {
    method: "POST",
    path: "/api/imports/preview",
    summary: "The events that the first rows would become; nothing is stored",
    body: Start,
    returns: z.object({ events: z.array(MadeEvent), faults: z.array(Fault) }),
  },
  create: {
    method: "POST",
    path: "/api/imports",
    summary: "Start an import, or a dry run of one",
    body: Start.extend({ dryRun: z.boolean().default(false) }),
    returns: Import,
  },
  list: {
    method: "GET",
    path: "/api/imports",
    summary: "Imports, the newest first",
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().optional() }),
    returns: z.object({ imports: z.array(Import), cursor: z.string().nullable() }),
  },
  get: {
    method: "GET",
    path: "/api/imports/{id}",
    summary: "One import with its progress, first faults and sample",
    params: Id,
    returns: Import,
  },
  cancel: {
    method: "POST",
    path: "/api/imports/{id}/cancel",
    summary: "Stop an import; what is in stays in, and it can be resumed",
    params: Id,
    returns: Import,
  },
  resume: {
    method: "POST",
    path: "/api/imports/{id}/resume",
    summary: "Go on with a cancelled or failed import where it stopped",
    params: Id,
    returns: Import,
  },
  remove: {
    method: "DELETE",
    path: "/api/imports/{id}",
    summary: "Forget an import that is not under way, with its files and faulty rows; its events stay",
    params: Id,
  },
  mappings: {
    method: "GET",
    path: "/api/mappings",
    summary: "Built-in and saved mappings",
    returns: z.object({ mappings: z.array(ShownMapping) }),
  },
  mapping: {
    method: "GET",
    path: "/api/mappings/{id}",
    summary: "One mapping",
    params: MappingParams,
    returns: ShownMapping,
  },
  saveMapping: {
    method: "PUT",
    path: "/api/mappings/{id}",
    summary: "Save a mapping under this id",
    params: MappingParams,
    body: z.object({ name: z.string().min(1).max(100), definition: Definition }),
    returns: ShownMapping,
  },
  removeMapping: {
    method: "DELETE",
    path: "/api/mappings/{id}",
    summary: "Delete a saved mapping; imports made with it keep their copy",
    params: MappingParams,
  },
});
