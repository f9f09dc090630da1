/** A thread of its own that reads one picture and ends: whatever is in it, no request waits for another's. */
import { parentPort, workerData } from "node:worker_threads";
import { eighthOfJpeg } from "../../model/picture/eighth.ts";
import { type Looked, printsOf } from "../../model/picture/print.ts";
import { grayOfPng } from "./png.ts";

const { bytes, mime } = workerData as { bytes: Uint8Array; mime: string };
const gray = mime === "image/jpeg" ? eighthOfJpeg(bytes) : await grayOfPng(bytes);
const looked: Looked = gray === null ? { look: "broken" } : printsOf(gray);
parentPort?.postMessage(looked);
