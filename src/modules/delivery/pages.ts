/** The tracking page and what hangs on it. GET shows, POST changes (law 9); a link opens what its order needs and no more. */
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import type { Ctx } from "#kernel/context";
import { customerPage, type Html, type Language, languageOf, type Look } from "#kernel/html";
import type { Serving } from "#kernel/module";
import { lookUp } from "./actions/lookup.ts";
import { noticesOf, setNotices } from "./actions/notices.ts";
import { chooseDelivery, feel, reportProblem } from "./actions/said.ts";
import { openTracking, pageSettings, type Shown } from "./actions/tracking.ts";
import { readTrackingToken } from "./actions/tracking-link.ts";
import { Feeling, Problem } from "./events.tracking.ts";
import { promiseOf, trackingView } from "./model/tracking/view.ts";
import type { TrackingPage } from "./model/tracking/settings.ts";
import { clientAddress } from "./pages/address.ts";
import { feelingBody, goneBody, lookupBody, noticesBody, otherLanguage, problemBody, toldBody } from "./pages/forms.ts";
import { STYLE } from "./pages/style.ts";
import { contactPart, trackingBody, type Whole } from "./pages/track.ts";
import { speaker, type Word } from "./pages/words.ts";

const PRIVATE = { "cache-control": "no-store", "referrer-policy": "no-referrer" };
/** A form of these pages holds a note at most. */
const LARGEST = 16_384;

interface Visit {
  readonly ctx: Ctx;
  readonly look: Look & { readonly page: TrackingPage };
  readonly language: Language;
}

const visit = async (c: Context, serving: Serving): Promise<Visit> => {
  const ctx = serving.publicCtx();
  const look = await pageSettings(ctx);
  return { ctx, look, language: languageOf(c.req.raw, look.brand.language) };
};

/** An address of ours in a language, with the answers that it stands for. */
const addressOf = (path: string, language: Language, more: Readonly<Record<string, string>> = {}): string =>
  `${path}?${new URLSearchParams({ ...more, lang: language }).toString()}`;

const KEPT = ["done", "parcel", "what"];
/** What of the address the same page in the other language must know too. */
const keptIn = (c: Context): Record<string, string> =>
  c.req.method === "POST"
    ? {}
    : Object.fromEntries(
        KEPT.flatMap((name) => {
          const value = c.req.query(name) ?? "";
          return /^[\w-]{1,64}$/u.test(value) ? [[name, value]] : [];
        }),
      );

const respond = (
  c: Context,
  { ctx, look, language }: Visit,
  parts: { title: string; body: Html; here?: string; status?: 200 | 404 | 410 | 429; found?: "private" | "open" },
) => {
  const speak = speaker(language);
  const page = customerPage(
    ctx,
    {
      language,
      title: parts.title,
      body: parts.body,
      style: STYLE,
      description: speak("about"),
      found: parts.found ?? "private",
      footer: otherLanguage(language, speak, (other) =>
        addressOf(parts.here ?? "/track", other, parts.here === undefined ? {} : keptIn(c)),
      ),
    },
    look,
  );
  return c.html(page, parts.status ?? 200, PRIVATE);
};

const gone = (c: Context, visited: Visit) => {
  const speak = speaker(visited.language);
  return respond(c, visited, {
    title: speak("gone"),
    body: goneBody({ speak, language: visited.language }),
    status: 410,
  });
};

interface Opened {
  readonly visited: Visit;
  readonly order: string;
  readonly shown: Shown;
  readonly whole: Whole;
  /** `/t/<token>` */
  readonly here: string;
}

/** Reads the token and the order behind it; an answer instead where there is nothing to show. */
const open = async (c: Context, serving: Serving, said: Whole["said"] = null): Promise<Opened | Response> => {
  const token = c.req.param("token") ?? "";
  const claim = readTrackingToken(serving.publicCtx(), token);
  const visited = await visit(c, serving);
  if (!claim.ok) return gone(c, visited);
  const { ctx, look, language } = visited;
  const { zone } = look.brand;
  const speak = speaker(language);
  const here = `/t/${token}`;
  const shown = await openTracking(ctx, claim.audience);
  if (!shown) {
    const body = html`<h1>${speak("nothing")}</h1>
      <p>${speak("nothingWhy")}</p>
      ${contactPart({ page: look.page, speak, view: { number: claim.audience } })}`;
    return respond(c, visited, { title: speak("title"), body, here });
  }
  const view = trackingView(shown.tracked, { language, zone, now: ctx.now, choices: look.page.choices });
  const whole = {
    view,
    content: shown.content,
    page: look.page,
    language,
    speak,
    to: ((page = "", more = {}) => addressOf(page === "" ? here : `${here}/${page}`, language, more)) as Whole["to"],
    said,
    returns: `/r?number=${encodeURIComponent(shown.tracked.number)}&lang=${language}`,
  };
  return { visited, order: claim.audience, shown, whole, here };
};

const DONE: Readonly<Record<string, Word>> = { choice: "asked", feeling: "feltThanks" };
/** What the address says was just done. Only words of ours, whatever stands there. */
const saidIn = (c: Context): Whole["said"] => {
  const parcel = c.req.query("parcel") ?? "";
  const done = DONE[c.req.query("done") ?? ""];
  if (done) return { parcel, word: done, ok: true };
  const no = c.req.query("no") ?? "";
  return /^(closed|day|slot|spot|too_late|too_many)$/u.test(no)
    ? { parcel, word: `no.${no}` as Word, ok: false }
    : null;
};

const field = (form: Readonly<Record<string, unknown>>, name: string): string => {
  const value = form[name];
  return typeof value === "string" ? value : "";
};

const serveTracking = (app: Hono, serving: Serving): void => {
  app.get("/t/:token", async (c) => {
    const opened = await open(c, serving, saidIn(c));
    if (opened instanceof Response) return opened;
    const { visited, whole, here } = opened;
    return respond(c, visited, { title: `${whole.view.headline}`, body: trackingBody(whole), here });
  });

  app.post("/t/:token/choice", async (c) => {
    const opened = await open(c, serving);
    if (opened instanceof Response) return opened;
    const { visited, shown, order, whole } = opened;
    const form = await c.req.parseBody();
    const parcel = field(form, "parcel");
    const { zone } = visited.look.brand;
    const chosen = visited.look.page.choices
      ? await chooseDelivery(
          visited.ctx,
          {
            order,
            parcel,
            wish: { day: field(form, "day"), slot: field(form, "slot"), spot: field(form, "spot") },
            earliest: promiseOf(shown.tracked, parcel, zone)?.earliest ?? null,
          },
          { tracked: shown.tracked, zone },
        )
      : "closed";
    const said: Record<string, string> = chosen === "taken" ? { done: "choice" } : { no: chosen };
    return c.redirect(`${whole.to("", { ...said, parcel })}#p-${encodeURIComponent(parcel)}`, 303);
  });
};

const serveFeeling = (app: Hono, serving: Serving): void => {
  app.get("/t/:token/feeling", async (c) => {
    const opened = await open(c, serving, saidIn(c));
    if (opened instanceof Response) return opened;
    const { visited, whole, here } = opened;
    const body = feelingBody(whole, c.req.query("parcel") ?? "");
    return respond(c, visited, { title: whole.speak("felt"), body, here: `${here}/feeling` });
  });
  app.post("/t/:token/feeling", async (c) => {
    const opened = await open(c, serving);
    if (opened instanceof Response) return opened;
    const { visited, whole, order } = opened;
    const form = await c.req.parseBody();
    const feeling = Feeling.safeParse(form["feeling"]);
    const parcel = whole.view.parcels.find((one) => one.id === form["parcel"] && one.delivered);
    if (feeling.success && parcel)
      await feel(visited.ctx, { order, parcel: parcel.id, feeling: feeling.data, from: "page" });
    if (!parcel) return c.redirect(whole.to(), 303);
    const next = whole.to(feeling.data === "bad" ? "feeling" : "", { done: "feeling", parcel: parcel.id });
    return c.redirect(`${next}#p-${parcel.id}`, 303);
  });
};

const serveProblems = (app: Hono, serving: Serving): void => {
  app.get("/t/:token/problem", async (c) => {
    const opened = await open(c, serving);
    if (opened instanceof Response) return opened;
    const { visited, whole, here } = opened;
    const asked = { parcel: c.req.query("parcel") ?? "", problem: c.req.query("what") ?? "", note: "", fault: null };
    const told = c.req.query("done") === "problem";
    const body = told ? toldBody(whole) : problemBody(whole, asked);
    return respond(c, visited, { title: whole.speak("trouble"), body, here: `${here}/problem` });
  });
  app.post("/t/:token/problem", async (c) => {
    const opened = await open(c, serving);
    if (opened instanceof Response) return opened;
    const { visited, whole, order, here } = opened;
    const form = await c.req.parseBody();
    const problem = Problem.safeParse(form["problem"]);
    const parcel = whole.view.parcels.find((one) => one.id === form["parcel"])?.id ?? null;
    const note = field(form, "note");
    const told = problem.success
      ? await reportProblem(visited.ctx, { order, parcel, problem: problem.data, note })
      : "tellMore";
    if (told === "taken") return c.redirect(whole.to("problem", { done: "problem" }), 303);
    const fault = told === "too_many" ? ("tooMany" as const) : ("tellMore" as const);
    const body = problemBody(whole, { parcel: parcel ?? "", problem: problem.data ?? "", note, fault });
    return respond(c, visited, { title: whole.speak("trouble"), body, here: `${here}/problem` });
  });
};

const serveNotices = (app: Hono, serving: Serving): void => {
  app.on(["GET", "POST"], "/t/:token/notices", async (c) => {
    const opened = await open(c, serving);
    if (opened instanceof Response) return opened;
    const { visited, whole, order, here } = opened;
    const saved = c.req.method === "POST";
    const channels = saved
      ? await setNotices(visited.ctx, order, new Set(Object.keys(await c.req.parseBody())), (one) => whole.speak(one))
      : (await noticesOf(visited.ctx, order)).channels;
    const body = noticesBody(whole, channels, saved);
    return respond(c, visited, { title: whole.speak("notices"), body, here: `${here}/notices` });
  });
};

const serveLookup = (app: Hono, serving: Serving): void => {
  app.get("/track", async (c) => {
    const visited = await visit(c, serving);
    const speak = speaker(visited.language);
    return respond(c, visited, {
      title: speak("look"),
      body: lookupBody({ speak, language: visited.language }, "", null),
      found: "open",
    });
  });
  app.post("/track", async (c) => {
    const visited = await visit(c, serving);
    const form = await c.req.parseBody();
    const asked = { number: field(form, "number"), contact: field(form, "contact"), address: clientAddress(c) };
    const looked = await lookUp(visited.ctx, asked);
    const path = looked.found === null ? null : new URL(looked.found).pathname;
    if (path !== null) return c.redirect(`${path}?lang=${visited.language}`, 303);
    const limited = looked.found === null && looked.limited;
    const speak = speaker(visited.language);
    const body = lookupBody({ speak, language: visited.language }, asked.number, limited ? "lookLimited" : "lookNone");
    return respond(c, visited, { title: speak("look"), body, status: limited ? 429 : 200, found: "open" });
  });
};

/** Hangs the tracking page, its forms and the look-up on the app. */
export const servePages = (app: Hono, serving: Serving): void => {
  const limit = bodyLimit({ maxSize: LARGEST });
  app.use("/t/*", limit);
  app.use("/track", limit);
  serveTracking(app, serving);
  serveFeeling(app, serving);
  serveProblems(app, serving);
  serveNotices(app, serving);
  serveLookup(app, serving);
};
