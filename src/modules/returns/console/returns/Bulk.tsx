import { Button, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDrawer, number, useAct, useWords } from "#ui";
import { api } from "../../../../console/api.ts";

const words = {
  approve: ["選んだ {n} 件を承認", "Approve {n}"],
  decline: ["{n} 件をお断り", "Decline {n}"],
  declineTitle: ["返品をお断りする", "Decline returns"],
  reason: ["お客様にお伝えする理由", "Reason, as the customer reads it"],
  declineBody: [
    "不良・破損・誤配の申し出は、お断りできません。お客様は再確認を求めることができます。",
    "Goods that failed cannot be declined. The customer may ask for another look.",
  ],
  approved: ["承認しました", "Approved"],
  declined: ["お断りしました", "Declined"],
  refused: ["{n} 件はできませんでした: {why}", "{n} could not be done: {why}"],
} as const;

/** Approves or declines what was picked; what could not be done is told with its reason. */
export const Bulk = ({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) => {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<readonly { why: string }[]>([]);
  const after = (result: { refused: readonly { why: string }[] }) => {
    setRefused(result.refused);
    if (result.refused.length > 0) return;
    setOpen(false);
    onDone();
  };
  const approve = useAct(() => api.returns.approve({ body: { ids: [...ids] } }), {
    done: words.approved,
    refresh: [["returns"]],
    after,
  });
  const decline = useAct(() => api.returns.decline({ body: { ids: [...ids], reason } }), {
    done: words.declined,
    refresh: [["returns"]],
    after,
  });
  const n = number(ids.length);
  const why = [...new Set(refused.map((one) => one.why))].join(" ");
  return (
    <>
      <Button disabled={ids.length === 0} loading={approve.isPending} onClick={() => approve.mutate()}>
        {t("approve", { n })}
      </Button>
      <Button variant="default" disabled={ids.length === 0} onClick={() => setOpen(true)}>
        {t("decline", { n })}
      </Button>
      {refused.length > 0 && !open && (
        <Text c="red" size="sm" role="alert">
          {t("refused", { n: number(refused.length), why })}
        </Text>
      )}
      <FormDrawer
        opened={open}
        onClose={() => setOpen(false)}
        title={t("declineTitle")}
        action={t("decline", { n })}
        onSubmit={() => decline.mutate()}
        busy={decline.isPending}
      >
        <Text c="dimmed">{t("declineBody")}</Text>
        <Textarea
          label={t("reason")}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          required
          maxLength={500}
          autosize
          minRows={3}
        />
        {refused.length > 0 && (
          <Text c="red" role="alert">
            {t("refused", { n: number(refused.length), why })}
          </Text>
        )}
      </FormDrawer>
    </>
  );
};
