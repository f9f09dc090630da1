import { Button, Group, Select, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  AppLink,
  EmptyState,
  Facts,
  Loaded,
  number,
  PageHeader,
  Plot,
  say,
  Section,
  Time,
  useAct,
  useFilters,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { type Interval, IntervalChart } from "../../../../console/charts/index.ts";
import type { CurvePoint, LaneFigures, ModelCard } from "../../api.promise.ts";
import { carrierPair } from "../words.ts";
import { PromiseFilters } from "./filters.ts";
import { words } from "./page-words.ts";
import { Settings } from "./Settings.tsx";

const ENOUGH = 30;
const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
const laneName = ({ carrier, prefecture }: Pick<LaneFigures, "carrier" | "prefecture">) =>
  `${say(carrierPair(carrier))} ${prefecture}`;

const intervalOf = (key: string, label: string, share: LaneFigures["kept"]): Interval => {
  const said = share.share === null ? "–" : percent(share.share);
  return {
    key,
    label,
    title: `${label} ${said} (n=${share.of})`,
    value: share.share,
    low: share.low,
    high: share.high,
    note: `${said} n=${number(share.of)}`,
    faint: share.of < ENOUGH,
  };
};

const Curve = ({ curve }: { readonly curve: readonly CurvePoint[] }) => {
  const t = useWords(words);
  const by = curve.find(({ bound }) => bound === "by");
  const { share, low, high, of } = by?.came ?? { share: null, low: null, high: null, of: 0 };
  const promised = by?.promised ?? 0;
  const sentence =
    share === null || of < ENOUGH
      ? t("few")
      : (high ?? 1) < promised
        ? t("short", { share: percent(share) })
        : (low ?? 0) > promised
          ? t("long", { share: percent(share) })
          : t("right");
  return (
    <Plot sentence={sentence} note={t("curveNote")}>
      <IntervalChart
        rows={curve.map(({ bound, came }) => intervalOf(bound, t(bound), came))}
        label={sentence}
        most={1}
        tick={(value) => `${Math.round(value * 100)}%`}
      />
    </Plot>
  );
};

const ShareCell = ({ of }: { readonly of: LaneFigures["kept"] }) =>
  of.share === null ? (
    <>–</>
  ) : (
    <span title={`${number(of.hits)} / ${number(of.of)}`}>
      {percent(of.share)}{" "}
      <Text span size="xs" c="dimmed">
        {percent(of.low ?? 0)}–{percent(of.high ?? 1)} · n={number(of.of)}
      </Text>
    </span>
  );

const Lanes = ({ lanes }: { readonly lanes: readonly LaneFigures[] }) => {
  const t = useWords(words);
  return (
    <div className="table-scroll">
      <table className="table" aria-label={t("lanes")}>
        <thead>
          <tr>
            {(["lane", "shown", "kept", "early", "late", "overdue"] as const).map((name) => (
              <th
                key={name}
                scope="col"
                {...(name !== "lane" && { "data-align": "end" })}
                {...((name === "early" || name === "late" || name === "overdue") && { "data-wide": true })}
              >
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <tr key={laneName(lane)}>
              <td style={{ whiteSpace: "nowrap" }}>
                <AppLink
                  to={`/promises/ledger?carrier=${encodeURIComponent(lane.carrier)}&prefecture=${encodeURIComponent(lane.prefecture)}`}
                >
                  {laneName(lane)}
                </AppLink>
              </td>
              <td data-align="end" className="num">
                {number(lane.shown)}
              </td>
              <td data-align="end" className="num">
                <ShareCell of={lane.kept} />
              </td>
              <td data-align="end" data-wide className="num">
                <ShareCell of={lane.early} />
              </td>
              <td data-align="end" data-wide className="num">
                <ShareCell of={lane.late} />
              </td>
              <td data-align="end" data-wide className="num">
                {number(lane.overdue)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Card = ({ card }: { readonly card: ModelCard }) => {
  const t = useWords(words);
  const { mae, coverage, onTime, tested } = card;
  return (
    <Facts
      rows={[
        [t("model"), t(card.kind === "order" ? "orderModel" : "parcelModel")],
        [t("fitted"), <Time key="fitted" at={card.fittedAt} />],
        [t("learned"), t("learnedOf", { known: number(card.known), open: number(card.open) })],
        [t("span"), card.first === null ? "–" : `${card.first} – ${card.last ?? ""}`],
        [
          t("tested"),
          tested < ENOUGH || mae === null || coverage === null || onTime === null
            ? t("notTested")
            : t("testedOf", {
                n: number(tested),
                mae: mae.toFixed(1),
                coverage: percent(coverage),
                onTime: percent(onTime),
              }),
        ],
      ]}
    />
  );
};

/** How promises do, what they are made from, and what the brand says of its warehouses. */
export const Promises = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const [editing, setEditing] = useState(false);
  const [{ days, carrier, prefecture }, setFilters] = useFilters(PromiseFilters);
  const figures = useQuery({
    queryKey: ["promises", "figures", days, carrier ?? "", prefecture ?? ""],
    queryFn: () => api.promises.promiseFigures({ query: { days, carrier, prefecture } }),
  });
  const models = useQuery({
    queryKey: ["promises", "models"],
    queryFn: () => api.promises.promiseModels({}),
    refetchInterval: 5_000,
  });
  const refit = useAct(() => api.promises.refitPromises({}), {
    done: words.refitDone,
    refresh: [["promises", "models"]],
  });
  const laneValue = carrier !== undefined && prefecture !== undefined ? `${carrier}>${prefecture}` : null;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <Group gap="sm">
            <Select
              aria-label={t("period")}
              data={[30, 90, 180, 365].map((n) => ({ value: String(n), label: t("days", { n }) }))}
              value={String(days)}
              onChange={(value) => setFilters({ days: value ?? undefined })}
              allowDeselect={false}
              w={130}
            />
            <Button component={AppLink} to="/promises/ledger" className="" variant="default">
              {t("ledger")}
            </Button>
            {may && <Button onClick={() => setEditing(true)}>{t("settings")}</Button>}
          </Group>
        }
      />
      <Loaded query={figures} skeleton={<Skeleton h={280} />}>
        {({ lanes, curve, effects }) =>
          lanes.length === 0 ? (
            <EmptyState
              title={t("none")}
              action={may && <Button onClick={() => setEditing(true)}>{t("settings")}</Button>}
            >
              {t("noneBody")}
            </EmptyState>
          ) : (
            <>
              <Section
                title={t("curve")}
                actions={
                  <Select
                    aria-label={t("lane")}
                    placeholder={t("allLanes")}
                    data={lanes.map((lane) => ({ value: `${lane.carrier}>${lane.prefecture}`, label: laneName(lane) }))}
                    value={laneValue}
                    onChange={(value) => {
                      const [nextCarrier, nextPrefecture] = (value ?? "").split(">");
                      setFilters({ carrier: nextCarrier || undefined, prefecture: nextPrefecture || undefined });
                    }}
                    clearable
                    searchable
                    w={200}
                  />
                }
              >
                <Curve curve={curve} />
              </Section>
              <Section title={t("lanes")}>
                <Lanes lanes={lanes} />
              </Section>
              <Section title={t("effect")}>
                {effects.length === 2 && effects.every(({ enough }) => enough) ? (
                  <Plot sentence={t("effect")} note={t("effectNote")}>
                    <IntervalChart
                      rows={effects.flatMap(({ late, good, repeated }) => [
                        intervalOf(`good ${late}`, t(late ? "lateGood" : "onTimeGood"), good),
                        intervalOf(`again ${late}`, t(late ? "lateAgain" : "onTimeAgain"), repeated),
                      ])}
                      label={t("effect")}
                      most={1}
                      tick={(value) => `${Math.round(value * 100)}%`}
                    />
                  </Plot>
                ) : (
                  <Text c="dimmed">{t("few")}</Text>
                )}
              </Section>
            </>
          )
        }
      </Loaded>
      <Loaded query={models} skeleton={<Skeleton h={120} />}>
        {({ items, refit: state }) => (
          <Section
            title={t("model")}
            actions={
              <Group gap="sm">
                <Text size="xs" c="dimmed">
                  {state.running ? (
                    t("running", { step: state.step, steps: state.steps })
                  ) : (
                    <>
                      {t("next")} <Time at={state.dueAt} />
                    </>
                  )}
                </Text>
                {may && (
                  <Button size="xs" variant="default" loading={refit.isPending} onClick={() => refit.mutate()}>
                    {t("refit")}
                  </Button>
                )}
              </Group>
            }
          >
            {items.length === 0 ? (
              <Text c="dimmed">{t("noModel")}</Text>
            ) : (
              (["order", "parcel"] as const).flatMap((kind) => {
                const card = items.find((item) => item.kind === kind);
                return card ? [<Card key={kind} card={card} />] : [];
              })
            )}
          </Section>
        )}
      </Loaded>
      {editing && <Settings onClose={() => setEditing(false)} />}
    </>
  );
};
