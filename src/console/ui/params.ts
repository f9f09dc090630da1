import { useParams as useAny } from "@tanstack/react-router";

/** The named parts of the address: `useParams().segment` for `/segments/$segment`. */
export const useParams = (): Readonly<Record<string, string>> => useAny({ strict: false }) as Record<string, string>;
