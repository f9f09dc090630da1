import { Button, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  EmptyState,
  Loaded,
  PageHeader,
  ProblemNotice,
  StatusBadge,
  useAct,
  useConfirm,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { Policy } from "../../model/policy.ts";
import { policyFaults } from "./policy-faults.ts";
import { PolicyFields } from "./PolicyFields.tsx";
import { PolicyPreview } from "./PolicyPreview.tsx";
import { PolicyRules } from "./PolicyRules.tsx";

const words = {
  policies: ["返品ポリシー", "Return policy"],
  name: ["名前", "Name"],
  draft: ["下書き", "Draft"],
  version: ["第{n}版", "Version {n}"],
  save: ["保存", "Save"],
  saved: ["保存しました", "Saved"],
  publish: ["公開する", "Publish"],
  published: ["公開しました", "Published"],
  publishTitle: ["このポリシーを公開しますか", "Publish this policy?"],
  publishBody: [
    "これから入るご注文に適用されます。すでに入っているご注文は、そのときの版のままです。公開後は変更できません。",
    "It holds for orders placed from now on. Orders that are in stay under their own version. It cannot be changed afterwards.",
  ],
  simulate: ["過去に当てはめる", "Try it on the past"],
  delete: ["下書きを削除", "Delete draft"],
  fixed: [
    "公開した版は変わりません。変えるときは、これをもとに下書きを作ります。",
    "A published version never changes: make a draft of it.",
  ],
  unknown: ["このポリシーはありません", "There is no such policy"],
} as const;

type Stored = Awaited<ReturnType<typeof api.returns.policies>>["items"][number];

const Editor = ({ of }: { readonly of: Stored }) => {
  const t = useWords(words);
  const navigate = useNavigate();
  const confirm = useConfirm();
  const owner = useMay("owner");
  const marketer = useMay("marketer");
  const [name, setName] = useState(of.name);
  const [value, setValue] = useState<Policy>(of.definition);
  const draft = of.version === null;
  const disabled = !draft || !marketer;
  const change = (next: Partial<Policy>) => setValue((now) => ({ ...now, ...next }));
  const read = Policy.safeParse(value);
  const keep = () => api.returns.saveDraft({ body: { id: of.id, name, definition: value } });
  const refresh = [["returns", "policies"]];
  const save = useAct(keep, { done: words.saved, refresh });
  const publish = useAct(
    async () => {
      await keep();
      return api.returns.publish({ params: { id: of.id }, body: {} });
    },
    { done: words.published, refresh, after: () => void navigate({ href: "/returns/policy" }) },
  );
  const remove = useAct(() => api.returns.deleteDraft({ params: { id: of.id } }), {
    refresh,
    after: () => void navigate({ href: "/returns/policy" }),
  });
  const ask = async () => {
    if (await confirm({ title: t("publishTitle"), body: t("publishBody"), action: t("publish") })) publish.mutate();
  };
  return (
    <>
      <PageHeader
        title={name || of.name}
        up={[{ to: "/returns/policy", label: t("policies") }]}
        badge={
          <StatusBadge tone={draft ? "held" : "plain"}>
            {of.version === null ? t("draft") : t("version", { n: of.version })}
          </StatusBadge>
        }
        lead={draft ? undefined : t("fixed")}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate({ href: `/returns/simulation?policy=${of.id}` })}>
              {t("simulate")}
            </Button>
            {draft && marketer && (
              <>
                <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
                  {t("delete")}
                </Button>
                <Button
                  variant={owner ? "default" : "filled"}
                  disabled={!read.success || name.trim() === ""}
                  loading={save.isPending}
                  onClick={() => save.mutate()}
                >
                  {t("save")}
                </Button>
                {owner && (
                  <Button disabled={!read.success || name.trim() === ""} onClick={() => void ask()}>
                    {t("publish")}
                  </Button>
                )}
              </>
            )}
          </>
        }
      />
      {save.error && <ProblemNotice error={save.error} />}
      {!read.success && (
        <Text c="red" role="alert" mb="sm">
          {policyFaults(read.error.issues).map((fault) => (
            <span key={fault} style={{ display: "block" }}>
              {fault}
            </span>
          ))}
        </Text>
      )}
      <div className="segment-edit">
        <div>
          <TextInput
            label={t("name")}
            value={name}
            maxLength={120}
            disabled={disabled}
            onChange={(e) => setName(e.currentTarget.value)}
            mb="md"
          />
          <PolicyFields value={value} onChange={change} disabled={disabled} />
          <div style={{ height: 32 }} />
          <PolicyRules value={value} onChange={change} disabled={disabled} />
        </div>
        <PolicyPreview policy={value} />
      </div>
    </>
  );
};

/** One policy: its settings and rules, with the answer that a customer would get beside them. */
export const PolicyEditor = () => {
  const t = useWords(words);
  const id = useParams()["policy"] ?? "";
  const found = useQuery({ queryKey: ["returns", "policies"], queryFn: () => api.returns.policies({}) });
  return (
    <Loaded query={found}>
      {({ items }) => {
        const of = items.find((each) => each.id === id);
        return of ? <Editor key={of.id} of={of} /> : <EmptyState title={t("unknown")} />;
      }}
    </Loaded>
  );
};
