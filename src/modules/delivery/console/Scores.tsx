import { Select, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { EmptyState, LinkButton, Loaded, PageHeader, PeriodSelect, say, Section, useFilters, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { ScoreFilters } from "./filters.ts";
import { Cards } from "./scores/Cards.tsx";
import { Days, Kept } from "./scores/plots.tsx";
import { words } from "./scores/words.ts";
import { carrierPair } from "./words.ts";

/** How carriers and their lanes do. */
export const Scores = () => {
  const t = useWords(words);
  const [{ days, carrier }, setFilters] = useFilters(ScoreFilters);
  const ask = (by: "carrier" | "lane") => ({
    queryKey: ["parcels", "scores", by, days, by === "lane" ? (carrier ?? "") : ""],
    queryFn: () =>
      api.delivery.parcelScorecards({
        query: { by, days, ...(by === "lane" && carrier !== undefined && { carrier }) },
      }),
  });
  const carriers = useQuery(ask("carrier"));
  const lanes = useQuery(ask("lane"));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={<PeriodSelect days={days} onChange={(value) => setFilters({ days: value })} />}
      />
      <Loaded query={carriers} skeleton={<Skeleton h={280} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t("none")} action={<LinkButton to="/parcels">{t("toParcels")}</LinkButton>}>
              {t("noneBody")}
            </EmptyState>
          ) : (
            <Section title={t("byCarrier")}>
              <div
                style={{
                  display: "grid",
                  gap: 32,
                  gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 380px), 1fr))",
                  marginBottom: 24,
                }}
              >
                <Days cards={items} lane={false} />
                <Kept cards={items} />
              </div>
              <Cards cards={items} lane={false} />
            </Section>
          )
        }
      </Loaded>
      <Loaded query={lanes} skeleton={<Skeleton h={280} />}>
        {({ items }) =>
          items.length === 0 ? null : (
            <Section
              title={t("byLane")}
              actions={
                <Select
                  aria-label={t("carrier")}
                  placeholder={t("all")}
                  data={(carriers.data?.items ?? []).map((card) => ({
                    value: card.carrier,
                    label: say(carrierPair(card.carrier)),
                  }))}
                  value={carrier ?? null}
                  onChange={(value) => setFilters({ carrier: value ?? undefined })}
                  clearable
                  w={180}
                />
              }
            >
              {carrier !== undefined && <Days cards={items} lane />}
              <Cards cards={items} lane />
            </Section>
          )
        }
      </Loaded>
    </>
  );
};
