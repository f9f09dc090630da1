import { z } from "zod";
import { contract } from "#kernel/contract";
import { ROLES } from "#kernel/roles";

const Role = z.enum(ROLES);

/** Listed once: asking for all zones costs more than a page. */
const ZONES = new Set(Intl.supportedValuesOf("timeZone"));

/** Who and where we are; set in the console, read by pages, messages and calendar rules. */
export const Brand = z.object({
  name: z.string().min(1).max(80).default("Engawa"),
  zone: z
    .string()
    .refine((zone) => ZONES.has(zone), "This is no IANA time zone.")
    .default("Asia/Tokyo"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Three letters of ISO 4217, such as JPY.")
    .default("JPY"),
  language: z.enum(["ja", "en"]).default("ja"),
});
export type Brand = z.infer<typeof Brand>;

const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  disabled: z.boolean(),
  createdAt: z.string(),
});

const ApiKey = z.object({ id: z.string(), label: z.string(), role: Role, createdAt: z.string() });

/** What belongs to no module: me, the brand, people with access, programs with access, the audit trail. */
export const adminApi = contract({
  me: {
    method: "GET",
    path: "/api/me",
    summary: "Who is signed in, the brand, and the time by the product's clock",
    returns: z.object({
      user: z.object({ id: z.string(), name: z.string(), email: z.string(), kind: z.string(), role: Role }),
      brand: Brand,
      now: z.string(),
      rate: z.number(),
    }),
  },
  saveBrand: {
    method: "PUT",
    path: "/api/brand",
    summary: "Change the brand's settings",
    role: "owner",
    body: Brand,
    returns: Brand,
  },
  users: {
    method: "GET",
    path: "/api/users",
    summary: "List people with access",
    role: "owner",
    returns: z.array(User),
  },
  addUser: {
    method: "POST",
    path: "/api/users",
    summary: "Give a person access",
    role: "owner",
    body: z.object({
      email: z.email(),
      name: z.string().trim().min(1).max(80),
      password: z.string().min(10, "At least 10 characters.").max(128),
      role: Role,
    }),
    returns: z.object({ id: z.string() }),
  },
  changeUser: {
    method: "PATCH",
    path: "/api/users/{id}",
    summary: "Change a person's role, or take access away",
    role: "owner",
    params: z.object({ id: z.string() }),
    body: z.object({ role: Role.optional(), disabled: z.boolean().optional() }),
  },
  keys: {
    method: "GET",
    path: "/api/keys",
    summary: "The write key for events, and who may call the API",
    role: "owner",
    returns: z.object({ writeKey: z.string(), apiKeys: z.array(ApiKey) }),
  },
  addKey: {
    method: "POST",
    path: "/api/keys",
    summary: "Make an API key; its value is told this once",
    role: "owner",
    body: z.object({ label: z.string().trim().min(1).max(80), role: Role }),
    returns: z.object({ value: z.string() }),
  },
  revokeKey: {
    method: "DELETE",
    path: "/api/keys/{id}",
    summary: "Revoke an API key; it stops working at once",
    role: "owner",
    params: z.object({ id: z.uuid() }),
  },
  audit: {
    method: "GET",
    path: "/api/audit",
    summary: "Who changed what, newest first",
    role: "owner",
    query: z.object({
      before: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    returns: z.array(
      z.object({
        id: z.number(),
        at: z.string(),
        actor: z.string(),
        action: z.string(),
        target: z.string(),
        detail: z.unknown(),
      }),
    ),
  },
});
