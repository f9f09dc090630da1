import { Button, Group, Select, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  AppLink,
  LinkButton,
  type Cell,
  Days,
  EmptyState,
  Facts,
  Loaded,
  number,
  PageHeader,
  PeriodSelect,
  percent,
  prefectureText,
  Plot,
  say,
  Section,
  Table,
  Time,
  useAct,
  useFilters,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { IntervalChart } from "../../../../console/charts/index.ts";
import type { CurvePoint, LaneFigures, ModelCard } from "../../api.promise.ts";
import { FEW, intervalOf, ShareCell, useCount } from "../share.tsx";
import { carrierPair } from "../words.ts";
import { PromiseFilters } from "./filters.ts";
import { words } from "./page-words.ts";

const laneName = ({ carrier, prefecture }: Pick<LaneFigures, "carrier" | "prefecture">) =>
  `${say(carrierPair(carrier))} ${prefectureText(prefecture)}`;

const Curve = ({ curve }: { readonly curve: readonly CurvePoint[] }) => {
  const t = useWords(words);
  const count = useCount();
  const by = curve.find(({ bound }) => bound === "by");
  const { share, low, high, of } = by?.came ?? { share: null, low: null, high: null, of: 0 };
  const promised = by?.promised ?? 0;
  const sentence =
    share === null || of < FEW
      ? t("few")
      : (high ?? 1) < promised
        ? t("short", { share: percent(share) })
        : (low ?? 0) > promised
          ? t("long", { share: percent(share) })
          : t("right");
  return (
    <Plot sentence={sentence} note={t("curveNote")}>
      <IntervalChart
        rows={curve.map(({ bound, came }) => intervalOf(bound, t(bound), came, count))}
        label={sentence}
        most={1}
        tick={percent}
      />
    </Plot>
  );
};

/** How many lanes are shown before the others are asked for. */
const FIRST = 15;

const Lanes = ({ lanes }: { readonly lanes: readonly LaneFigures[] }) => {
  const t = useWords(words);
  const share = (key: "kept" | "early" | "late", wide = false): Cell<LaneFigures> => ({
    key,
    header: t(key),
    align: "end",
    wide,
    cell: (lane) => <ShareCell of={lane[key]} />,
  });
  const columns: readonly Cell<LaneFigures>[] = [
    {
      key: "lane",
      header: t("lane"),
      cell: (lane) => (
        <AppLink
          to={`/promises/ledger?carrier=${encodeURIComponent(lane.carrier)}&prefecture=${encodeURIComponent(lane.prefecture)}`}
        >
          {laneName(lane)}
        </AppLink>
      ),
    },
    { key: "shown", header: t("shown"), align: "end", cell: (lane) => number(lane.shown) },
    share("kept"),
    share("early", true),
    share("late", true),
    { key: "overdue", header: t("overdue"), align: "end", wide: true, cell: (lane) => number(lane.overdue) },
  ];
  return <Table label={t("lanes")} columns={columns} rows={lanes} rowKey={laneName} first={FIRST} />;
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
        [t("span"), card.first === null ? "–" : <Days key="span" from={card.first} to={card.last ?? card.first} />],
        [
          t("tested"),
          tested < FEW || mae === null || coverage === null || onTime === null
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
  const count = useCount();
  const may = useMay("marketer");
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
            <PeriodSelect days={days} onChange={(value) => setFilters({ days: value })} />
            <LinkButton to="/promises/ledger" variant="default">
              {t("ledger")}
            </LinkButton>
            <LinkButton to="/settings/promises" variant="default">
              {t("settings")}
            </LinkButton>
          </Group>
        }
      />
      <Loaded query={figures} skeleton={<Skeleton h={280} />}>
        {({ lanes, curve, effects }) =>
          lanes.length === 0 ? (
            <EmptyState
              title={t("none")}
              action=<LinkButton to="/settings/promises" variant="default">
                {t("settings")}
              </LinkButton>
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
                        intervalOf(`good ${late}`, t(late ? "lateGood" : "onTimeGood"), good, count),
                        intervalOf(`again ${late}`, t(late ? "lateAgain" : "onTimeAgain"), repeated, count),
                      ])}
                      label={t("effect")}
                      most={1}
                      tick={percent}
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
                return card
                  ? [
                      <div key={kind} style={{ marginBottom: 16 }}>
                        <Card card={card} />
                      </div>,
                    ]
                  : [];
              })
            )}
          </Section>
        )}
      </Loaded>
    </>
  );
};
