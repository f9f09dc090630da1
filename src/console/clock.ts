import { useEffect, useState } from "react";

/** The server's clock, which in the demo runs faster than ours. Ages and "next" are counted from it. */
let server = { at: 0, real: 0, rate: 1, known: false };

/** Set from an answer that says what time the server has and how fast its clock runs. */
export const setServerClock = (now: string, rate = 1): void => {
  server = { at: Date.parse(now), real: Date.now(), rate, known: true };
};

export const currentTime = (): Date =>
  server.known ? new Date(server.at + (Date.now() - server.real) * server.rate) : new Date();

/** Now, again every `every` milliseconds. */
export const useNow = (every = 20_000): Date => {
  const [now, set] = useState(currentTime);
  useEffect(() => {
    const timer = setInterval(() => set(currentTime()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
};
