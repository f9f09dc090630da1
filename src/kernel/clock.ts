/** Time is a parameter. The system clock runs as the world does; a virtual one starts anywhere and runs at any rate. */
export interface Clock {
  now(): Date;
  /** Real milliseconds until this clock shows `at`; 0 when it is past. */
  until(at: Date): number;
  /** Seconds that pass on it in a real second. */
  rate(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  until: (at) => Math.max(0, at.getTime() - Date.now()),
  rate: () => 1,
};

/** Where a virtual clock stands: it showed `at` (ms) when the system clock showed `real` (ms), and runs `rate` times as fast. */
export interface ClockSetting {
  readonly at: number;
  readonly real: number;
  readonly rate: number;
}

export interface VirtualClock extends Clock {
  set(setting: ClockSetting): void;
}

/** A clock that can be moved. Rate 0 stands still: then `until` never ends and somebody must move and wake. */
export const virtualClock = (initial: ClockSetting): VirtualClock => {
  let setting = initial;
  const now = () => setting.at + (Date.now() - setting.real) * setting.rate;
  return {
    now: () => new Date(now()),
    until: (at) => {
      const left = at.getTime() - now();
      if (left <= 0) return 0;
      return setting.rate === 0 ? Number.POSITIVE_INFINITY : left / setting.rate;
    },
    rate: () => setting.rate,
    set: (next) => {
      setting = next;
    },
  };
};
