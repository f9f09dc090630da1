/** The return portal. GET shows, POST changes (law 9); a link opens one order, and every wrong one gets the same answer. */
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import { clientAddress, lookUp, readTrackingToken } from "#delivery";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { customerPage, type Html, languageOf } from "#kernel/html";
import type { Serving } from "#kernel/module";
import { readSetting } from "#kernel/settings";
import { mayCancel, mayMove } from "../actions/changes.ts";
import { readReturnToken, returnLink } from "../actions/links.ts";
import {
  chosenLines,
  choicesOf,
  draftReasons,
  offersFor,
  readReasons,
  readWish,
  savePhotos,
  withExchanges,
} from "../actions/portal.ts";
import { propose } from "../actions/propose.ts";
import { confirm, confirmToken } from "../actions/request.ts";
import { exchangedFrom, type Situation, situationOf } from "../actions/situation.ts";
import { Seller } from "../model/policy.ts";
import { LARGEST_UPLOAD } from "../model/upload.ts";
import type { View } from "./portal-parts.ts";
import { findBody, goneBody } from "./portal-forms.ts";
import { startBody, whyBody } from "./portal-start.ts";
import { checkBody, howBody, wishBody } from "./portal-steps.ts";
import { STYLE } from "./portal-style.ts";
import { speaker, type Word } from "./portal-words.ts";

/** Kept by no cache, told to no other site, found by no index. */
export const ALWAYS = { "cache-control": "no-store", "referrer-policy": "no-referrer" };
export const PRIVATE = { ...ALWAYS, "x-robots-tag": "noindex" };
const MOST_PHOTOS = 4;

export interface Visit {
  readonly ctx: Ctx;
  readonly view: View;
  readonly of: Situation;
}

const language = async (c: Context, ctx: Ctx) => {
  const brand = await brandOf(ctx);
  return { brand, language: languageOf(c.req.raw, brand.language) };
};

const respond = async (
  c: Context,
  ctx: Ctx,
  said: {
    language: "ja" | "en";
    title: string;
    body: Html;
    here: string;
    found?: "open";
    status?: 200 | 404 | 410 | 413 | 422 | 429;
  },
) => {
  const speak = speaker(said.language);
  const other = said.language === "ja" ? "en" : "ja";
  const footer = html`<p class="no">
    <a href="${said.here}?lang=${other}" lang="${other}" hreflang="${other}">${speak("language")}</a>
  </p>`;
  const page = customerPage(ctx, {
    language: said.language,
    title: said.title,
    body: said.body,
    style: STYLE,
    description: speak("about"),
    footer,
    ...(said.found && { found: said.found }),
  });
  return c.html(page, said.status ?? 200, said.found === "open" ? ALWAYS : PRIVATE);
};

export const gone = async (c: Context, ctx: Ctx) => {
  const { language: lang } = await language(c, ctx);
  const speak = speaker(lang);
  return respond(c, ctx, {
    language: lang,
    title: speak("gone"),
    body: goneBody({ speak, language: lang }),
    here: "/r",
    status: 410,
  });
};

/** Reads the token and the order behind it; an answer instead where there is nothing to show. */
export const open = async (c: Context, serving: Serving): Promise<Visit | Response> => {
  const ctx = serving.publicCtx();
  const token = c.req.param("token") ?? "";
  const claim = readReturnToken(ctx, token);
  const of = claim && (await situationOf(ctx, claim.order));
  if (!claim || !of) return gone(c, ctx);
  // Goods that were sent in exchange come back where they were paid for.
  const first = await exchangedFrom(ctx, of);
  if (first !== null) return c.redirect(new URL(returnLink(ctx, first, { gift: claim.gift })).pathname, 303);
  const { brand, language: lang } = await language(c, ctx);
  return {
    ctx,
    of,
    view: {
      language: lang,
      speak: speaker(lang),
      zone: brand.zone,
      currency: of.order.currency,
      gift: claim.gift,
      here: `/r/${token}`,
    },
  };
};

export const show = (
  c: Context,
  { ctx, view }: Visit,
  body: Html,
  more: { title?: string; status?: 200 | 413 | 422 } = {},
) =>
  respond(c, ctx, {
    language: view.language,
    title: more.title ?? view.speak("title"),
    body,
    here: c.req.method === "GET" ? c.req.path : view.here,
    status: more.status ?? 200,
  });

export const startPage = (c: Context, visit: Visit, word: Word | null = null) => {
  const { ctx, view, of } = visit;
  const giver = !view.gift;
  const body = startBody(
    view,
    of,
    choicesOf(of, ctx.now, view.gift),
    {
      cancel: giver ? mayCancel(of, ctx.now) : { ok: false, why: "policy" },
      move: giver ? mayMove(of) : { ok: false, why: "policy" },
    },
    word,
  );
  return show(c, visit, body, word === null ? {} : { status: 422 });
};

const serveLookup = (app: Hono, serving: Serving): void => {
  const ask = async (c: Context, number: string, word: Word | null, status: 200 | 404 | 429) => {
    const ctx = serving.publicCtx();
    const { language: lang } = await language(c, ctx);
    const speak = speaker(lang);
    const body = findBody({ speak, language: lang }, { number }, word);
    return respond(c, ctx, { language: lang, title: speak("title"), body, here: "/r", found: "open", status });
  };
  app.get("/r", (c) => ask(c, (c.req.query("number") ?? "").slice(0, 100), null, 200));
  app.post("/r", bodyLimit({ maxSize: 16_384 }), async (c) => {
    const ctx = serving.publicCtx();
    const form = await c.req.parseBody();
    const text = (name: string) => (typeof form[name] === "string" ? form[name].slice(0, 254) : "");
    const looked = await lookUp(ctx, { number: text("number"), contact: text("contact"), address: clientAddress(c) });
    if (looked.found === null)
      return ask(c, text("number").slice(0, 100), looked.limited ? "tooMany" : "notFound", looked.limited ? 429 : 404);
    const claim = readTrackingToken(ctx, looked.found.slice(looked.found.lastIndexOf("/") + 1));
    if (!claim.ok) return ask(c, "", "notFound", 404);
    const { language: lang } = await language(c, ctx);
    return c.redirect(`${returnLink(ctx, claim.audience)}?lang=${lang}`, 303);
  });
};

/** The five steps. Only the last one changes anything. */
export const servePortal = (app: Hono, serving: Serving): void => {
  serveLookup(app, serving);
  app.use(
    "/r/:token/*",
    bodyLimit({
      maxSize: MOST_PHOTOS * LARGEST_UPLOAD + 262_144,
      onError: async (c) => {
        const visit = await open(c, serving);
        return visit instanceof Response ? visit : startPage(c, visit, "tooLarge");
      },
    }),
  );
  app.get("/r/:token", async (c) => {
    const visit = await open(c, serving);
    return visit instanceof Response ? visit : startPage(c, visit);
  });
  app.post("/r/:token/why", async (c) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const items = chosenLines(visit.of, await c.req.parseBody({ all: true }), visit.ctx.now, visit.view.gift);
    return items.length === 0
      ? startPage(c, visit, "pickItems")
      : show(c, visit, whyBody(visit.view, visit.of, { items }, null));
  });
  app.post("/r/:token/wish", async (c) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const { ctx, view, of } = visit;
    const form = await c.req.parseBody({ all: true });
    const draft = draftReasons(of, form);
    if (draft.length === 0) return startPage(c, visit);
    const asked = readReasons(draft, view.gift);
    if (!asked) return show(c, visit, whyBody(view, of, { items: draft }, "pickReason"), { status: 422 });
    const photos = await savePhotos(ctx, of.order.order, form, asked);
    if (!photos.ok) return show(c, visit, whyBody(view, of, asked, photos.word), { status: 422 });
    return wishPage(c, visit, photos.wish, null);
  });
  app.post("/r/:token/how", async (c) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const { ctx, view, of } = visit;
    const form = await c.req.parseBody();
    const asked = await readWish(ctx, of, form, view.gift, false);
    if (!asked) return startPage(c, visit);
    const wish = await withExchanges(ctx, of, asked, form, view.gift);
    if (!wish) return wishPage(c, visit, asked, "pickOne");
    const proposal = propose(of, wish, ctx.now);
    if (!proposal.eligible) return wishPage(c, visit, wish, null);
    if (proposal.keep) return checkPage(c, visit, wish, null);
    const seller = await readSetting(ctx, "returns.seller", Seller);
    // What is really taken off: nothing where there is nothing to give (R11).
    const sent = proposal.methods.find((method) => ["label", "qr", "dropoff"].includes(method));
    const fee = sent ? propose(of, { ...wish, method: sent }, ctx.now).terms.postage : 0;
    return show(
      c,
      visit,
      howBody(view, of, { ...wish, resolution: proposal.resolution }, proposal, seller.stores, fee),
    );
  });
  app.post("/r/:token/check", async (c) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const wish = await readWish(visit.ctx, visit.of, await c.req.parseBody(), visit.view.gift, true);
    return wish ? checkPage(c, visit, wish, null) : startPage(c, visit);
  });
  app.post("/r/:token/confirm", async (c) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const { ctx, view, of } = visit;
    const form = await c.req.parseBody();
    const wish = await readWish(ctx, of, form, view.gift, true);
    if (!wish) return startPage(c, visit);
    const token = typeof form["token"] === "string" ? form["token"] : "";
    const done = await confirm(ctx, of.order.order, wish, token, { language: view.language });
    if (done.ok) return c.redirect(`${view.here}/${done.number}?lang=${view.language}&made`, 303);
    return done.why === "refused" ? wishPage(c, visit, wish, null) : checkPage(c, visit, wish, done.why);
  });
};

const wishPage = async (c: Context, visit: Visit, wish: Parameters<typeof propose>[1], word: Word | null) => {
  const { ctx, view, of } = visit;
  const proposal = propose(of, wish, ctx.now);
  const each = new Map(
    proposal.resolutions.map((resolution) => [
      resolution,
      propose(of, { ...wish, resolution, method: "own" }, ctx.now),
    ]),
  );
  const offers = proposal.eligible ? await offersFor(ctx, of, wish, view.gift) : [];
  return show(c, visit, wishBody(view, of, wish, proposal, each, offers, word), word === null ? {} : { status: 422 });
};

const checkPage = (c: Context, visit: Visit, wish: Parameters<typeof propose>[1], word: Word | null) => {
  const { ctx, view, of } = visit;
  const proposal = propose(of, wish, ctx.now);
  if (!proposal.eligible) return wishPage(c, visit, wish, null);
  const settled = { ...wish, resolution: proposal.resolution, method: proposal.method };
  const token = confirmToken(ctx, of, settled, proposal);
  return show(c, visit, checkBody(view, of, settled, proposal, token, word), word === null ? {} : { status: 422 });
};
