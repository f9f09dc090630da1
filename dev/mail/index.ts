/** A mailbox for everybody: takes what is sent by SMTP on this machine, keeps it, shows it, and refuses on request. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface SunkMail {
  readonly messageId: string;
  /** Milliseconds since 1970, by the sink's clock. */
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  /** Header name in lower case → its lines as sent, so that a doubled header is seen. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** What may go wrong on purpose. Shares are between 0 and 1. */
export interface MailFaults {
  /** 550 for these addresses. */
  readonly unknown: Set<string>;
  /** 451 after DATA, not kept. */
  tempfail: number;
  /** 554 after DATA, not kept. */
  reject: number;
  /** Kept, and the connection breaks before the answer. */
  dropAfterData: number;
  /** Kept at once, answered after so many milliseconds. */
  answerAfterMs: number;
  /** What comes is kept, and answered when this is over. */
  answerAfter: Promise<unknown> | null;
}

export interface MailOptions {
  readonly port?: number;
  readonly now?: () => Date;
  readonly random?: () => number;
  /** Read at the start where it exists, written at the end. */
  readonly snapshot?: string;
}

export interface MailSink {
  /** `smtp://127.0.0.1:…` */
  readonly url: string;
  readonly port: number;
  readonly mails: readonly SunkMail[];
  readonly faults: MailFaults;
  /** How often each Message-ID was kept. */
  readonly byMessageId: ReadonlyMap<string, number>;
  to(address: string): SunkMail[];
  /** Hears of each mail kept, until the returned function is called. */
  watch(heard: (mail: SunkMail) => void): () => void;
  snapshot(): string;
  stop(): Promise<void>;
}

const answer = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code });

const readMail = async (raw: Buffer, to: readonly string[], at: number): Promise<SunkMail> => {
  const parsed = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const headers: Record<string, string[]> = {};
  for (const { key, line } of parsed.headerLines) {
    const value = line.slice(line.indexOf(":") + 1).trim();
    (headers[key] ??= []).push(value.replaceAll(/\r?\n\s+/g, " "));
  }
  return {
    messageId: parsed.messageId ?? "",
    at,
    from: parsed.from?.text ?? "",
    to,
    subject: parsed.subject ?? "",
    html: parsed.html === false ? null : parsed.html,
    text: parsed.text ?? null,
    headers,
  };
};

/** Starts a sink on a port of its own. */
export const startMailSink = async (options: MailOptions = {}): Promise<MailSink> => {
  const random = options.random ?? Math.random;
  const kept = options.snapshot && existsSync(options.snapshot) ? readFileSync(options.snapshot, "utf8") : "[]";
  const mails = JSON.parse(kept) as SunkMail[];
  const byMessageId = new Map<string, number>();
  const byAddress = new Map<string, SunkMail[]>();
  const watchers = new Set<(mail: SunkMail) => void>();
  const faults: MailFaults = {
    unknown: new Set(),
    tempfail: 0,
    reject: 0,
    dropAfterData: 0,
    answerAfterMs: 0,
    answerAfter: null,
  };
  const index = (mail: SunkMail) => {
    byMessageId.set(mail.messageId, (byMessageId.get(mail.messageId) ?? 0) + 1);
    for (const address of mail.to) byAddress.set(address, [...(byAddress.get(address) ?? []), mail]);
  };
  for (const mail of mails) index(mail);
  const keep = (mail: SunkMail) => {
    mails.push(mail);
    index(mail);
    for (const heard of watchers) heard(mail);
  };

  const server: SMTPServer = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    size: 10 * 1024 * 1024,
    onRcptTo: (address, _session, done) =>
      done(faults.unknown.has(address.address.toLowerCase()) ? answer(550, "User unknown") : null),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.once("error", done);
      const take = async (): Promise<Error | null> => {
        if (random() < faults.tempfail) return answer(451, "Try again later");
        if (random() < faults.reject) return answer(554, "Refused by policy");
        const to = session.envelope.rcptTo.map((rcpt) => rcpt.address.toLowerCase());
        keep(await readMail(Buffer.concat(pieces), to, (options.now?.() ?? new Date()).getTime()));
        if (random() < faults.dropAfterData) socketOf(session.id)?.destroy();
        if (faults.answerAfterMs > 0) await sleep(faults.answerAfterMs);
        await faults.answerAfter;
        return null;
      };
      const finish = async () => {
        const refused = await take().catch((error: Error) => error);
        done(refused);
      };
      stream.once("end", () => void finish());
    },
  });
  // The server shows a session but not its socket; its list of connections knows both.
  const socketOf = (id: string): Socket | undefined => {
    const { connections } = server as unknown as { connections: Set<{ id: string; _socket: Socket }> };
    return [...connections].find((connection) => connection.id === id)?._socket;
  };
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  const snapshot = () => JSON.stringify(mails);
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    faults,
    byMessageId,
    to: (address) => byAddress.get(address.toLowerCase()) ?? [],
    watch: (heard) => {
      watchers.add(heard);
      return () => {
        watchers.delete(heard);
      };
    },
    snapshot,
    stop: async () => {
      if (options.snapshot) writeFileSync(options.snapshot, snapshot());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
