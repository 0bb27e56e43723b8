/** A timer that a cell has set and that has not fired for the last time. */
export interface LiveTimer {
  /** When it fires first, as `performance.now` counts; infinite once an interval has. */
  dueMs: number;
  /** False if the process need not wait for it, and after it was cleared. */
  readonly isAwaited: () => boolean;
  readonly isCleared: () => boolean;
  readonly clear: () => void;
}

/** What a cell has set and not yet seen fire. */
export interface LiveTimers {
  add(timer: LiveTimer): void;
  delete(timer: LiveTimer): void;
  /** When the next one fires that the process waits for and that is due by some time; undefined if none is. */
  nextDue(byMs: number): number | undefined;
  /** Clears all of them, and each that is still added. */
  end(): void;
}

/** How many timers are kept at least before those that were cleared are looked for. */
const leastSwept = 1000;

/** No timers yet. */
export function liveTimers(): LiveTimers {
  const timers = new Set<LiveTimer>();
  let sweepAt = leastSwept;
  let isEnded = false;

  function sweep(): void {
    for (const timer of timers) if (timer.isCleared()) timers.delete(timer);
    sweepAt = Math.max(leastSwept, 2 * timers.size);
  }

  return {
    add: (timer) => {
      if (isEnded) timer.clear();
      else timers.add(timer);
      if (timers.size > sweepAt) sweep();
    },
    delete: (timer) => {
      timers.delete(timer);
    },
    nextDue: (byMs) => {
      let next: number | undefined;
      for (const timer of timers) {
        if (timer.dueMs <= byMs && timer.dueMs < (next ?? Number.POSITIVE_INFINITY) && timer.isAwaited()) {
          next = timer.dueMs;
        }
      }
      return next;
    },
    end: () => {
      isEnded = true;
      for (const timer of timers) timer.clear();
      timers.clear();
    },
  };
}
