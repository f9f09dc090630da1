import type { Hono } from "hono";
import { makeCarrierFile, shownCarrierFile, shownCarriers } from "./actions/claim/carrier-file.ts";
import {
  appealClaim,
  approveMany,
  askMore,
  declineClaim,
  grantClaim,
  settleClaim,
  withdrawClaim,
} from "./actions/claim/decide.ts";
import { addEvidence, openClaim } from "./actions/claim/open.ts";
import { previewPolicy, proposeWeights, savePolicy, shownPolicy } from "./actions/claim/policy.ts";
import { claimCounts, listedClaims, shownClaim } from "./actions/claim/views.ts";
import { uploadResponse } from "./actions/upload.ts";
import type { claimsApi } from "./api.claim.ts";
import { CarrierTerms } from "./model/claim/carrier.ts";
import type { ClaimState } from "./model/claim/kinds.ts";
import type { ClaimRow } from "./store/claim/claims.ts";
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { Problem } from "#kernel/errors";
import type { Serving } from "#kernel/module";
import { readSetting, writeSetting } from "#kernel/settings";

const moved = (row: ClaimRow) => ({ id: row.id, state: row.state as ClaimState });

export const claimHandlers: Handlers<typeof claimsApi, Ctx> = {
  claims: (ctx, { query }) => listedClaims(ctx, query),
  claimCounts: (ctx) => claimCounts(ctx),
  claimPolicy: (ctx) => shownPolicy(ctx),
  saveClaimPolicy: (ctx, { body }) => savePolicy(ctx, body),
  previewClaimPolicy: (ctx, { body }) => previewPolicy(ctx, body),
  proposeClaimWeights: (ctx) => proposeWeights(ctx),
  claimCarriers: (ctx) => shownCarriers(ctx),
  makeCarrierFile: (ctx, { params }) => makeCarrierFile(ctx, params.carrier),
  carrierFile: (ctx, { params }) => shownCarrierFile(ctx, params.id),
  carrierTerms: (ctx) => readSetting(ctx, "returns.carrier_terms", CarrierTerms),
  saveCarrierTerms: async (ctx, { body }) => {
    await writeSetting(ctx, "returns.carrier_terms", body);
    await audit(ctx, "claim.carrier_terms_saved", "claim.carrier_terms");
  },
  approveClaims: (ctx, { body }) => approveMany(ctx, body.ids, body.reason),
  openClaim: async (ctx, { body }) => {
    const source = ctx.actor.kind === "user" ? "staff" : "api";
    const { claim, fresh } = await openClaim(ctx, { ...body, source });
    return { ...moved(claim), fresh, number: claim.number };
  },
  claim: (ctx, { params }) => shownClaim(ctx, params.id),
  addClaimEvidence: async (ctx, { params, body }) => {
    const photo = body.photo === undefined ? null : Buffer.from(body.photo, "base64");
    return moved(await addEvidence(ctx, params.id, { statement: body.statement, photo }));
  },
  grantClaim: async (ctx, { params, body }) => moved(await grantClaim(ctx, params.id, body)),
  declineClaim: async (ctx, { params, body }) => moved(await declineClaim(ctx, params.id, body)),
  askClaim: async (ctx, { params, body }) => moved(await askMore(ctx, params.id, body.for)),
  appealClaim: async (ctx, { params, body }) => moved(await appealClaim(ctx, params.id, body.words)),
  withdrawClaim: async (ctx, { params }) => moved(await withdrawClaim(ctx, params.id)),
  settleClaim: async (ctx, { params, body }) => moved(await settleClaim(ctx, params.id, body.reference)),
};

/** Pictures for the console: not JSON, so beside the contract. */
export const serveClaimPictures = (app: Hono, serving: Serving): void => {
  app.get("/api/claims/pictures/:id", async (c) => {
    const ctx = await serving.ctx(c.req.raw);
    if (ctx.actor.role === null) throw new Problem("unauthorized", "Sign in to see this picture.");
    return uploadResponse(ctx, c.req.param("id"));
  });
};
