import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { AppLink, Loaded, PageHeader, Time, useFilters, useParams, useWords } from "#ui";
import { api } from "../api.ts";
import { CustomerFilters } from "./filters.ts";
import { Identities } from "./Identities.tsx";
import { Next } from "./Next.tsx";
import { Orders } from "./Orders.tsx";
import { Portrait } from "./Portrait.tsx";
import { Story } from "./Story.tsx";

const words = {
  customers: ["顧客", "Customers"],
  nameless: ["名前未登録のお客様", "Customer without a name"],
  suffix: ["{name} 様", "{name}"],
  seen: ["最後の動き", "Last seen"],
  story: ["軌跡", "Story"],
  orders: ["注文", "Orders"],
  identity: ["識別子と根拠", "Identities and evidence"],
  who: ["お客様の情報", "Who this is"],
  next: ["これから", "What is next"],
  parts: ["お客様の記録", "Records of this customer"],
} as const;
const TABS = ["story", "orders", "identity"] as const;

/** One customer: who this is, the story so far, what is next and why. */
export const Customer = () => {
  const t = useWords(words);
  const navigate = useNavigate();
  const { profile: id = "" } = useParams();
  const [{ tab, kind }, setFilters] = useFilters(CustomerFilters);
  const profile = useQuery({ queryKey: ["profile", id], queryFn: () => api.profiles.get({ params: { id } }) });
  const found = profile.data?.id;
  // The address may be a profile that was merged away: go where it went.
  useEffect(() => {
    if (found && found !== id) void navigate({ href: `/customers/${found}`, replace: true });
  }, [found, id, navigate]);

  return (
    <Loaded query={profile} skeleton={<Skeleton h={480} />}>
      {(p) => (
        <>
          <PageHeader
            up={[{ to: "/customers", label: t("customers") }]}
            title={p.name ? t("suffix", { name: p.name }) : t("nameless")}
            lead={
              <>
                {p.kana && <span style={{ marginRight: 16 }}>{p.kana}</span>}
                <span>
                  {t("seen")}: <Time at={p.lastSeen} show="ago" />
                </span>
              </>
            }
          />
          <div className="person">
            <section className="person-who" aria-label={t("who")}>
              <Portrait profile={p} />
            </section>
            <div className="person-story">
              <nav className="tabs" aria-label={t("parts")} style={{ marginBottom: 16 }}>
                {TABS.map((each) => (
                  <AppLink
                    key={each}
                    to={`/customers/${p.id}${each === "story" ? "" : `?tab=${each}`}`}
                    className="tab"
                    aria-current={each === tab ? "page" : undefined}
                  >
                    {t(each)}
                  </AppLink>
                ))}
              </nav>
              {tab === "story" && <Story profile={p.id} kind={kind} onKind={(next) => setFilters({ kind: next })} />}
              {tab === "orders" && <Orders profile={p.id} />}
              {tab === "identity" && <Identities profile={p.id} identities={p.identities} />}
            </div>
            <section className="person-next" aria-label={t("next")}>
              <Next profile={p.id} />
            </section>
          </div>
        </>
      )}
    </Loaded>
  );
};
