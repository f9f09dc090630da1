import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { eventWords, money, propertyWords, say, traitWords, useLanguage, valueWords } from "#ui";
import { api } from "../../../console/api.ts";
import type { SentenceNames } from "#segments/model";

/** What predicates can speak of, from what is really there. */
export const useOptions = () =>
  useQuery({
    queryKey: ["segments", "options"],
    queryFn: () => api.segments.options({}),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** The properties that recent events of a name carry. */
export const useProperties = (event: string) =>
  useQuery({
    queryKey: ["segments", "properties", event],
    queryFn: () => api.segments.properties({ query: { event } }),
    enabled: event !== "",
    staleTime: 60_000,
  });

/** How things are called when a predicate is read aloud. */
export const useNames = (): SentenceNames => {
  useLanguage();
  const { data } = useOptions();
  return {
    segment: (id) => data?.segments.find((each) => each.id === id)?.name ?? "…",
    event: (name) => say(eventWords(name)?.words ?? [name, name]),
    trait: (path) => say(traitWords(path)),
    property: (path) => say(propertyWords(path)),
    value: (path, value) => say(valueWords(path, value)),
    money,
  };
};
