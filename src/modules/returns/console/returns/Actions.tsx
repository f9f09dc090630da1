import { Button, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { LinkButton, FormDrawer, Money, useAct, useConfirm, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import type { Whole } from "./Return.tsx";

const words = {
  approve: ["承認する", "Approve"],
  decline: ["お断りする", "Decline"],
  receive: ["到着を記録", "Mark as received"],
  inspect: ["検品する", "Inspect"],
  cancel: ["取り消す", "Cancel"],
  lose: ["紛失", "Lost"],
  settleRefund: ["返金した", "Refunded"],
  settleCredit: ["クレジットを発行", "Issue credit"],
  settleExchange: ["交換品を送った", "Replacement sent"],
  advance: ["交換品を先に送った", "New one sent"],
  release: ["完了する(請求なし)", "Close, nothing charged"],
  capture: ["代金を請求した", "Charged"],
  waive: ["請求しない", "Waive"],
  owed: ["戻らないときの金額", "Owed if it does not come back"],
  reason: ["お客様にお伝えする理由", "Reason, as the customer reads it"],
  reference: ["返金番号・交換品の注文番号", "Refund id or order number of the replacement"],
  amount: ["金額", "Amount"],
  once: ["一度だけ記録されます。", "It is booked once."],
  done: ["記録しました", "Done"],
  cancelTitle: ["この返品を取り消しますか", "Cancel this return?"],
  cancelBody: ["お客様には取り消しのお知らせが届きます。", "The customer is told."],
} as const;

type Form = "decline" | "settle" | "advance" | "capture" | null;

/** What can be done now, as the machines allow. */
export const Actions = ({ of }: { readonly of: Whole }) => {
  const t = useWords(words);
  const may = useMay("agent");
  const confirm = useConfirm();
  const [form, setForm] = useState<Form>(null);
  const [text, setText] = useState("");
  // One key per opened form: a second press of the button is the same intention.
  const [key, setKey] = useState("");
  const params = { id: of.id };
  const can = (machine: string, input: string) =>
    of.possible.some((each) => each.machine === machine && each.input === input);
  const options = { done: words.done, refresh: [["returns"]], after: () => setForm(null) };
  const approve = useAct(() => api.returns.approve({ body: { ids: [of.id] } }), options);
  const decline = useAct(() => api.returns.decline({ body: { ids: [of.id], reason: text } }), options);
  const receive = useAct(() => api.returns.receive({ params, body: {} }), options);
  const lose = useAct(() => api.returns.lose({ params, body: {} }), options);
  const cancel = useAct(() => api.returns.cancel({ params }), options);
  const act = useAct(
    (action: "settle" | "advance" | "release" | "capture" | "waive") =>
      api.returns.money({ params, body: { action, key: key === "" ? crypto.randomUUID() : key, reference: text } }),
    options,
  );
  if (!may) return null;
  const settle =
    of.resolution === "credit" ? "settleCredit" : of.resolution === "refund" ? "settleRefund" : "settleExchange";
  const open = (next: Form) => {
    setText("");
    setKey(crypto.randomUUID());
    setForm(next);
  };
  const stop = async () => {
    if (await confirm({ title: t("cancelTitle"), body: t("cancelBody"), action: t("cancel"), danger: true }))
      cancel.mutate();
  };
  const terms = of.final ?? of.quote;
  return (
    <>
      {can("approval", "approve") && of.approval !== "cancelled" && (
        <Button loading={approve.isPending} onClick={() => approve.mutate()}>
          {t("approve")}
        </Button>
      )}
      {can("approval", "decline") && (
        <Button variant="default" onClick={() => open("decline")}>
          {t("decline")}
        </Button>
      )}
      {of.logistics === "received" && <LinkButton to={`/returns/inspection?q=${of.number}`}>{t("inspect")}</LinkButton>}
      {can("logistics", "receive") && of.approval === "approved" && (
        <Button loading={receive.isPending} onClick={() => receive.mutate()}>
          {t("receive")}
        </Button>
      )}
      {can("logistics", "lose") && (
        <Button variant="default" onClick={() => lose.mutate()}>
          {t("lose")}
        </Button>
      )}
      {can("money", "settle") && <Button onClick={() => open("settle")}>{t(settle)}</Button>}
      {can("money", "release") && <Button onClick={() => act.mutate("release")}>{t("release")}</Button>}
      {can("money", "advance") && <Button onClick={() => open("advance")}>{t("advance")}</Button>}
      {can("money", "capture") && (of.money === "unreturned" || of.logistics === "settled") && (
        <>
          <Button variant={of.money === "unreturned" ? "filled" : "default"} onClick={() => open("capture")}>
            {t("capture")}
          </Button>
          {of.money === "unreturned" && (
            <Button variant="default" loading={act.isPending} onClick={() => act.mutate("waive")}>
              {t("waive")}
            </Button>
          )}
        </>
      )}
      {can("approval", "cancel") && (
        <Button variant="default" onClick={() => void stop()}>
          {t("cancel")}
        </Button>
      )}
      <FormDrawer
        opened={form === "decline"}
        onClose={() => setForm(null)}
        title={t("decline")}
        action={t("decline")}
        onSubmit={() => decline.mutate()}
        busy={decline.isPending}
        error={decline.error}
      >
        <Textarea
          label={t("reason")}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          required
          maxLength={500}
          autosize
          minRows={3}
        />
      </FormDrawer>
      <FormDrawer
        opened={form === "settle" || form === "advance" || form === "capture"}
        onClose={() => setForm(null)}
        title={t(form === "advance" || form === "capture" ? form : settle)}
        action={t(form === "advance" || form === "capture" ? form : settle)}
        onSubmit={() => act.mutate(form === "advance" || form === "capture" ? form : "settle")}
        busy={act.isPending}
        error={act.error}
      >
        <Text>
          {t(form === "advance" ? "owed" : "amount")}{" "}
          <strong>
            <Money
              amount={
                form === "settle"
                  ? terms.money + (of.resolution === "credit" ? terms.bonus : 0)
                  : (of.ahead?.amount ?? 0)
              }
              currency={of.currency}
            />
          </strong>
        </Text>
        <TextInput
          label={t("reference")}
          value={text}
          maxLength={200}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {t("once")}
        </Text>
      </FormDrawer>
    </>
  );
};
