/** The tax note of a return for those who serve its customer: with their own session, of gifts too. */
import type { Hono } from "hono";
import { brandOf } from "#kernel/admin";
import { notFound, Problem } from "#kernel/errors";
import { customerPage, languageOf } from "#kernel/html";
import type { Serving } from "#kernel/module";
import { noteById } from "../store/money.ts";
import { PRIVATE } from "./portal.ts";
import { noteBody } from "./portal-note.ts";
import { STYLE } from "./portal-style.ts";
import { speaker } from "./portal-words.ts";

/** R13: the same sheet as the buyer's. A gift's recipient has no session, and their link leads to none. */
export const serveNote = (app: Hono, serving: Serving): void => {
  app.get("/api/returns/:id/note/print", async (c) => {
    const ctx = await serving.ctx(c.req.raw);
    if (ctx.actor.role === null) throw new Problem("unauthorized", "Sign in to see this tax note.");
    const id = c.req.param("id");
    const note = /^[0-9a-f-]{36}$/u.test(id) ? await noteById(ctx.db, id) : null;
    if (note === null) throw notFound("tax note");
    const brand = await brandOf(ctx);
    const language = languageOf(c.req.raw, brand.language);
    const here = `/returns/${id}`;
    const { currency } = note.document;
    const view = { language, speak: speaker(language), zone: brand.zone, currency, gift: false, here };
    const body = noteBody(view, note, here);
    return c.html(await customerPage(ctx, { language, title: "適格返還請求書", body, style: STYLE }), 200, PRIVATE);
  });
};
