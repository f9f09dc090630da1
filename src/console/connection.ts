import { useSyncExternalStore } from "react";

/** lost: the last question had no answer. slow: one has waited for long. */
type Connection = "fine" | "slow" | "lost";

/** After so long people begin to wonder whether anything happens. */
const SLOW_MS = 6_000;
/** How often a server that does not answer is asked again. */
const AGAIN_MS = 3_000;

let lost = false;
let slow = 0;
let said: Connection = "fine";
const listeners = new Set<() => void>();

const tell = (): void => {
  const now: Connection = lost ? "lost" : slow > 0 ? "slow" : "fine";
  if (now === said) return;
  said = now;
  for (const listener of listeners) listener();
};

/** Sends a request and keeps in mind whether and how soon it was answered. */
export const watched = async (send: () => Promise<Response>): Promise<Response> => {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    slow += 1;
    tell();
  }, SLOW_MS);
  try {
    const response = await send();
    // What stands before the server speaks for it: the server itself is away.
    lost = response.status === 502 || response.status === 504;
    return response;
  } catch (error) {
    lost = true;
    throw error;
  } finally {
    clearTimeout(timer);
    if (late) slow -= 1;
    tell();
  }
};

/** Whether the server answers at all, whatever it says. */
export const answers = async (): Promise<boolean> => {
  try {
    await watched(() => fetch("/api/me", { signal: AbortSignal.timeout(AGAIN_MS * 3) }));
  } catch {
    return false;
  }
  return !lost;
};

/** Resolves when the server answers again. */
export const answering = async (): Promise<void> => {
  while (!(await answers())) await new Promise((again) => setTimeout(again, AGAIN_MS));
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => said);
