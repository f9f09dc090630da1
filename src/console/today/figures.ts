import { useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";

const SLOW = { refetchInterval: 15_000 } as const;
const FAST = { refetchInterval: 4_000 } as const;

/** Everything that Today shows, each asked on its own: what fails leaves the rest standing. */
export const useFigures = () => ({
  summary: useQuery({ queryKey: ["today", "events"], queryFn: () => api.events.summary({}), refetchInterval: 8_000 }),
  reactions: useQuery({ queryKey: ["today", "reactions"], queryFn: () => api.events.reactions({}), ...FAST }),
  quarantine: useQuery({
    queryKey: ["today", "quarantine"],
    queryFn: () => api.events.quarantine({ query: { limit: 1 } }),
    ...SLOW,
  }),
  profiles: useQuery({ queryKey: ["profiles", "count"], queryFn: () => api.profiles.count({}), ...SLOW }),
  people: useQuery({
    queryKey: ["today", "people"],
    queryFn: () => api.profiles.recent({ query: {} }),
    ...SLOW,
  }),
  segments: useQuery({
    queryKey: ["today", "segments"],
    queryFn: () => api.segments.list({ query: { limit: 200 } }),
    ...SLOW,
  }),
  journeys: useQuery({ queryKey: ["today", "journeys"], queryFn: () => api.journeys.list({ query: {} }), ...SLOW }),
  states: useQuery({
    queryKey: ["today", "messages"],
    queryFn: () => api.messaging.messageCounts({ query: { days: 1 } }),
    ...SLOW,
  }),
  held: useQuery({
    queryKey: ["today", "held"],
    queryFn: () => api.messaging.messages({ query: { state: "deferred", limit: 200 } }),
    ...SLOW,
  }),
  cases: useQuery({ queryKey: ["today", "cases"], queryFn: () => api.feedback.inShort({}), ...SLOW }),
  parcels: useQuery({ queryKey: ["today", "parcels"], queryFn: () => api.delivery.parcelQueues({}), ...SLOW }),
  returns: useQuery({ queryKey: ["today", "returns"], queryFn: () => api.returns.waiting({}), ...SLOW }),
  claims: useQuery({ queryKey: ["today", "claims"], queryFn: () => api.claims.claimCounts({}), ...SLOW }),
  channels: useQuery({ queryKey: ["today", "channels"], queryFn: () => api.messaging.channels({}), ...SLOW }),
});

export type Figures = ReturnType<typeof useFigures>;
/** Today's events of a name; undefined until they are known. */
export const todayOf = (figures: Figures, ...names: readonly string[]): number | undefined =>
  figures.summary.data?.today.filter((each) => names.includes(each.name)).reduce((sum, each) => sum + each.count, 0);

/** How many events a reaction has still before it; 0 where it is not known. */
export const lagOf = (figures: Figures, reaction: string): number =>
  figures.reactions.data?.find((each) => each.name === reaction)?.lag ?? 0;
