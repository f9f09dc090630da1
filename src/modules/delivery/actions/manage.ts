/** What people and programs say of parcels by hand: shipments, scans, files, readings of words, who looks after what. */
import { append } from "#events";
import { brandOf } from "#kernel/admin";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { In, Out } from "#kernel/contract";
import type { deliveryApi, ScanInput } from "../api.ts";
import type { ParcelState } from "../model.ts";
import { readShipped } from "../model/inbound/csv.ts";
import { carrierOf } from "../model/carriers.ts";
import { plainNumber } from "../model/number.ts";
import type { News, RawScan } from "../model/place.ts";
import { plainWord, type Saying } from "../model/words.ts";
import { standing } from "../store/board.ts";
import { noteHandling, oneParcel } from "../store/reads.ts";
import { addOwnWord, readAgain, sightings } from "../store/scans.ts";
import { refold, takeNews } from "./take.ts";

const source = (ctx: Ctx): string => (ctx.actor.kind === "api" ? "api" : "manual");

/** A status said by hand: in the words of a carrier or in ours. */
const scanOf = (ctx: Ctx, said: ScanInput, carrier: string): RawScan => {
  const sayings: Saying[] = [
    { vocabulary: said.vocabulary ?? (carrier || "engawa"), word: said.status },
    { vocabulary: "engawa", word: said.status },
  ];
  return {
    occurredAt: said.occurredAt === undefined ? ctx.now : new Date(said.occurredAt),
    sayings,
    code: "",
    text: said.status,
    place: said.place ?? "",
    detail: said.detail ?? {},
  };
};

type Shipment = Out<(typeof deliveryApi)["createShipment"]["body"]>;

/** One shipment with its parcels; told again under the same name it is the same shipment. */
export const createShipment = async (ctx: Ctx, body: Shipment) => {
  const carrier = carrierOf(body.method === "carrier" ? body.carrier : body.carrier || "store");
  if (body.order === "" && body.parcels.every((parcel) => parcel.number.trim() === ""))
    throw new Problem("invalid", "A shipment needs an order or a tracking number.", {
      faults: [{ at: "order", message: "Name the order, or give each parcel its number." }],
    });
  const status = scanOf(ctx, body.status ?? { status: "label_created" }, carrier);
  const news = body.parcels.map((parcel, n): News => ({
    source: source(ctx),
    // Without a name of its own, a second shipment of one order would fall into the first.
    ...((body.shipment !== undefined || parcel.number === "") && {
      shipment: `${source(ctx)}:${body.shipment ?? `${body.order}:${body.method}`}${parcel.number === "" && n > 0 ? `:${n + 1}` : ""}`,
    }),
    order: body.order,
    carrier,
    service: body.service,
    method: body.method,
    origin: body.origin,
    place: body.place,
    number: parcel.number,
    items: parcel.items,
    ...(body.destination && {
      destination: {
        prefecture: body.destination.prefecture ?? "",
        postalCode: body.destination.postalCode ?? "",
        country: body.destination.country ?? "",
      },
    }),
    scans: [status],
    creates: true,
  }));
  const { each } = await takeNews(ctx, news);
  return {
    parcels: each.flatMap((taken, i) =>
      taken.parcels.map((id) => ({
        id,
        number: plainNumber(body.parcels[i]?.number ?? ""),
        doubt: taken.why || taken.doubt,
      })),
    ),
  };
};

/** Adds one scan to a parcel. */
export const recordScan = async (ctx: Ctx, id: string, said: ScanInput) => {
  const before = await oneParcel(ctx.db, ctx.now, id);
  if (!before) throw notFound("parcel");
  const scan = scanOf(ctx, said, before.carrier);
  const { unknown } = await takeNews(ctx, [{ source: source(ctx), parcel: id, scans: [scan], creates: false }]);
  const after = await oneParcel(ctx.db, ctx.now, id);
  return { state: (after?.state ?? "unknown") as ParcelState, reason: after?.reason ?? "", known: unknown === 0 };
};

type Scans = Out<(typeof deliveryApi)["recordScans"]["body"]>["scans"];

/** Adds scans by number; a number that nobody knows becomes a parcel that waits for its order. */
export const recordScans = async (ctx: Ctx, scans: Scans) => {
  const taken = await takeNews(
    ctx,
    scans.map((said): News => {
      const carrier = carrierOf(said.carrier);
      return { source: source(ctx), carrier, number: said.number, scans: [scanOf(ctx, said, carrier)], creates: true };
    }),
  );
  const parcels = new Set(taken.each.flatMap((one) => one.parcels));
  return { added: taken.scans, unknown: taken.unknown, parcels: parcels.size };
};

const LARGEST = 5 * 1024 * 1024;
const CHUNK = 500;

/** Bytes of a carrier's program as text: UTF-8 where they are, else CP932. */
const textOf = (bytes: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
};

type File = Out<(typeof deliveryApi)["importShipped"]["body"]>;

/** Reads a file of shipped results. Read again it changes nothing. */
export const importShipped = async (
  ctx: Ctx,
  body: File,
): Promise<In<(typeof deliveryApi)["importShipped"]["returns"]>> => {
  const bytes = Buffer.from(body.file, "base64");
  if (bytes.length > LARGEST) throw new Problem("too_large", "The file is larger than 5 MB. Send it in parts.");
  if (bytes.length === 0 || bytes.subarray(0, 4_096).includes(0))
    throw new Problem("invalid", "This is no CSV file. Save the table as CSV and send that.");
  const { zone } = await brandOf(ctx);
  const file = readShipped(textOf(bytes), {
    format: body.format,
    columns: body.columns,
    carrier: body.carrier,
    zone,
    now: ctx.now,
  });
  if (!file)
    throw new Problem(
      "invalid",
      "No column of this file is known to hold tracking numbers. Say which columns hold what.",
      {
        faults: [{ at: "columns", message: "For example { order: 0, number: 3 }." }],
      },
    );
  const faults = [...file.faults];
  let [taken, created, unlinked] = [0, 0, 0];
  if (!body.dryRun)
    for (let from = 0; from < file.news.length; from += CHUNK) {
      const { each } = await takeNews(ctx, file.news.slice(from, from + CHUNK));
      for (const [i, one] of each.entries())
        if (one.why === "other_order")
          faults.push({ row: file.at[from + i] ?? 0, why: one.why, text: file.news[from + i]?.number ?? "" });
      taken += each.filter((one) => one.why === "").length;
      created += each.filter((one) => one.created).length;
      const parcels = await standing(ctx.db, {
        ids: each.flatMap((one) => one.parcels),
        numbers: [],
        orders: [],
        shipments: [],
      });
      unlinked += parcels.filter((parcel) => !parcel.linked).length;
    }
  if (!body.dryRun) await audit(ctx, "parcels.imported", "parcels", { rows: file.rows, taken, created });
  return {
    rows: file.rows,
    taken: body.dryRun ? file.news.length : taken,
    created,
    unlinked,
    faults: faults.toSorted((x, y) => x.row - y.row).slice(0, 500),
  };
};

/** P28: the brand says what a word means: every scan with it is read again, and the parcels derived again. */
export const mapCarrierWord = (
  ctx: Ctx,
  said: { vocabulary: string; word: string; state: ParcelState; reason: string },
): Promise<{ version: number; parcels: number }> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const word = plainWord(said.word);
    if (word === "") throw new Problem("invalid", "This word holds nothing that could be read.");
    const { vocabulary, state, reason } = said;
    const version = await addOwnWord(tx, { vocabulary, word, state, reason, at: ctx.now, actor: ctx.actor.name });
    const ids = await readAgain(tx, { vocabulary, word, reading: { state, reason, map: `own@${version}` } });
    for (let from = 0; from < ids.length; from += CHUNK) {
      const some = ids.slice(from, from + CHUNK);
      const parcels = await standing(tx, { ids: some, numbers: [], orders: [], shipments: [] });
      await append(inside, await refold(inside, parcels, await sightings(tx, some)));
    }
    await audit(inside, "parcels.word_mapped", `word:${vocabulary}`, { word, state, reason, version });
    return { version, parcels: ids.length };
  });

type Handling = Out<(typeof deliveryApi)["handleParcels"]["body"]>;

/** P29: somebody looked after these: they leave the queues until there is other news of them. */
export const handleParcels = (ctx: Ctx, { ids, action, assignee, note }: Handling): Promise<{ changed: number }> =>
  transaction(ctx.db, async (tx) => {
    const by = assignee ?? (action === "assign" ? ctx.actor.name : undefined);
    const changed = await noteHandling(tx, ids, {
      ...(action === "contacted" && { contactedAt: ctx.now }),
      ...(action === "investigated" && { investigatedAt: ctx.now }),
      ...(action === "reopen" && { contactedAt: null, investigatedAt: null }),
      ...(by !== undefined && { assignee: by }),
      ...(note !== undefined && { note }),
    });
    await audit(within(ctx, tx), `parcels.${action}`, "parcels", { count: changed, ids: ids.slice(0, 50) });
    return { changed };
  });
