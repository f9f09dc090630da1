/** The phone page: what customers see, and how they answer. Served beside the LINE simulator, at /phone. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { Act } from "../line/control.ts";
import { chatMarkup, listMarkup, mailMarkup, pageMarkup, stateMarkup, type View } from "./page.ts";
import { accountOf, findPeople, type Person, personOf, type World } from "./people.ts";

export type { Person } from "./people.ts";

export interface PhoneOptions extends World {
  /** The name above the chat. */
  readonly brand: string;
  readonly zone?: string;
  readonly now?: () => Date;
}

const LISTED = 60;
const CLOCK_MS = 1_000;

/** Hangs the phone page on an app. */
export const phonePages = (app: Hono<{ Bindings: HttpBindings }>, options: PhoneOptions): void => {
  const { line, mail, brand, zone = "Asia/Tokyo" } = options;
  const now = options.now ?? (() => new Date());
  const viewOf = (query: (name: string) => string | undefined): View => ({
    lang: query("lang") === "en" ? "en" : "ja",
    zone,
    now: now(),
  });
  const mailsOf = (person: Person | undefined) => (person?.email ? (mail?.to(person.email) ?? []) : []);
  const userOf = (person: Person | undefined) => (person?.lineId ? line.user(person.lineId) : undefined);
  const wanted = (query: (name: string) => string | undefined) => personOf(options, query("person") ?? "");

  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/phone", async (c) => {
    const query = (name: string) => c.req.query(name);
    const search = query("q") ?? "";
    const people = findPeople(options, search, LISTED);
    // Where nobody is asked for: whoever heard on LINE last, as there is more to tap.
    const first = people.find((each) => each.channel === "line") ?? people[0];
    const person = query("person") ? wanted(query) : search === "" && first ? personOf(options, first.id) : undefined;
    const parts = { view: viewOf(query), brand, people, search, person, user: userOf(person), mails: mailsOf(person) };
    return c.html(await pageMarkup(parts));
  });
  app.get("/phone/people", async (c) => {
    const query = (name: string) => c.req.query(name);
    const people = findPeople(options, query("q") ?? "", LISTED);
    return c.html(await listMarkup(viewOf(query), people, query("person") ?? null));
  });
  app.get("/phone/chat", async (c) => {
    const query = (name: string) => c.req.query(name);
    return c.html(await chatMarkup(viewOf(query), userOf(wanted(query))));
  });
  app.get("/phone/state", async (c) => {
    const query = (name: string) => c.req.query(name);
    return c.html(await stateMarkup(viewOf(query), userOf(wanted(query))));
  });
  app.get("/phone/mail", async (c) => {
    const query = (name: string) => c.req.query(name);
    return c.html(await mailMarkup(viewOf(query), mailsOf(wanted(query)), query("letter") || null));
  });
  app.post("/phone/act", async (c) => {
    const person = wanted((name) => c.req.query(name));
    const read = Act.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ message: z.prettifyError(read.error) }, 400);
    // Somebody whom LINE has never seen can become a friend, and nothing else.
    if (!person || (person.lineId === null && read.data.do !== "follow")) return c.json({ message: "No LINE." }, 404);
    const called = person.lineId === null && read.data.do === "follow" && { displayName: person.name };
    line.act(accountOf(person), { ...read.data, ...called });
    return c.json({});
  });
  app.get("/phone/live", (c) => {
    const query = (name: string) => c.req.query(name);
    const { lang } = viewOf(query);
    const person = wanted(query);
    return streamSSE(c, async (stream) => {
      let open = true;
      const tell = (event: string, data: string) => {
        if (open) void stream.writeSSE({ event, data });
      };
      const quitLine = line.watch((user) => {
        if (person && user === accountOf(person)) tell("chat", "");
        tell("people", "");
      });
      const quitMail = mail?.watch((letter) => {
        if (person?.email && letter.to.includes(person.email)) tell("mail", String(mailsOf(person).length));
        tell("people", "");
      });
      stream.onAbort(() => {
        open = false;
        quitLine();
        quitMail?.();
      });
      const locale = lang === "ja" ? "ja-JP" : "en-GB";
      const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" });
      const day = new Intl.DateTimeFormat(locale, { timeZone: zone, month: "short", day: "numeric", weekday: "short" });
      while (open) {
        const at = now();
        await stream.writeSSE({ event: "clock", data: `${clock.format(at)}|${day.format(at)} ${clock.format(at)}` });
        await stream.sleep(CLOCK_MS);
      }
    });
  });
};
