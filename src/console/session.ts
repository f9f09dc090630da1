import { queryOptions, useQuery } from "@tanstack/react-query";
import { allows, type Role } from "#kernel/roles";
import { api } from "./api.ts";
import { setServerClock } from "./clock.ts";

export type Me = Awaited<ReturnType<typeof api.admin.me>>;

const ZONE = "Asia/Tokyo";
let zone = ZONE;
let currency = "JPY";

export const brandZone = (): string => zone;
export const brandCurrency = (): string => currency;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async () => {
    const me = await api.admin.me({});
    zone = me.brand.zone || ZONE;
    currency = me.brand.currency || "JPY";
    setServerClock(me.now, me.rate);
    return me;
  },
  staleTime: 60_000,
  refetchInterval: 60_000,
  retry: false,
});

/** Who is signed in. Pages stand below the gate, so there it is always known. */
export const useMe = (): Me | undefined => useQuery(meQuery).data;

/** Whether the person signed in may do what needs this role. */
export const useMay = (needs: Role): boolean => {
  const me = useMe();
  return me !== undefined && allows(me.user.role, needs);
};
