import type { Ctx } from "#kernel/context";

/** A unit of background work, repeated for as long as the process lives; any number of processes may run the same. */
export interface Worker {
  readonly name: string;
  /** Topics of `wake` that start it at once. */
  readonly wakes: readonly string[];
  /**
   * Does one bounded piece. `more`: there may be more, call again at once. A Date: nothing before then unless woken.
   * null: nothing unless woken. Claims its rows with SKIP LOCKED or a lease, so that two processes never do the same.
   * A piece that is long gives up when `stopping` is aborted, by throwing its reason.
   */
  run(ctx: Ctx, stopping?: AbortSignal): Promise<"more" | Date | null>;
}
