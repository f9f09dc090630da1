import { Button, Checkbox, NumberInput, Radio, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { FormDrawer, Money, say, useAct, useConfirm, useMay, useMe, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import { type Ask, ASKS, type Outcome, type Remedy, REMEDIES } from "../../model/claim/kinds.ts";
import { REASON_LENGTH } from "../../model/claim/machine.ts";
import { ASK_WORDS, DECISION_WORDS } from "../../model/claim/words.ts";
import type { Claim } from "./Claim.tsx";

const words = {
  approve: ["承認する", "Approve"],
  decline: ["見送る", "Decline"],
  more: ["確認をお願いする", "Ask for more"],
  settle: ["対応済みにする", "Mark as carried out"],
  found: ["取り下げ", "Withdraw"],
  foundTitle: ["お客様が取り下げましたか", "Did the customer withdraw it?"],
  foundBody: [
    "「届いた」「解決した」というご連絡があったときに使います。",
    "Use it when the customer says that it has arrived or is solved.",
  ],
  remedy: ["対応", "Remedy"],
  amount: ["金額", "Amount"],
  left: ["この注文で返せる残り", "Left to give back"],
  reason: ["お客様への理由", "Reason to the customer"],
  reasonNote: ["お客様のページにこのまま表示します。", "The customer reads exactly this."],
  grantDefault: [
    "ご不便をおかけし申し訳ございません。ご希望に沿って対応いたします。",
    "We are sorry for the trouble, and will put it right.",
  ],
  outcome: ["確認してわかったこと", "What you found"],
  honest: ["お申し出のとおりだった", "It is as the customer says"],
  abuse: ["事実と異なる申告だった", "It is not true"],
  unknown: ["わからない", "Not known"],
  outcomeNote: [
    "点数の見直しに使います。「お申し出のとおり」とした申告は、以後お客様の不利に数えません。",
    "The score learns from it. A claim found to be true never counts against the customer.",
  ],
  declineLead: [
    "お客様には理由と、再審査を申し出る方法が届きます。自動でお断りすることはありません。",
    "The customer gets the reason and the way to appeal. Nothing is ever declined by itself.",
  ],
  what: ["何をお願いしますか", "What do you need?"],
  reference: ["返金番号・再送の注文番号", "Refund or order number"],
  done: ["記録しました", "Done"],
} as const;

type Form = "grant" | "decline" | "ask" | "settle";

const OutcomeChoice = ({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) => {
  const t = useWords(words);
  return (
    <Select
      label={t("outcome")}
      description={t("outcomeNote")}
      value={value}
      onChange={(next) => onChange(next ?? "")}
      allowDeselect={false}
      data={[
        { value: "", label: t("unknown") },
        { value: "honest", label: t("honest") },
        { value: "abuse", label: t("abuse") },
      ]}
    />
  );
};

/** The buttons and forms of a decision. Which there are depends on where the claim stands. */
export const Decide = ({ claim, onDone }: { readonly claim: Claim; readonly onDone: () => void }) => {
  const t = useWords(words);
  const may = useMay("agent");
  const me = useMe();
  const confirm = useConfirm();
  const [form, setForm] = useState<Form | null>(null);
  const [remedy, setRemedy] = useState<Remedy>(claim.suggested.remedy);
  const [amount, setAmount] = useState<number>(claim.suggested.amount);
  const [reason, setReason] = useState("");
  const [outcome, setOutcome] = useState("");
  const [asks, setAsks] = useState<Ask[]>(["photo"]);
  const [reference, setReference] = useState("");
  const params = { id: claim.id };
  const refresh = [["claims"]];
  const close = () => setForm(null);
  const after = () => {
    close();
    if (form === "grant" || form === "decline") onDone();
  };
  const found = (outcome === "" ? null : outcome) as Outcome | null;
  const act = useAct(
    (which: Form) => {
      if (which === "grant") return api.claims.grantClaim({ params, body: { remedy, amount, reason, outcome: found } });
      if (which === "decline") return api.claims.declineClaim({ params, body: { reason, outcome: found } });
      if (which === "ask") return api.claims.askClaim({ params, body: { for: asks } });
      return api.claims.settleClaim({ params, body: { reference } });
    },
    { done: words.done, refresh, after },
  );
  const withdraw = useAct(() => api.claims.withdrawClaim({ params }), { done: words.done, refresh });
  const open = ["opened", "evidence", "scored", "review", "appealed"].includes(claim.state);
  const owed = claim.remedies.some((one) => one.settledAt === null);
  const begin = (which: Form) => {
    if (!may || (which !== "settle" && !open)) return;
    setReason(which === "grant" ? t("grantDefault") : "");
    setRemedy(claim.suggested.remedy);
    setAmount(claim.suggested.amount);
    setForm(which);
  };
  useHotkeys([
    ["a", () => begin("grant")],
    ["d", () => begin("decline")],
  ]);
  if (!may) return null;
  const letGo = async () => {
    if (await confirm({ title: t("foundTitle"), body: t("foundBody"), action: t("found") })) withdraw.mutate();
  };
  const drawer = (which: Form, title: string, children: ReactNode) => (
    <FormDrawer
      opened={form === which}
      onClose={close}
      title={title}
      action={title}
      onSubmit={() => act.mutate(which)}
      busy={act.isPending}
    >
      {children}
    </FormDrawer>
  );
  return (
    <>
      {open && (
        <>
          <Button variant="subtle" onClick={() => void letGo()}>
            {t("found")}
          </Button>
          {claim.state === "review" && (
            <Button variant="default" onClick={() => begin("ask")}>
              {t("more")}
            </Button>
          )}
          {me?.user.kind === "user" && (
            <Button variant="default" onClick={() => begin("decline")}>
              {t("decline")}
            </Button>
          )}
          <Button onClick={() => begin("grant")}>{t("approve")}</Button>
        </>
      )}
      {owed && <Button onClick={() => begin("settle")}>{t("settle")}</Button>}
      {drawer(
        "grant",
        t("approve"),
        <>
          <Radio.Group label={t("remedy")} value={remedy} onChange={(next) => setRemedy(next as Remedy)}>
            <Stack gap={6} mt={6}>
              {REMEDIES.map((one) => (
                <Radio key={one} value={one} label={say(DECISION_WORDS[one])} />
              ))}
            </Stack>
          </Radio.Group>
          <NumberInput
            label={t("amount")}
            value={amount}
            onChange={(next) => setAmount(Number(next) || 0)}
            min={0}
            max={claim.suggested.left}
            thousandSeparator
          />
          <Text size="xs" c="dimmed">
            {t("left")} <Money amount={claim.suggested.left} currency={claim.currency} />
          </Text>
          <Textarea
            label={t("reason")}
            description={t("reasonNote")}
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
            required
            autosize
            minRows={3}
          />
          <OutcomeChoice value={outcome} onChange={setOutcome} />
        </>,
      )}
      {drawer(
        "decline",
        t("decline"),
        <>
          <Text c="dimmed">{t("declineLead")}</Text>
          <Textarea
            label={t("reason")}
            description={t("reasonNote")}
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
            required
            minLength={REASON_LENGTH}
            autosize
            minRows={4}
          />
          <OutcomeChoice value={outcome} onChange={setOutcome} />
        </>,
      )}
      {drawer(
        "ask",
        t("more"),
        <Checkbox.Group label={t("what")} value={asks} onChange={(next) => setAsks(next as Ask[])}>
          <Stack gap={8} mt={6}>
            {ASKS.map((ask) => (
              <Checkbox key={ask} value={ask} label={say(ASK_WORDS[ask])} />
            ))}
          </Stack>
        </Checkbox.Group>,
      )}
      {drawer(
        "settle",
        t("settle"),
        <TextInput
          label={t("reference")}
          value={reference}
          onChange={(e) => setReference(e.currentTarget.value)}
          required
        />,
      )}
    </>
  );
};
