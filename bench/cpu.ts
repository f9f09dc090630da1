/** Processor time of processes, which other load on the machine distorts less than the clock does. */
import { readdirSync, readFileSync } from "node:fs";

const TICK_S = 0.01;

const stat = (pid: number): { parent: number; seconds: number } | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) * TICK_S };
  } catch {
    return null;
  }
};

/** Seconds of processor time that this process has used. */
export const cpuOf = (pid: number): number => stat(pid)?.seconds ?? 0;

/** Seconds that the living children of this process have used. */
export const cpuOfChildren = (pid: number): number =>
  readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .map(stat)
    .reduce((sum, each) => sum + (each?.parent === pid ? each.seconds : 0), 0);
