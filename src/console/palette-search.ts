import { useDebouncedValue } from "@mantine/hooks";
import { type Icon, IconShoppingBag, IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";
import { moment } from "./format.ts";
import { currentTime } from "./clock.ts";
import { phoneText } from "./story/trait-words.ts";
import type { Pair } from "./words.ts";

interface Found {
  readonly words: Pair;
  readonly icon: Icon;
  readonly hits: readonly { readonly to: string; readonly label: string; readonly detail: string }[];
}

const MOST = 6;

const people = async (q: string): Promise<Found> => {
  const { items } = await api.profiles.list({ query: { q, limit: MOST } });
  const hits = items.map((p) => ({
    to: `/customers/${p.id}`,
    label: p.name || p.email || p.match?.shown || p.id.slice(0, 8),
    detail: [p.kana, p.email, phoneText(p.phone), p.prefecture].filter((part) => part !== "").join(" · "),
  }));
  return { words: ["顧客", "Customers"], icon: IconUser, hits };
};

/** An order opens on its buyer's page; one without a buyer has no page yet. */
const orders = async (q: string): Promise<Found> => {
  const { items } = await api.orders.list({ query: { q, limit: MOST } });
  const hits = items.flatMap((o) =>
    o.buyer
      ? [
          {
            to: `/customers/${o.buyer.profile}?tab=orders`,
            label: o.number,
            detail: `${o.buyer.name} · ${moment(o.at, currentTime())}`,
          },
        ]
      : [],
  );
  return { words: ["注文", "Orders"], icon: IconShoppingBag, hits };
};

/** What the server finds for a query, 200 ms after the last key. */
export const useFound = (query: string): readonly Found[] => {
  const [q] = useDebouncedValue(query.trim(), 200);
  const found = useQuery({
    queryKey: ["palette", q],
    queryFn: () => Promise.all([people(q), orders(q)]),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
  return q === "" ? [] : (found.data ?? []).filter((group) => group.hits.length > 0);
};
