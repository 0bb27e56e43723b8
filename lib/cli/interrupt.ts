/** Ctrl-C, and the signals like it, of a command that has something to save. */
export interface Interrupt {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Aborted by the second one, or at once by a request to end that is not typed (SIGTERM). */
  readonly hardSignal: AbortSignal;
  /** Code with which the command ends by convention when it was interrupted: 130, or 143 by SIGTERM. */
  readonly exitCode: number;
  /** Ctrl-C ends the process again at once. */
  end(): void;
}

/**
 * The first Ctrl-C asks to stop after the current cell, the second to stop at once; the third ends the process.
 * @param tell what to say of the first two
 */
export function stopOnInterrupt(tell: (text: string) => void): Interrupt {
  const soft = new AbortController();
  const hard = new AbortController();
  let exitCode = 130;
  const onInterrupt = (): void => {
    if (hard.signal.aborted) process.exit(exitCode);
    if (soft.signal.aborted) {
      tell("Stopping at once; what ran is kept");
      hard.abort();
    } else {
      tell("Stopping after this cell; press Ctrl-C again to stop at once");
      soft.abort();
    }
  };
  const onTerminate = (): void => {
    exitCode = 143;
    soft.abort();
    hard.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return {
    signal: soft.signal,
    hardSignal: hard.signal,
    get exitCode() {
      return exitCode;
    },
    end: () => {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
    },
  };
}
