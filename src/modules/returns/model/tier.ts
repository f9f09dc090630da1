/** The customer's tier, under the names that shops and loyalty programmes give it. The console shows the same names as 会員ランク. */

/** The first that says something counts. Written in one word or with spaces (`loyaltyTier`, `Loyalty Tier`) it is the same name. */
export const TIER_TRAITS = ["tier", "rank", "loyalty_tier", "loyalty_rank", "membership_tier"] as const;

const plain = (name: string): string =>
  name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1_$2")
    .replaceAll(/[\s-]+/g, "_")
    .toLowerCase();

/** What no rule can name (nothing, a list, an object) is passed over. Programmes that count their tiers say a number. */
const told = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";

export const tierIn = (traits: Readonly<Record<string, unknown>>): string => {
  // A name as we write it goes before other spellings of the same.
  const spelt = Object.entries(traits).toSorted(([a], [b]) => Number(a !== plain(a)) - Number(b !== plain(b)));
  for (const name of TIER_TRAITS)
    for (const [key, value] of spelt) if (plain(key) === name && told(value) !== "") return told(value);
  return "";
};
