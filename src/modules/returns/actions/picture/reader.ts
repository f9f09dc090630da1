/** A thread that reads pictures, one at a time: whatever is in one, no request waits for it but its own. */
import { parentPort } from "node:worker_threads";
import { eighthOfJpeg } from "../../model/picture/eighth.ts";
import { type Looked, printsOf } from "../../model/picture/print.ts";
import { grayOfPng } from "./png.ts";

const look = async (bytes: Uint8Array, mime: string): Promise<Looked> => {
  const gray = mime === "image/jpeg" ? eighthOfJpeg(bytes) : await grayOfPng(bytes);
  return gray === null ? { look: "broken" } : printsOf(gray);
};

const port = parentPort;
port?.on("message", ({ bytes, mime }: { bytes: Uint8Array; mime: string }) => {
  void look(bytes, mime).then((looked) => port.postMessage(looked));
});
