import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { BURST_MS, type ClickSignals, judgeBurst, judgeClick } from "../model/clicks.ts";
import { acceptedAt, claimClicks, clicksOf, findSend, insertClick, judged } from "../store/clicks.ts";
import type { SendRow } from "../store/sends.ts";

const clicked = (
  send: SendRow,
  click: { id: number | string; url: string; at: Date },
  said: { automated: boolean; why: string },
) => ({
  name: "link.clicked",
  subject: send.subject,
  key: `link:clicked:${click.id}`,
  at: click.at,
  properties: {
    send: send.id,
    url: click.url,
    channel: send.channel,
    template: send.template,
    decision: send.decision,
    automated: said.automated,
    why: said.why,
  },
});

/** Keeps that a link was opened. The fact follows once it is clear whether by a person. */
export const recordClick = async (
  ctx: Ctx,
  click: { send: string; url: string },
  request: Pick<ClickSignals, "method" | "userAgent" | "purpose" | "byHand">,
): Promise<void> => {
  const send = await findSend(ctx, click.send);
  if (!send) return;
  const accepted = await acceptedAt(ctx, send.id);
  const signals: ClickSignals = {
    ...request,
    userAgent: request.userAgent.slice(0, 300),
    channel: send.channel ?? "",
    sinceAccepted: accepted ? ctx.now.getTime() - accepted.getTime() : null,
  };
  const said = judgeClick(signals);
  await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const judgeAt = said.automated === null ? new Date(ctx.now.getTime() + BURST_MS) : null;
    const id = await insertClick(inside, { ...click, automated: said.automated, why: said.why, judgeAt, signals });
    if (said.automated === null) await wake(tx, "clicks");
    else await append(inside, [clicked(send, { id, url: click.url, at: ctx.now }, said)]);
  });
};

/** Judges doubtful clicks by what else of their message was opened around them. Gives how many it judged. */
export const judgeClicks = (ctx: Ctx): Promise<number> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const due = await claimClicks(inside, 200);
    for (const click of due) {
      const send = await findSend(inside, click.send);
      const around = await clicksOf(inside, click.send);
      const said = judgeBurst(
        click,
        around.filter((c) => c.id !== click.id),
      );
      await judged(inside, click.id, said.automated, said.why);
      if (send) await append(inside, [clicked(send, click, said)]);
    }
    return due.length;
  });

/** A tap on LINE that answers one of our messages: a person's, as its webhook is signed. */
export const clickedOnLine = (send: SendRow, event: { id: string; at: Date; data: string }) =>
  clicked(send, { id: event.id, url: `postback:${event.data}`, at: event.at }, { automated: false, why: "postback" });
