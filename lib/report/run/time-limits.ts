/** Longest time that a timer takes; a longer one would go off at once. */
const longestTimer = 2 ** 31 - 1;

/** Clocks of a run and of the cell that runs. */
export interface TimeLimits {
  /** Starts the clock of a cell. */
  startCell(): void;
  /** Stops the clock of the cell. */
  endCell(): void;
  /** Stops both clocks. */
  clear(): void;
}

export interface TimeLimitOptions {
  /** In milliseconds; undefined for none. */
  readonly cellTimeoutMs: number | undefined;
  readonly timeoutMs: number | undefined;
  /** Called once for a limit that is over. */
  readonly onOver: (which: "cell" | "run") => void;
}

/** Starts the clock of a run. */
export function timeLimits({ cellTimeoutMs, timeoutMs, onOver }: TimeLimitOptions): TimeLimits {
  let cell: Clock | undefined;
  const run = clock(timeoutMs, () => onOver("run"));
  const endCell = (): void => {
    cell?.clear();
    cell = undefined;
  };
  return {
    startCell: () => {
      endCell();
      cell = clock(cellTimeoutMs, () => onOver("cell"));
    },
    endCell,
    clear: () => {
      endCell();
      run.clear();
    },
  };
}

interface Clock {
  clear(): void;
}

function clock(limitMs: number | undefined, onOver: () => void): Clock {
  if (limitMs === undefined) return { clear: () => {} };
  let isStopped = false;
  const timer = setTimeout(
    // After a pause of this process the end of the cell may be there, and not yet read: it is given the time to.
    () => setImmediate(() => (isStopped ? undefined : onOver())),
    Math.min(limitMs, longestTimer),
  );
  return {
    clear: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
