/** One return's pages: status, label, tax note, and what its customer may still do; and wishes before the shipment. */
import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { Problem } from "#kernel/errors";
import { sign, verify } from "#kernel/links";
import type { Serving } from "#kernel/module";
import { readSetting } from "#kernel/settings";
import { Address, askCancellation, askMove, cancellable, mayCancel, mayMove } from "../actions/changes.ts";
import { appealReturn, cancelReturn } from "../actions/decide.ts";
import { shipReturn } from "../actions/goods.ts";
import { giveBankDetails } from "../actions/money.ts";
import type { Return } from "../actions/situation.ts";
import { uploadResponse } from "../actions/upload.ts";
import { Seller } from "../model/policy.ts";
import { changesOf } from "../store/changes.ts";
import { creditOf, noteById } from "../store/money.ts";
import { photosOf } from "../store/photos.ts";
import { transitionsOf } from "../store/returns.ts";
import { gone, open, show, type Visit } from "./portal.ts";
import { addressBody, cancelBody, toldBody } from "./portal-forms.ts";
import { noteBody } from "./portal-note.ts";
import { labelBody, statusBody } from "./portal-status.ts";
import type { Word } from "./portal-words.ts";

const SCOPE = "order-change";
const CONFIRM_MS = 2 * 3_600_000;
const NUMBER = ":number{R[2-9A-Z]+}";

const textIn = (form: Readonly<Record<string, unknown>>, name: string): string =>
  typeof form[name] === "string" ? form[name].trim().slice(0, 1000) : "";

/** A gift's recipient sees the returns that they asked for, the giver all. */
const ownReturn = (visit: Visit, number: string): Return | null =>
  visit.of.returns.find((each) => each.number === number && (!visit.view.gift || each.gift)) ?? null;

const statusPage = async (c: Context, visit: Visit, of: Return, word: Word | null = null) => {
  const { ctx, view } = visit;
  const [steps, credit, note, photos] = await Promise.all([
    transitionsOf(ctx.db, of.id),
    creditOf(ctx.db, of.id),
    noteById(ctx.db, of.id),
    photosOf(ctx.db, of.id),
  ]);
  const body = statusBody(view, of, {
    fresh: c.req.query("made") !== undefined,
    word,
    reason: steps.findLast((each) => each.to === "declined")?.reason ?? null,
    credit,
    note: note !== null,
    photos: photos.map((photo) => photo.file),
    called: visit.of.called,
  });
  return show(c, visit, body, { title: view.speak("status", { n: of.number }), ...(word !== null && { status: 422 }) });
};

const onReturnPage =
  (serving: Serving, work: (c: Context, visit: Visit, of: Return) => Response | Promise<Response>) =>
  async (c: Context) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const of = ownReturn(visit, c.req.param("number") ?? "");
    return of ? work(c, visit, of) : gone(c, visit.ctx);
  };

/** Does it and shows the page anew. What came too late changes nothing: the page tells how things stand. */
const doing = (
  serving: Serving,
  work: (visit: Visit, of: Return, form: Record<string, unknown>) => Promise<Word | null>,
) =>
  onReturnPage(serving, async (c, visit, of) => {
    const form = await c.req.parseBody();
    try {
      const word = await work(visit, of, form);
      if (word !== null) return await statusPage(c, visit, of, word);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "conflict") throw error;
    }
    return c.redirect(`${visit.view.here}/${of.number}?lang=${visit.view.language}`, 303);
  });

export const serveReturns = (app: Hono, serving: Serving): void => {
  app.get(
    `/r/:token/${NUMBER}`,
    onReturnPage(serving, (c, visit, of) => statusPage(c, visit, of)),
  );
  app.get(
    `/r/:token/${NUMBER}/label`,
    onReturnPage(serving, async (c, visit, of) =>
      show(c, visit, labelBody(visit.view, of, await readSetting(visit.ctx, "returns.seller", Seller)), {
        title: of.number,
      }),
    ),
  );
  app.get(
    `/r/:token/${NUMBER}/note`,
    onReturnPage(serving, async (c, visit, of) => {
      const note = visit.view.gift ? null : await noteById(visit.ctx.db, of.id);
      return note
        ? show(c, visit, noteBody(visit.view, note, `${visit.view.here}/${of.number}?lang=${visit.view.language}`), {
            title: "適格返還請求書",
          })
        : gone(c, visit.ctx);
    }),
  );
  app.post(
    `/r/:token/${NUMBER}/sent`,
    doing(serving, async ({ ctx }, of, form) => {
      await shipReturn(ctx, of.id, { carrier: "", tracking: textIn(form, "tracking").slice(0, 60) });
      return null;
    }),
  );
  app.post(
    `/r/:token/${NUMBER}/cancel`,
    doing(serving, async ({ ctx }, of) => {
      await cancelReturn(ctx, of.id, "customer");
      return null;
    }),
  );
  app.post(
    `/r/:token/${NUMBER}/appeal`,
    doing(serving, async ({ ctx }, of, form) => {
      await appealReturn(ctx, of.id, textIn(form, "why"));
      return null;
    }),
  );
  app.post(
    `/r/:token/${NUMBER}/bank`,
    doing(serving, async ({ ctx, view }, of, form) => {
      if (view.gift) return null;
      const account = textIn(form, "account").normalize("NFKC").replaceAll(/[\s-]/gu, "");
      const [bank, branch, holder] = ["bank", "branch", "holder"].map((name) => textIn(form, name).slice(0, 100));
      const kind = textIn(form, "kind") === "当座" ? "当座" : "普通";
      if (!bank || !branch || !holder || !/^\d{7}$/u.test(account)) return "badBank";
      await giveBankDetails(ctx, of.id, { bank, branch, kind, account, holder });
      return null;
    }),
  );
  app.get("/r/:token/photo/:file", async (c) => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const file = c.req.param("file");
    const lists = await Promise.all(visit.of.returns.map((each) => photosOf(visit.ctx.db, each.id)));
    return lists.flat().some((photo) => photo.file === file) ? uploadResponse(visit.ctx, file) : gone(c, visit.ctx);
  });
  serveChanges(app, serving);
};

/** A token for one wish of one order: good for two hours, and the wish it makes is made once. */
const changeToken = ({ ctx, of }: Visit): string =>
  sign(ctx, {
    scope: SCOPE,
    audience: JSON.stringify([of.order.order, randomBytes(12).toString("base64url")]),
    expiresAt: new Date(ctx.now.getTime() + CONFIRM_MS),
  });
const readChange = ({ ctx, of }: Visit, token: string): string | null => {
  const claim = verify(ctx, SCOPE, token);
  if (!claim.ok) return null;
  const [order, nonce] = JSON.parse(claim.audience) as [string, string];
  return order === of.order.order ? `change:${nonce}` : null;
};

const NO: Readonly<Record<string, Word>> = {
  shipped: "no_shipped",
  cancelled: "no_cancelled",
  policy: "no_policy",
  late: "no_late",
  asked: "no_asked",
  prefecture: "no_prefecture",
};

const serveChanges = (app: Hono, serving: Serving): void => {
  const told = (c: Context, visit: Visit, what: "cancel" | "move", word: Word, ok: boolean) => {
    const about = what === "cancel" ? "cancelOrder" : "address";
    const body = toldBody(visit.view, visit.of, about, word, ok);
    return show(c, visit, body, { title: visit.view.speak(about), ...(!ok && { status: 422 }) });
  };
  /** Only the giver, and only while it is not on its way. */
  const before = async (c: Context, what: "cancel" | "move"): Promise<Visit | Response> => {
    const visit = await open(c, serving);
    if (visit instanceof Response) return visit;
    const may = what === "cancel" ? mayCancel(visit.of, visit.ctx.now) : mayMove(visit.of);
    if (visit.view.gift) return gone(c, visit.ctx);
    return may.ok ? visit : told(c, visit, what, NO[may.why] ?? "no_policy", false);
  };
  const linesIn = (visit: Visit, value: unknown): number[] => {
    const ticked = new Set([value].flat().map(Number));
    return cancellable(visit.of).filter((line) => ticked.has(line));
  };
  /** Whether a wish waits for the shop already: the page says so before it asks for another. */
  const openWish = async ({ ctx, of }: Visit, what: "cancel" | "move"): Promise<boolean> =>
    (await changesOf(ctx.db, of.order.order)).some(
      ({ kind, state }) => state === "requested" && kind === (what === "cancel" ? "cancel" : "address"),
    );
  app.get("/r/:token/cancel", async (c) => {
    const visit = await before(c, "cancel");
    if (visit instanceof Response) return visit;
    const open = await openWish(visit, "cancel");
    return show(c, visit, cancelBody(visit.view, visit.of, null, "", null, open));
  });
  app.post("/r/:token/cancel", async (c) => {
    const visit = await before(c, "cancel");
    if (visit instanceof Response) return visit;
    const lines = linesIn(visit, (await c.req.parseBody({ all: true }))["line"]);
    return show(
      c,
      visit,
      cancelBody(
        visit.view,
        visit.of,
        lines.length === 0 ? null : lines,
        changeToken(visit),
        lines.length === 0 ? "pickItems" : null,
      ),
      lines.length === 0 ? { status: 422 } : {},
    );
  });
  app.post("/r/:token/cancel/confirm", async (c) => {
    const visit = await before(c, "cancel");
    if (visit instanceof Response) return visit;
    const form = await c.req.parseBody();
    const key = readChange(visit, textIn(form, "token"));
    const lines = linesIn(visit, textIn(form, "wish").match(/\d+/gu));
    if (key === null || lines.length === 0)
      return show(c, visit, cancelBody(visit.view, visit.of, null, "", "expired"), { status: 422 });
    const done = await askCancellation(visit.ctx, visit.of.order.order, lines, key);
    return told(c, visit, "cancel", done.ok ? "cancelled" : (NO[done.why] ?? "no_policy"), done.ok);
  });
  app.get("/r/:token/address", async (c) => {
    const visit = await before(c, "move");
    if (visit instanceof Response) return visit;
    const open = await openWish(visit, "move");
    return show(c, visit, addressBody(visit.view, visit.of, changeToken(visit), {}, null, open));
  });
  app.post("/r/:token/address", async (c) => {
    const visit = await before(c, "move");
    if (visit instanceof Response) return visit;
    const form = await c.req.parseBody();
    const given = Object.fromEntries(
      ["name", "postalCode", "prefecture", "city", "street", "phone"].map((name) => [name, textIn(form, name)]),
    );
    const read = Address.safeParse({ ...given, postalCode: (given["postalCode"] ?? "").normalize("NFKC") });
    const key = readChange(visit, textIn(form, "token"));
    if (!read.success || key === null)
      return show(
        c,
        visit,
        addressBody(visit.view, visit.of, changeToken(visit), given, key === null ? "expired" : "badAddress"),
        { status: 422 },
      );
    const done = await askMove(visit.ctx, visit.of.order.order, read.data, key);
    return told(c, visit, "move", done.ok ? "addressDone" : (NO[done.why] ?? "no_policy"), done.ok);
  });
};
