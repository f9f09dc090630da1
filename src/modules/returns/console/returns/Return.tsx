import { Anchor, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  actorName,
  Facts,
  Loaded,
  Money,
  number,
  PageHeader,
  PersonLink,
  say,
  Section,
  Time,
  useLanguage,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { carrierName } from "../claims/parts.tsx";
import { Actions } from "./Actions.tsx";
import { causeWords, MachineBadge, reasonWords, ruleWords } from "./parts.tsx";
import { Reckoning } from "./Reckoning.tsx";
import {
  AWAITS_WORDS,
  CONDITION_WORDS,
  DISPOSITION_WORDS,
  GRADE_WORDS,
  MACHINES,
  METHOD_WORDS,
  PAYMENT_WORDS,
  PAYOUT_WORDS,
  RESOLUTION_WORDS,
} from "./words.ts";

const words = {
  returns: ["返品・交換", "Returns & exchanges"],
  title: ["返品 {n}", "Return {n}"],
  next: ["次にすること: {what}", "Next: {what}"],
  machines: ["三つの進み具合", "Where it stands"],
  refused: ["できなかった操作", "Refused"],
  items: ["商品", "Items"],
  product: ["商品", "Product"],
  reason: ["理由", "Reason"],
  rule: ["判断の根拠", "Rule"],
  quantity: ["数量", "Pieces"],
  found: ["検品", "Found"],
  paid: ["お支払い額", "Paid"],
  for: ["交換先", "For"],
  reckoning: ["返金の内訳", "What is given back"],
  about: ["お申し込み", "Request"],
  customer: ["お客様", "Customer"],
  order: ["注文", "Order"],
  wish: ["ご希望", "Wish"],
  method: ["返送方法", "How it comes back"],
  payout: ["返金先", "Paid to"],
  asked: ["受付", "Asked"],
  due: ["期限", "Due"],
  policy: ["ポリシー", "Policy"],
  version: ["第{n}版", "Version {n}"],
  legal: ["法律どおり(8日)", "The law (8 days)"],
  parcel: ["送り状", "Parcel"],
  bank: ["お振込先", "Bank account"],
  credit: ["ストアクレジット", "Store credit"],
  payments: ["お支払いの記録", "Payments"],
  page: ["お客様のページ", "The customer's page"],
  note: ["適格返還請求書(印刷用)", "Return invoice (to print)"],
  photos: ["写真 {n}", "Photo {n}"],
  gift: ["贈り物(金額を見せない)", "Gift (no prices shown)"],
  ahead: ["先に送る交換品の担保", "What secures the new one"],
  hold: ["カードの与信", "held on the card"],
  debt: ["未収として記録", "noted as owed"],
  story: ["経過", "What happened"],
} as const;

export type Whole = Awaited<ReturnType<typeof api.returns.get>>;

const Machine = ({ of, machine }: { readonly of: Whole; readonly machine: keyof typeof MACHINES }) => {
  const t = useWords(words);
  useLanguage();
  const steps = of.transitions.filter((each) => each.machine === machine);
  return (
    <div className="panel">
      <Text size="xs" c="dimmed">
        {say(MACHINES[machine].words)}
      </Text>
      <div style={{ margin: "4px 0 12px" }}>
        <MachineBadge machine={machine} state={of[machine]} />
      </div>
      <ol style={{ listStyle: "none", margin: 0, padding: 0, fontSize: 13 }}>
        {steps.map((each, i) => (
          <li key={i} style={{ padding: "2px 0", color: each.to === null ? "var(--broken)" : undefined }}>
            <Time at={each.at} />{" "}
            {each.to === null
              ? `${t("refused")}: ${each.input}`
              : say(MACHINES[machine].book[each.to]?.words ?? [each.to, each.to])}
            <Text span size="xs" c="dimmed">
              {" "}
              {actorName(each.actor)}
              {each.reason ? ` – ${causeWords(each.reason)}` : ""}
            </Text>
          </li>
        ))}
      </ol>
    </div>
  );
};

const Items = ({ of }: { readonly of: Whole }) => {
  const t = useWords(words);
  useLanguage();
  return (
    <div className="table-scroll">
      <table className="table" aria-label={t("items")}>
        <thead>
          <tr>
            <th scope="col">{t("product")}</th>
            <th scope="col">{t("reason")}</th>
            <th scope="col" data-wide>
              {t("found")}
            </th>
            <th scope="col" data-align="end">
              {t("quantity")}
            </th>
            <th scope="col" data-align="end">
              {t("paid")}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.items.map((item) => (
            <tr key={item.n}>
              <td>
                {item.name || item.product}
                <Text size="xs" c="dimmed">
                  {item.variantName}
                  {item.exchange && ` ${t("for")}: ${item.exchange.name} ${item.exchange.variantName}`}
                </Text>
              </td>
              <td>
                {reasonWords(item.reason)}
                <Text size="xs" c="dimmed">
                  {say(CONDITION_WORDS[item.condition] ?? ["", ""])} · {t("rule")}{" "}
                  {ruleWords(item.rule, of.rules.find((each) => each.rule === item.rule)?.words)}
                  {item.comment && ` – ${item.comment}`}
                </Text>
              </td>
              <td data-wide>
                {item.grade ? (
                  <>
                    {say(GRADE_WORDS[item.grade] ?? ["", ""])}
                    <Text size="xs" c="dimmed">
                      {say(DISPOSITION_WORDS[item.disposition ?? ""] ?? ["", ""])} {item.finding}
                    </Text>
                  </>
                ) : (
                  "–"
                )}
              </td>
              <td data-align="end">
                {item.accepted !== null && item.accepted !== item.quantity ? `${number(item.accepted)} / ` : ""}
                {number(item.quantity)}
              </td>
              <td data-align="end">
                <Money amount={item.amount} currency={of.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Shown = ({ of }: { readonly of: Whole }) => {
  const t = useWords(words);
  useLanguage();
  const page = new URL(of.page).pathname;
  const pair = (book: Readonly<Record<string, readonly [string, string]>>, key: string) =>
    book[key] ? say(book[key]) : key;
  return (
    <>
      <PageHeader
        title={t("title", { n: of.number })}
        up={[{ to: "/returns", label: t("returns") }]}
        lead={
          of.awaits === "nothing" ? undefined : (
            <>
              {t("next", { what: say(AWAITS_WORDS[of.awaits]) })} · {t("due")} <Time at={of.dueAt} show="ago" />
            </>
          )
        }
        actions={<Actions of={of} />}
      />
      <Title order={2} mb="sm">
        {t("machines")}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 3 }} mb="xl">
        <Machine of={of} machine="approval" />
        <Machine of={of} machine="logistics" />
        <Machine of={of} machine="money" />
      </SimpleGrid>
      <Section title={t("items")}>
        <Items of={of} />
        {of.photos.map((photo, i) => (
          <Anchor
            key={photo.file}
            href={`${page.split("/").slice(0, 3).join("/")}/photo/${photo.file}`}
            target="_blank"
            mr="md"
          >
            {t("photos", { n: i + 1 })}
          </Anchor>
        ))}
      </Section>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Section title={t("reckoning")}>
          <Reckoning of={of} />
        </Section>
        <Section title={t("about")}>
          <Facts
            rows={[
              [t("customer"), of.buyer && <PersonLink key="b" profile={of.buyer.profile} name={of.buyer.name} />],
              [t("order"), of.orderNumber],
              [t("wish"), pair(RESOLUTION_WORDS, of.resolution)],
              [t("method"), pair(METHOD_WORDS, of.method)],
              [
                t("ahead"),
                of.ahead && (
                  <span key="h">
                    <Money amount={of.ahead.amount} currency={of.currency} /> ({t(of.ahead.security)}){" "}
                    {of.ahead.state === "open" && <Time at={of.ahead.dueAt} />}
                  </span>
                ),
              ],
              [t("payout"), of.resolution === "refund" && pair(PAYOUT_WORDS, of.payout)],
              [t("asked"), <Time key="a" at={of.createdAt} />],
              [t("policy"), of.policy === 0 ? t("legal") : t("version", { n: of.policy })],
              [t("parcel"), [of.carrier && carrierName(of.carrier), of.tracking].filter(Boolean).join(" ")],
              [t("bank"), of.bank && Object.values(of.bank).join(" ")],
              [t("credit"), of.credit?.code],
              [
                t("payments"),
                of.payments.length > 0 &&
                  of.payments.map((each, i) => (
                    <div key={i}>
                      <Money amount={each.amount} currency={of.currency} />{" "}
                      <Text span size="xs" c="dimmed">
                        {pair(PAYMENT_WORDS, each.kind)} {each.reference}
                      </Text>
                    </div>
                  )),
              ],
              ["", of.gift && t("gift")],
              [
                "",
                <Anchor key="p" href={page} target="_blank">
                  {t("page")}
                </Anchor>,
              ],
              [
                "",
                of.taxNote && (
                  <Anchor key="n" href={`/api/returns/${of.id}/note/print`} target="_blank">
                    {t("note")}
                  </Anchor>
                ),
              ],
            ]}
          />
        </Section>
      </SimpleGrid>
    </>
  );
};

/** One return: where approval, goods and money stand, what it is worth, and what can be done. */
export const ReturnPage = () => {
  const id = useParams()["return"] ?? "";
  const found = useQuery({
    queryKey: ["returns", "one", id],
    queryFn: () => api.returns.get({ params: { id } }),
    refetchInterval: 10_000,
  });
  return <Loaded query={found}>{(of) => <Shown of={of} />}</Loaded>;
};
