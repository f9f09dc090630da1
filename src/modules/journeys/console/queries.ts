import { useQuery } from "@tanstack/react-query";
import { PURPOSES } from "#consent/model";
import { useNames } from "#segments/console";
import { useTemplates } from "#templates/console";
import { say, useLanguage } from "#ui";
import { api } from "../../../console/api.ts";
import type { Teller } from "./describe.ts";

export const journeyKey = (id: string) => ["journeys", "one", id];

export const useJourney = (id: string) =>
  useQuery({ queryKey: journeyKey(id), queryFn: () => api.journeys.one({ params: { id } }) });

/** Fresh counts while somebody looks. */
export const useCounts = (id: string) =>
  useQuery({
    queryKey: ["journeys", "counts", id],
    queryFn: () => api.journeys.counts({ params: { id } }),
    refetchInterval: 5_000,
  });

/** How things are called on this page. */
export const useTeller = (): Teller => {
  const language = useLanguage();
  const names = useNames();
  const templates = useTemplates();
  return {
    say,
    language,
    names,
    template: (key) => templates.data?.find((each) => each.key === key)?.name ?? key,
  };
};

export { PURPOSES };
