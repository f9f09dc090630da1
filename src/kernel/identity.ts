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

/** Words that systems send where they know nobody. */
const NOBODY = new Set(
  "null undefined none nil nan n/a na anonymous anon guest unknown test dummy sample true false - -1 (not_set) (none) [object_object] ゲスト 匿名".split(
    " ",
  ),
);
const NOBODY_MAIL = /^(test\d*|guest|null|none|undefined|dummy|sample|no-?reply|do-?not-?reply|x+|a{3,})(\+.*)?$/;
const NOBODY_DOMAIN = /^(.+\.)?(example\.(com|net|org)|test\.com|localhost|.+\.(invalid|localhost|test))$/;

/**
 * Why a key stands for nobody (a placeholder, a test address, a company's toll-free number), or null. Such a key names no
 * person: joining by it would melt strangers into one profile.
 */
export const blockedIdentity = (key: string): string | null => {
  const { kind, value } = splitKey(key);
  const plain = value.normalize("NFKC").trim().toLowerCase().replaceAll(" ", "_");
  if (NOBODY.has(plain) || /^[0-]*$/.test(plain)) return "placeholder";
  if (kind === "phone") {
    if (/(\d)\1{7}$/.test(plain)) return "repeated_digits";
    return /^\+81(120|800|570)/.test(plain) ? "company_number" : null;
  }
  if (kind !== "email") return null;
  const at = plain.lastIndexOf("@");
  if (NOBODY_MAIL.test(plain.slice(0, at))) return "test_address";
  return NOBODY_DOMAIN.test(plain.slice(at + 1)) ? "test_domain" : null;
};
