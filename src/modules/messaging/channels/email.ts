/** Mail by SMTP. There is no retry key: once a byte of the message went out, an error leaves its fate unknown. */
import type { Readable } from "node:stream";
import { createTransport, type Transporter } from "nodemailer";
import { splitKey } from "#kernel/identity";
import { classifyBounce } from "../model/bounce.ts";
import type { Outcome } from "../model/state.ts";
import type { Channel } from "./channel.ts";
import { returnPath } from "./verp.ts";

/** RFC 8058 asks that both unsubscribe headers are signed; nodemailer's own list leaves the second one out. */
const SIGNED =
  "from:reply-to:to:subject:date:message-id:mime-version:content-type:content-transfer-encoding:list-unsubscribe:list-unsubscribe-post:feedback-id";

interface Wire {
  stream: Readable | null;
}

const pools = new Map<string, Transporter>();
const poolOf = (url: string): Transporter => {
  const known = pools.get(url);
  if (known) return known;
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: 8,
    // The ledger decides about repeats, never the pool.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  // Remembers the stream that goes onto the wire: whether it was read tells whether anything was sent.
  pool.use("stream", (mail, done) => {
    const { wire } = mail.data as { wire?: Wire };
    const { message } = mail as unknown as { message: { createReadStream: () => Readable } };
    const make = message.createReadStream.bind(message);
    message.createReadStream = () => {
      const stream = make();
      if (wire) wire.stream = stream;
      return stream;
    };
    done();
  });
  pools.set(url, pool);
  return pool;
};

/** Old carrier addresses break the rules (`a..b@docomo.ne.jp`): their local part is quoted on the wire. */
export const wireAddress = (email: string): string => {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  return /^[^\s".@,;:<>()[\]\\]+(\.[^\s".@,;:<>()[\]\\]+)*$/u.test(local)
    ? email
    : `"${local.replaceAll(/["\\]/gu, "\\$&")}"${email.slice(at)}`;
};

export interface MailError {
  readonly code: string;
  readonly responseCode: number | null;
  readonly response: string;
  /** A byte of the message was sent. */
  readonly began: boolean;
}

/** What an SMTP error means. */
export const mailOutcome = (error: MailError): Outcome => {
  const { responseCode: status, response } = error;
  if (error.code === "EAUTH") return { kind: "stopped", reason: "refused", until: null };
  if (status !== null && status >= 500) {
    const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/u.exec(response)?.[0] ?? "";
    const hard = classifyBounce({ action: "failed", status: enhanced, diagnostic: response }) === "hard";
    return { kind: "refused", reason: `smtp_${status}${enhanced ? ` ${enhanced}` : ""}`, ...(hard && { hard }) };
  }
  if (status !== null && status >= 400) return { kind: "later", reason: `smtp_${status}` };
  return error.began
    ? { kind: "unsure", reason: `smtp_${error.code || "connection"}` }
    : { kind: "later", reason: `smtp_${error.code || "connection"}` };
};

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

export const emailChannel: Channel = {
  name: "email",
  keyed: false,
  ready: (ctx, sender) => ctx.config.smtpUrl !== null && sender.address !== "",
  deliver: async (ctx, parcel) => {
    const { body, sender } = parcel;
    if (body.channel !== "email") return { kind: "refused", reason: "body_of_another_channel" };
    if (ctx.config.smtpUrl === null || sender.address === "")
      return { kind: "stopped", reason: "refused", until: null };
    const wire: Wire = { stream: null };
    const to = wireAddress(splitKey(parcel.address).value);
    const domain = sender.bounceDomain || domainOf(sender.address);
    try {
      const info = await poolOf(ctx.config.smtpUrl).sendMail({
        wire,
        from: { name: sender.name, address: sender.address },
        ...(sender.replyTo !== "" && { replyTo: sender.replyTo }),
        to: { name: "", address: to },
        envelope: { from: returnPath(ctx, parcel.send, domain), to: [to] },
        subject: body.subject,
        ...(body.html !== null && { html: body.html }),
        text: body.text,
        date: ctx.now,
        messageId: `<${parcel.send}.${parcel.round}@${domainOf(sender.address)}>`,
        headers: {
          "Feedback-ID": `${parcel.template.replaceAll(/[^\w-]/gu, "_")}:engawa:${domainOf(sender.address)}`,
          ...(body.unsubscribe !== null && { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
        },
        // A nested array makes one header of it; a flat one would make several, which RFC 8058 forbids.
        ...(body.unsubscribe !== null && { list: { unsubscribe: [[body.unsubscribe]] } }),
        ...(sender.dkim && {
          dkim: {
            domainName: sender.dkim.domain,
            keySelector: sender.dkim.selector,
            privateKey: sender.dkim.privateKey,
            headerFieldNames: SIGNED,
          },
        }),
      } as Parameters<Transporter["sendMail"]>[0]);
      return { kind: "accepted", providerId: typeof info?.messageId === "string" ? info.messageId : null };
    } catch (error) {
      const said = error as { code?: unknown; responseCode?: unknown; response?: unknown };
      return mailOutcome({
        code: typeof said.code === "string" ? said.code : "",
        responseCode: typeof said.responseCode === "number" ? said.responseCode : null,
        response: typeof said.response === "string" ? said.response : "",
        began: wire.stream?.readableDidRead ?? false,
      });
    }
  },
};
