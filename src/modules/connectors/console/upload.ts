import { Problem } from "#kernel/errors";

export interface Uploaded {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** Sends a file as it is. XMLHttpRequest, as fetch does not say how much has gone. */
export const uploadFile = (file: File, progress: (share: number) => void): Promise<Uploaded> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/imports/files?name=${encodeURIComponent(file.name)}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.loaded / Math.max(1, event.total)));
    request.addEventListener("error", () => reject(new Problem("unavailable", "The server cannot be reached.")));
    request.addEventListener("load", () => {
      if (request.status === 200) return resolve(request.response as Uploaded);
      const body = request.response as { detail?: string } | null;
      const code = request.status === 413 ? "too_large" : request.status === 403 ? "forbidden" : "invalid";
      reject(new Problem(code, body?.detail ?? request.statusText));
    });
    request.send(file);
  });
