/** Looks at a picture to find copies of it. A picture that cannot be read is said to be so, and nobody is refused for it. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Looked } from "../../model/picture/print.ts";
import { isTooLarge, sizeOf } from "../../model/picture/size.ts";

/** 60 million points take 4 s on a slow machine. */
const LONGEST_MS = 15_000;
/** Together with what the readers keep of a picture (30 MB at most) this is all that one can take. */
const ROOM = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };

const BROKEN: Looked = { look: "broken" };
const READ = new Set(["image/jpeg", "image/png"]);

let reader: Worker | null = null;

/** Begins when the first picture comes. */
const startReader = (): Worker => {
  const started = new Worker(new URL("./reader.ts", import.meta.url), { resourceLimits: ROOM });
  // One that ends between two pictures is replaced by the next.
  started.on("error", () => {
    if (reader === started) reader = null;
  });
  return started;
};

const readAside = async (bytes: Uint8Array, mime: string): Promise<Looked> => {
  reader ??= startReader();
  const own = reader;
  try {
    const answered = once(own, "message", { signal: AbortSignal.timeout(LONGEST_MS) });
    own.ref();
    own.postMessage({ bytes, mime });
    const [looked] = (await answered) as [Looked];
    // Waiting for the next, it does not keep the process from ending.
    own.unref();
    return looked;
  } catch {
    // Out of time or of room, or an error in the reader: this picture is not compared, and the next has a new one.
    reader = null;
    await own.terminate();
    return BROKEN;
  }
};

let line: Promise<unknown> = Promise.resolve();

/** One after the other, so that many pictures at once take the room of one. */
export const lookAt = (bytes: Uint8Array, mime: string): Promise<Looked> => {
  if (!READ.has(mime)) return Promise.resolve({ look: "format" });
  const size = sizeOf(bytes, mime);
  if (size === null || isTooLarge(size)) return Promise.resolve(BROKEN);
  const looked = line.then(() => readAside(bytes, mime));
  line = looked;
  return looked;
};
