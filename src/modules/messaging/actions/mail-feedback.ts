import { simpleParser, type SimpleParserOptions } from "mailparser";
import { recordConsent, suppress } from "#consent";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { sendOfReturnPath } from "../channels/verp.ts";
import { complaintReport, deliveryReports, type Report } from "../model/report.ts";
import { lockSends, type SendRow } from "../store/sends.ts";
import { messageFact } from "./facts.ts";
import { type Move, moveSends } from "./move.ts";

export interface MailRead {
  readonly reports: readonly Report[];
  /** The send that the mail speaks of, by the return path that we signed. */
  readonly send: string | null;
}

// Without keepDeliveryStatus the parser drops the part that matters; its types do not know the option.
const READING: SimpleParserOptions & { keepDeliveryStatus: true } = {
  keepDeliveryStatus: true,
  skipTextToHtml: true,
  skipImageLinks: true,
};

/** Reads a raw mail that came to the return path. */
export const readReport = async (ctx: Ctx, raw: Buffer): Promise<MailRead> => {
  const mail = await simpleParser(raw, READING);
  const parts = mail.attachments.map((part) => ({ type: part.contentType, text: part.content.toString("utf8") }));
  const reports = parts.flatMap(({ type, text }): Report[] => {
    if (type === "message/delivery-status") return deliveryReports(text);
    const complaint = type === "message/feedback-report" ? complaintReport(text) : null;
    return complaint ? [complaint] : [];
  });
  const head = mail.headerLines.map(({ line }) => line).join("\n");
  const rest = parts.map(({ text }) => text).join("\n");
  return { reports, send: sendOfReturnPath(ctx, head) ?? sendOfReturnPath(ctx, rest) };
};

const moveFor = (row: SendRow, report: Report): Move | null => {
  if (report.class === "delayed") return null;
  if (report.class === "delivered") return { row, input: "deliver", reason: "delivered" };
  // A complaint proves that it arrived.
  if (report.class === "complaint")
    return row.state === "delivered" ? null : { row, input: "deliver", reason: "complaint" };
  const told = { bounce: report.class, status: report.status };
  return { row, input: "bounce", reason: `bounce_${report.class} ${report.status}`.trim(), told };
};

const oppose = async (ctx: Ctx, row: SendRow, report: Report): Promise<void> => {
  if (row.address === null) return;
  if (report.class === "hard") await suppress(ctx, row.address, "hard_bounce", report.status);
  if (report.class !== "complaint") return;
  await suppress(ctx, row.address, "complaint", report.status);
  await recordConsent(ctx, [
    {
      subject: row.subject,
      channel: "email",
      purpose: "*",
      state: "withdrawn",
      place: "complaint",
      key: `complaint:${row.id}`,
    },
  ]);
  await append(ctx, [messageFact("complained", row, 0, { type: report.status })]);
};

export interface FeedbackResult {
  readonly send: string | null;
  readonly outcome: string;
}

/** Takes a bounce or a complaint in. Only mails that name a send of ours change anything: others could be forged. */
export const takeMail = async (ctx: Ctx, raw: Buffer): Promise<FeedbackResult> => {
  const { reports, send } = await readReport(ctx, raw);
  const report = reports[0];
  if (!report) return { send, outcome: "no_report" };
  if (send === null) return { send, outcome: "not_ours" };
  await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const [row] = await lockSends(inside, [send]);
    if (!row) return;
    const move = moveFor(row, report);
    if (move) await moveSends(inside, [move]);
    await oppose(inside, row, report);
  });
  return { send, outcome: report.class };
};
