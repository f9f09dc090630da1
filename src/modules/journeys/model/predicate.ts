/** Who is meant, in the words of segments. */
export { Predicate } from "#segments/model";
