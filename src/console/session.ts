import { queryOptions, useQuery } from "@tanstack/react-query";
import { allows, type Role } from "#kernel/roles";
import { request } from "./client.ts";
import { setServerClock } from "./clock.ts";

export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
  readonly brand: { readonly name: string; readonly zone: string; readonly currency: string };
  readonly now?: string;
  readonly rate?: number;
}

const ZONE = "Asia/Tokyo";
let zone = ZONE;
let currency = "JPY";

export const brandZone = (): string => zone;
export const brandCurrency = (): string => currency;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async () => {
    const me = (await request("GET", "/api/me")) as Me;
    zone = me.brand.zone || ZONE;
    currency = me.brand.currency || "JPY";
    if (me.now) setServerClock(me.now, me.rate ?? 1);
    return me;
  },
  staleTime: 60_000,
  retry: false,
});

/** Who is signed in. Pages stand below the gate, so there it is always known. */
export const useMe = (): Me | undefined => useQuery(meQuery).data;

/** Whether the person signed in may do what needs this role. */
export const useMay = (needs: Role): boolean => {
  const me = useMe();
  return me !== undefined && allows(me.user.role, needs);
};
