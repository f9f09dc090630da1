/** The vocabulary of identities: how a handle of a person is written as one key. */
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

export const IDENTITY_KINDS = ["user", "anon", "email", "phone", "line", "card"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

const HYPHENS = /[‐‑‒–—―−ー－]/gu;

/** Lower case, NFKC, trimmed. Rule-breaking but real addresses (`a..b@docomo.ne.jp`) are kept. null when it is no address. */
export const normalEmail = (value: string): string | null => {
  const email = value.normalize("NFKC").trim().toLowerCase();
  return email.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(email) ? email : null;
};

/** E.164, read as a number of `region` where no country code is given. null when it is no possible number. */
export const normalPhone = (value: string, region: "JP" = "JP"): string | null => {
  const parsed = parsePhoneNumberFromString(value.normalize("NFKC").replaceAll(HYPHENS, "-"), region);
  return parsed?.isValid() ? parsed.number : null;
};

/** `kind:value` with the value normalised, or null where the value can be no such handle. Opaque ids are kept as sent. */
export const identityKey = (kind: IdentityKind, value: string): string | null => {
  const plain = value.trim();
  if (plain === "" || plain.length > 256) return null;
  const normal = kind === "email" ? normalEmail(plain) : kind === "phone" ? normalPhone(plain) : plain;
  return normal === null ? null : `${kind}:${normal}`;
};

export const splitKey = (key: string): { kind: IdentityKind; value: string } => {
  const colon = key.indexOf(":");
  return { kind: key.slice(0, colon) as IdentityKind, value: key.slice(colon + 1) };
};
