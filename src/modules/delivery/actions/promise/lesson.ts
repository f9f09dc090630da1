/** A thread of its own for each lesson: a million deliveries take up to a minute, and nobody else may wait for them. */
import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { Day } from "../../model/promise/clock.ts";
import type { Warehouse } from "../../model/promise/warehouse.ts";
import type { Kind, Learned, Remembered } from "../../model/promise/learn.ts";

export interface Lesson {
  readonly kind: Kind;
  readonly warehouses: readonly Warehouse[];
  readonly today: Day;
}
/** Told by the thread: how far it is, and in the end what it learned. */
export type Told = { readonly step: number; readonly steps: number } | { readonly learned: Learned };

export interface Course {
  /** Gives the deliveries, page by page. */
  readonly read: (page: (rows: readonly Remembered[]) => void) => Promise<void>;
  readonly step: (step: number, steps: number) => Promise<void>;
  readonly stopping: AbortSignal;
}

/** Throws the signal's reason where it was stopped; the thread has ended in any case. */
export const learnApart = async (lesson: Lesson, { read, step, stopping }: Course): Promise<Learned> => {
  stopping.throwIfAborted();
  const thread = new Worker(new URL("./lesson-thread.ts", import.meta.url), { workerData: lesson });
  const told = on(thread, "message", { close: ["exit"] }) as AsyncIterable<[Told]>;
  const stop = () => void thread.terminate();
  stopping.addEventListener("abort", stop);
  try {
    await read((rows) => {
      stopping.throwIfAborted();
      thread.postMessage(rows);
    });
    thread.postMessage(null);
    for await (const [news] of told) {
      stopping.throwIfAborted();
      if ("learned" in news) return news.learned;
      await step(news.step, news.steps);
    }
    stopping.throwIfAborted();
    throw new Error("The thread of the refit ended before its lesson.");
  } finally {
    stopping.removeEventListener("abort", stop);
    await thread.terminate();
  }
};
