/** What runs in a lesson's thread: takes pages of deliveries; null is the end of them. Loads no zod, which would double its start. */
import { parentPort, workerData } from "node:worker_threads";
import { openColumns } from "../../model/promise/fit.ts";
import { BRAND_PLAN } from "../../model/promise/lane.ts";
import { deliveriesOf, learn, type Remembered } from "../../model/promise/learn.ts";
import type { Lesson, Told } from "./lesson.ts";

const { kind, warehouses, today } = workerData as Lesson;
const tell = (told: Told) => parentPort?.postMessage(told);
const columns = openColumns(BRAND_PLAN);

parentPort?.on("message", (page: readonly Remembered[] | null) => {
  if (page) columns.add(deliveriesOf(page, kind, warehouses));
  else tell({ learned: learn(columns.close(), today, (step, steps) => tell({ step, steps })) });
});
