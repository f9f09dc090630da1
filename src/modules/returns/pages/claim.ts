/** The customer's page of an order's claims. GET shows, POST changes (law 9); every wrong link gets the same answer. */
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { parcelsOf, trackingLink } from "#delivery";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { customerPage, type Language, languageOf } from "#kernel/html";
import type { Serving } from "#kernel/module";
import { orderOf } from "#orders";
import { appealClaim, withdrawClaim } from "../actions/claim/decide.ts";
import { readClaimToken } from "../actions/claim/link.ts";
import { addEvidence, openClaim } from "../actions/claim/open.ts";
import { uploadResponse } from "../actions/upload.ts";
import { ClaimKind } from "../model/claim/kinds.ts";
import { LARGEST_UPLOAD } from "../model/upload.ts";
import { type ClaimRow, claimsOfOrder } from "../store/claim/claims.ts";
import { evidenceOf, pictureBelongs } from "../store/claim/evidence.ts";
import { remediesOf } from "../store/claim/remedies.ts";
import { claimBody, goneBody, otherWays, STYLE } from "./claim-body.ts";
import { type Speak, speaker, type Word } from "./claim-words.ts";

const PRIVATE = { "cache-control": "no-store", "referrer-policy": "no-referrer" };
/** Of one order in a day: more is a machine. */
const MOST_CLAIMS = 10;

interface Visit {
  readonly ctx: Ctx;
  readonly language: Language;
  readonly zone: string;
  readonly speak: Speak;
  /** null: the link is forged, cut off, expired or for something that is not there. All the same to whoever tries. */
  readonly order: string | null;
  readonly here: string;
}

const visit = async (c: Context, serving: Serving): Promise<Visit> => {
  const ctx = serving.publicCtx();
  const brand = await brandOf(ctx);
  const language = languageOf(c.req.raw, brand.language);
  const token = c.req.param("token") ?? "";
  const read = readClaimToken(ctx, token);
  return {
    ctx,
    language,
    zone: brand.zone,
    speak: speaker(language),
    order: read.ok ? read.audience : null,
    here: `/c/${token}`,
  };
};

const gone = (c: Context, { ctx, language, speak }: Visit) =>
  c.html(customerPage(ctx, { language, title: speak("gone"), body: goneBody(speak) }), 410, PRIVATE);

const NEW = { kind: "", written: "" };
const show = async (c: Context, visited: Visit, fault: Word | null = null, given = NEW) => {
  const { ctx, order, language, speak, here } = visited;
  const whole = order === null ? null : await orderOf(ctx, order);
  if (whole === null) return gone(c, visited);
  const rows = await claimsOfOrder(ctx.db, whole.order);
  const parcels = (await parcelsOf(ctx, [whole.order])).get(whole.order) ?? [];
  const claims = await Promise.all(
    rows.map(async (row) => ({
      row,
      evidence: await evidenceOf(ctx.db, row.id),
      remedies: await remediesOf(ctx.db, [row.id]),
    })),
  );
  const body = claimBody({
    claims,
    orderNumber: whole.number,
    parcels: parcels.filter((parcel) => parcel.state !== "cancelled"),
    here,
    language,
    zone: visited.zone,
    now: ctx.now,
    speak,
    fault,
    done: c.req.query("done") !== undefined,
    kind: given.kind || (c.req.query("kind") ?? ""),
    written: given.written,
  });
  const footer = otherWays(language, speak, { here, tracking: trackingLink(ctx, whole.order) });
  const page = customerPage(ctx, { language, title: speak("title"), body, style: STYLE, footer });
  return c.html(page, fault === null ? 200 : 422, PRIVATE);
};

const FAULTS: Readonly<Partial<Record<Problem["code"], Word>>> = {
  too_large: "tooLarge",
  limit: "enough",
  conflict: "cannot",
};

/** Does it and shows the page anew; what the customer can mend is said on the page. */
const doing = async (c: Context, visited: Visit, work: () => Promise<unknown>, given = NEW) => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "not_found") return gone(c, visited);
    const picture = error.faults.some((fault) => fault.at === "photo");
    return show(c, visited, picture ? "noPicture" : (FAULTS[error.code] ?? "cannot"), given);
  }
  return c.redirect(`${visited.here}?done&lang=${visited.language}`, 303);
};

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;
/** A field that was left alone comes as a file without a name; an empty one with a name is no picture, and is said to be none. */
const photoIn = async (value: unknown): Promise<Uint8Array | null> =>
  value instanceof File && (value.size > 0 || value.name !== "") ? new Uint8Array(await value.arrayBuffer()) : null;

/** The claim that this link may touch. */
const ownClaim = async (ctx: Ctx, order: string, id: string): Promise<ClaimRow | null> =>
  (await claimsOfOrder(ctx.db, order)).find((row) => row.id === id) ?? null;

const onOwn =
  (serving: Serving, work: (ctx: Ctx, claim: ClaimRow, form: Record<string, unknown>) => Promise<unknown>) =>
  async (c: Context) => {
    const visited = await visit(c, serving);
    if (visited.order === null) return gone(c, visited);
    const claim = await ownClaim(visited.ctx, visited.order, c.req.param("claim") ?? "");
    if (claim === null) return gone(c, visited);
    const form = await c.req.parseBody();
    return doing(c, visited, () => work(visited.ctx, claim, form));
  };

/** Hangs the claim's page and its forms on the app. */
export const serveClaimPages = (app: Hono, serving: Serving): void => {
  app.use(
    "/c/:token/*",
    bodyLimit({
      maxSize: LARGEST_UPLOAD + 65_536,
      onError: async (c) => show(c, await visit(c, serving), "tooLarge"),
    }),
  );
  app.get("/c/:token", async (c) => show(c, await visit(c, serving)));
  app.get("/c/:token/picture/:file", async (c) => {
    const visited = await visit(c, serving);
    const claims = visited.order === null ? [] : await claimsOfOrder(visited.ctx.db, visited.order);
    const file = c.req.param("file");
    const own = /^[0-9a-f-]{36}$/.test(file)
      ? await pictureBelongs(
          visited.ctx.db,
          file,
          claims.map((claim) => claim.id),
        )
      : false;
    return own ? uploadResponse(visited.ctx, file) : gone(c, visited);
  });
  app.post("/c/:token", async (c) => {
    const visited = await visit(c, serving);
    const { ctx, order } = visited;
    if (order === null) return gone(c, visited);
    const form = await c.req.parseBody();
    const kind = ClaimKind.safeParse(form["kind"]);
    const given = { kind: kind.data ?? "", written: (text(form["statement"]) ?? "").slice(0, 2000) };
    if (!kind.success) return show(c, visited, "choose", given);
    const photo = await photoIn(form["photo"]);
    const lately = (await claimsOfOrder(ctx.db, order)).length;
    if (lately >= MOST_CLAIMS) return show(c, visited, "enough");
    const opening = { order, parcel: text(form["parcel"]), kind: kind.data, statement: text(form["statement"]) };
    return doing(c, visited, () => openClaim(ctx, { ...opening, source: "page" }, photo), given);
  });
  app.post(
    "/c/:token/:claim/evidence",
    onOwn(serving, async (ctx, claim, form) =>
      addEvidence(ctx, claim.id, { statement: text(form["statement"]), photo: await photoIn(form["photo"]) }),
    ),
  );
  app.post(
    "/c/:token/:claim/appeal",
    onOwn(serving, (ctx, claim, form) => appealClaim(ctx, claim.id, text(form["words"]) ?? "")),
  );
  app.post(
    "/c/:token/:claim/found",
    onOwn(serving, (ctx, claim) => withdrawClaim(ctx, claim.id)),
  );
};
