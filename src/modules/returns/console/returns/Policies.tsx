import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  actorName,
  AppLink,
  type Cell,
  EmptyState,
  Loaded,
  number,
  PageHeader,
  StatusBadge,
  Table,
  Time,
  useAct,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { Policy } from "../../model/policy.ts";

const words = {
  returns: ["返品・交換", "Returns & exchanges"],
  title: ["返品ポリシー", "Return policy"],
  lead: [
    "ご注文は、受けたときの版のまま扱います。公開した版は変わりません。",
    "An order stays under the version it was placed under. A published version never changes.",
  ],
  new: ["下書きを作成", "Make a draft"],
  action: ["操作", "Action"],
  copy: ["下書きに写す", "Copy to a draft"],
  name: ["名前", "Name"],
  state: ["状態", "State"],
  days: ["期間", "Window"],
  daysOf: ["{n}日", "{n} {n|day|days}"],
  postage: ["お客様都合の送料", "Postage for a change of mind"],
  buyer: ["お客様", "Customer"],
  shop: ["当店", "Shop"],
  since: ["適用開始", "Valid from"],
  by: ["公開した人", "Published by"],
  draft: ["下書き", "Draft"],
  version: ["第{n}版", "Version {n}"],
  current: ["適用中", "Current"],
  none: ["公開したポリシーがありません", "No policy is published"],
  noneBody: [
    "表示がないあいだは、法律(特定商取引法15条の3)により、お受け取りから8日間・返送料お客様負担で返品できます。",
    "Until one is shown, the law lets customers return within eight days of receipt at their cost.",
  ],
  seller: ["販売者と店舗", "Seller and stores"],
  fresh: ["返品ポリシー", "Return policy"],
} as const;

type Row = Awaited<ReturnType<typeof api.returns.policies>>["items"][number];

/** Versions and drafts. */
export const Policies = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const navigate = useNavigate();
  const found = useQuery({ queryKey: ["returns", "policies"], queryFn: () => api.returns.policies({}) });
  const make = useAct((definition: Policy) => api.returns.saveDraft({ body: { name: t("fresh"), definition } }), {
    refresh: [["returns", "policies"]],
    after: (draft) => void navigate({ href: `/returns/policy/${draft.id}` }),
  });
  const columns = (current: number): readonly Cell<Row>[] => [
    {
      key: "name",
      header: t("name"),
      cell: (each) => <AppLink to={`/returns/policy/${each.id}`}>{each.name}</AppLink>,
    },
    {
      key: "state",
      header: t("state"),
      cell: ({ version }) => (
        <StatusBadge tone={version === null ? "held" : version === current ? "good" : "plain"}>
          {version === null ? t("draft") : version === current ? t("current") : t("version", { n: version })}
        </StatusBadge>
      ),
    },
    {
      key: "days",
      header: t("days"),
      wide: true,
      cell: (each) => t("daysOf", { n: number(each.definition.days) }),
    },
    { key: "postage", header: t("postage"), wide: true, cell: (each) => t(each.definition.postage) },
    {
      key: "since",
      header: t("since"),
      wide: true,
      cell: (each) => (
        <>
          {each.validFrom ? <Time at={each.validFrom} /> : "–"}
          {each.publishedBy && (
            <Text size="xs" c="dimmed">
              {actorName(each.publishedBy)}
            </Text>
          )}
        </>
      ),
    },
    ...(may
      ? [
          {
            key: "copy",
            header: t("action"),
            align: "end" as const,
            cell: (each: Row) => (
              <Button size="xs" variant="default" onClick={() => make.mutate(each.definition)}>
                {t("copy")}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        up={[{ to: "/returns", label: t("returns") }]}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate({ href: "/returns/seller" })}>
              {t("seller")}
            </Button>
            {may && (
              <Button loading={make.isPending} onClick={() => make.mutate(Policy.parse({}))}>
                {t("new")}
              </Button>
            )}
          </>
        }
      />
      <Loaded query={found}>
        {({ items }) => {
          const current = Math.max(0, ...items.map((each) => each.version ?? 0));
          return (
            <>
              {current === 0 && <EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
              {items.length > 0 && (
                <Table label={t("title")} columns={columns(current)} rows={items} rowKey={(each) => each.id} />
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
};
