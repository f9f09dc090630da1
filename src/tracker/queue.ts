/** Events that have not been acknowledged yet, kept in the browser until they are. */

export interface Queued {
  readonly messageId: string;
  readonly [key: string]: unknown;
}

export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = "engawa_queue";
/** A browser that stays offline for weeks must not fill its storage: the oldest go first. */
const MOST = 500;
/** Under the 64 KB that browsers allow a request that outlives its page. */
const MOST_BYTES = 60_000;

export interface Queue {
  add(event: Queued): void;
  /** The oldest events, as many as fit one request. */
  head(): Queued[];
  /** Forgets what was acknowledged. */
  remove(ids: ReadonlySet<string>): void;
}

/** A queue in `store` where it works, in memory where it does not (private windows, full storage). */
export const openQueue = (store: Store | null): Queue => {
  let memory: Queued[] = [];
  const read = (): Queued[] => {
    try {
      return store ? (JSON.parse(store.getItem(KEY) ?? "[]") as Queued[]) : memory;
    } catch {
      return memory;
    }
  };
  const write = (events: Queued[]): void => {
    memory = events.slice(-MOST);
    try {
      store?.setItem(KEY, JSON.stringify(memory));
    } catch {
      // Storage is full or forbidden: memory keeps what this page has.
    }
  };
  return {
    add: (event) => write([...read(), event]),
    head: () => {
      const head: Queued[] = [];
      let bytes = 0;
      for (const event of read()) {
        bytes += JSON.stringify(event).length * 2;
        if (head.length > 0 && bytes > MOST_BYTES) break;
        head.push(event);
      }
      return head;
    },
    remove: (ids) => write(read().filter((event) => !ids.has(event.messageId))),
  };
};
