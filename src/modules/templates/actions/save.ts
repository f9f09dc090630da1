import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { serviceFindings } from "../model/service.ts";
import { Body, type Draft } from "../model/shape.ts";
import { bodiesOf, findHead, type Head, insertVersion, lockHead, sampleOf, setArchived } from "../store.ts";
import { asFaults, checkDraft } from "./check.ts";

interface How {
  readonly create: boolean;
  /** Who says that a message about an order promotes nothing: a person, or the product whose own words they are. */
  readonly confirmed?: "person" | "product" | null;
}

const findingsOf = (draft: Draft) =>
  draft.class === "transactional"
    ? draft.bodies.map((body) => serviceFindings(body))
    : draft.bodies.map(() => ({ refused: [], doubts: [] }));

/** Saves a template as a new live version; its faults keep it from being saved. Gives the version. */
export const saveTemplate = async (ctx: Ctx, key: string, draft: Draft, how: How): Promise<number> => {
  const { bodies, faults: wrong } = await checkDraft(ctx, draft);
  const findings = findingsOf(draft);
  // An API key can be told to confirm anything: only somebody who can be asked later does.
  const confirmed = how.confirmed === "product" || (how.confirmed === "person" && ctx.actor.kind === "user");
  const faults = [
    ...wrong,
    ...findings.flatMap(({ refused, doubts }, i) => asFaults(i, confirmed ? refused : [...refused, ...doubts])),
  ];
  if (faults.length > 0)
    throw new Problem("invalid", "The template was not saved: some of its words would not work.", { faults });
  return await transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const known = await lockHead(inside, key);
    if (how.create && known) throw new Problem("conflict", `There is a template ${key} already. Choose another key.`);
    if (!how.create && !known) throw notFound("template");
    if (known && known.class !== draft.class)
      throw new Problem("invalid", "A template keeps its class: journeys rely on it. Make another template.", {
        faults: [{ at: "class", message: `It is ${known.class}.` }],
      });
    const version = (known?.version ?? 0) + 1;
    await insertVersion(inside, key, version, draft, bodies);
    const doubts = [...new Set(findings.flatMap((each) => each.doubts.map(({ found }) => found)))];
    await audit(inside, "template.saved", `template:${key}`, {
      version,
      class: draft.class,
      ...(draft.class === "transactional" && { confirmed: confirmed ? (how.confirmed ?? null) : null, doubts }),
    });
    return version;
  });
};

/** Makes an old version's words the live ones again, as a new version. */
export const restoreVersion = async (ctx: Ctx, key: string, version: number): Promise<number> => {
  const { head, draft } = await openTemplate(ctx, key, version);
  return await saveTemplate(ctx, head.key, draft, { create: false, confirmed: "person" });
};

/** Takes a template out of the lists, or back in. What journeys name keeps rendering. */
export const archiveTemplate = async (ctx: Ctx, key: string, archived: boolean): Promise<void> => {
  if (!(await findHead(ctx, key))) throw notFound("template");
  await setArchived(ctx, key, archived);
  await audit(ctx, archived ? "template.archived" : "template.unarchived", `template:${key}`);
};

/** A template with the words of one version, the live one where none is named. */
export const openTemplate = async (
  ctx: Ctx,
  key: string,
  version?: number,
): Promise<{ head: Head; draft: Draft; version: number }> => {
  const head = await findHead(ctx, key);
  if (!head) throw notFound("template");
  const wanted = version ?? head.version;
  const sample = await sampleOf(ctx, key, wanted);
  if (!sample) throw notFound("version");
  const bodies = (await bodiesOf(ctx, key, wanted)).map((body) => Body.parse(body));
  const draft = { name: head.name, class: head.class, language: head.language, sample: { ...sample }, bodies };
  return { head, draft: draft as Draft, version: wanted };
};
