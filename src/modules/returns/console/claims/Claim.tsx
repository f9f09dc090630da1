import { Grid, Group, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  listText,
  actorName,
  AppLink,
  Facts,
  Loaded,
  Money,
  PageHeader,
  PersonLink,
  prefectureText,
  say,
  Section,
  StatusBadge,
  Time,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { ASK_WORDS, DECISION_WORDS, KIND_WORDS, reasonPair } from "../../model/claim/words.ts";
import { Decide } from "./Decide.tsx";
import { Evidence, History, ParcelStory } from "./Story.tsx";
import { carrierName, ClaimBadge } from "./parts.tsx";
import { Score } from "./Score.tsx";

const words = {
  claims: ["お届けトラブル", "Delivery claims"],
  title: ["{kind} {number}", "{kind} {number}"],
  customer: ["お客様", "Customer"],
  nameless: ["名前未登録", "No name yet"],
  page: ["お客様のページ", "Customer's page"],
  seePage: ["お客様の画面を開く", "See what the customer sees"],
  order: ["注文", "Order"],
  goods: ["対象の商品", "Goods"],
  amount: ["対象の金額", "Amount"],
  left: ["この注文で返せる残り", "Left to give back"],
  carrier: ["配送", "Carrier"],
  opened: ["受付", "Opened"],
  due: ["期限", "Due"],
  asked: ["お客様に確認中", "Asked of the customer"],
  others: ["同じ注文の申告", "Other claims of this order"],
  fault: ["配送会社が事故を認めています", "The carrier admitted its fault"],
  carrierDue: ["配送会社への請求期限", "Claim from the carrier by"],
  decision: ["決定", "Decision"],
  reason: ["理由", "Reason"],
  by: ["決めた人", "Decided by"],
  automatic: ["方針による自動承認", "Approved by the policy"],
  appeal: ["再審査の期限", "Appeal until"],
  result: ["結果", "Result"],
  done: ["対応済み {reference}", "Carried out {reference}"],
  open: ["まだ対応していません", "Not carried out yet"],
  nextKey: ["n 次の申告", "n next claim"],
  keys: ["a 承認 · d 見送り · n 次の申告", "a approve · d decline · n next claim"],
  about: ["申告の内容", "About"],
} as const;

export type Claim = Awaited<ReturnType<typeof api.claims.claim>>;

const Result = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  if (claim.decision === "") return null;
  const remedy = claim.remedies.at(-1);
  return (
    <Section title={t("result")}>
      <Facts
        rows={[
          [
            t("decision"),
            <Group key="d" gap="xs">
              <strong>{say(DECISION_WORDS[claim.decision])}</strong>
              {remedy && claim.decision !== "decline" && <Money amount={remedy.amount} currency={claim.currency} />}
            </Group>,
          ],
          [t("reason"), say(reasonPair({ reason: claim.reason, code: claim.reasonCode }))],
          [t("by"), actorName(claim.decidedBy) || t("automatic")],
          [t("appeal"), claim.appealUntil && <Time key="u" at={claim.appealUntil} show="day" />],
          [
            t("result"),
            remedy &&
              (remedy.settledAt ? (
                t("done", { reference: remedy.reference })
              ) : (
                <StatusBadge key="s" tone="held">
                  {t("open")}
                </StatusBadge>
              )),
          ],
        ]}
      />
    </Section>
  );
};

const About = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  return (
    <Section title={t("about")}>
      <Facts
        rows={[
          [
            t("customer"),
            claim.buyer ? (
              <PersonLink key="p" profile={claim.buyer.profile} name={claim.buyer.name || t("nameless")} />
            ) : (
              t("nameless")
            ),
          ],
          [
            t("order"),
            <AppLink key="order" to={`/orders?q=${encodeURIComponent(claim.order)}`}>
              {claim.orderNumber}
            </AppLink>,
          ],
          [
            t("page"),
            <a key="page" className="quiet" href={claim.page} target="_blank" rel="noreferrer">
              {t("seePage")}
            </a>,
          ],
          [t("goods"), listText(claim.lines.map((line) => `${line.name} × ${line.quantity}`))],
          [t("amount"), <Money key="a" amount={claim.amount} currency={claim.currency} />],
          [t("left"), <Money key="l" amount={claim.suggested.left} currency={claim.currency} />],
          [
            t("carrier"),
            [carrierName(claim.carrier), prefectureText(claim.prefecture)]
              .filter((part) => part !== "–" && part !== "")
              .join(" · "),
          ],
          [t("opened"), <Time key="o" at={claim.openedAt} />],
          [
            t("due"),
            claim.dueAt && (claim.state === "review" || claim.state === "appealed" || claim.state === "evidence") && (
              <Time key="d" at={claim.dueAt} />
            ),
          ],
          [t("asked"), claim.state === "evidence" && listText(claim.asked.map((ask) => say(ASK_WORDS[ask])))],
          [
            t("carrierDue"),
            claim.carrierDue && claim.carrierFile === null && <Time key="c" at={claim.carrierDue} show="day" />,
          ],
          [t("others"), listText(claim.siblings.map((other) => `${say(KIND_WORDS[other.kind])} ${other.number}`))],
        ]}
      />
    </Section>
  );
};

export const ClaimPage = () => {
  const t = useWords(words);
  const navigate = useNavigate();
  const { claim: id = "" } = useParams();
  const query = useQuery({
    queryKey: ["claims", "one", id],
    queryFn: () => api.claims.claim({ params: { id } }),
    refetchInterval: 15_000,
  });
  const next = async () => {
    const { items } = await api.claims.claims({ query: { queue: "review", limit: 50 } });
    const at = items.findIndex((item) => item.id === id);
    const other = items[at + 1] ?? items.find((item) => item.id !== id);
    void navigate({ href: other ? `/claims/${other.id}` : "/claims" });
  };
  useHotkeys([["n", () => void next()]]);
  return (
    <Loaded query={query}>
      {(claim) => (
        <>
          <PageHeader
            title={t("title", { kind: say(KIND_WORDS[claim.kind]), number: claim.number })}
            up={[{ to: "/claims", label: t("claims") }]}
            badge={<ClaimBadge state={claim.state} />}
            lead={claim.carrierFault ? <StatusBadge tone="good">{t("fault")}</StatusBadge> : undefined}
            actions={<Decide claim={claim} onDone={() => void next()} />}
          />
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Result claim={claim} />
              <Evidence claim={claim} />
              <ParcelStory claim={claim} />
              <History claim={claim} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack gap={0}>
                <Score claim={claim} />
                <About claim={claim} />
                <Text size="xs" c="dimmed">
                  {t(claim.state === "review" || claim.state === "evidence" ? "keys" : "nextKey")}
                </Text>
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Loaded>
  );
};
