/** Ctrl-C, and the signals like it, of a command that has something to save. */
export interface Interrupt {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Aborted by the second one, or at once by a request to end that is not typed (SIGTERM, SIGHUP). */
  readonly hardSignal: AbortSignal;
  /** Aborted by Ctrl-C when no cell runs any more, or by such a request: what takes long to write is given up. */
  readonly writeSignal: AbortSignal;
  /** Code with which the command ends by convention when it was interrupted: 130, 143 by SIGTERM, 129 by SIGHUP. */
  readonly exitCode: number;
  /** Tells that no cell runs any more: from there on Ctrl-C is for what is being written. */
  startWriting(): void;
  /** Ctrl-C ends the process again at once. */
  end(): void;
}

const requests = { SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * The first Ctrl-C asks to stop after the current cell, the second to stop at once; the third ends the process. When no
 * cell runs any more, the first gives up what takes long to write, and the second ends the process.
 * @param tell what to say of those that do not end the process
 */
export function stopOnInterrupt(tell: (text: string) => void): Interrupt {
  const [soft, hard, write] = [new AbortController(), new AbortController(), new AbortController()];
  let exitCode = 130;
  let isWriting = false;
  const onInterrupt = (): void => {
    const last = isWriting ? write : hard;
    if (last.signal.aborted) process.exit(exitCode);
    if (isWriting) {
      tell("No cell runs any more; writing the report, without a PDF that is not there yet; Ctrl-C again ends at once");
      write.abort();
    } else if (soft.signal.aborted) {
      tell("Stopping at once; what ran is kept");
      hard.abort();
    } else {
      tell("Stopping after this cell; press Ctrl-C again to stop at once");
      soft.abort();
    }
  };
  const onRequest = (name: NodeJS.Signals): void => {
    exitCode = requests[name as keyof typeof requests];
    for (const one of [soft, hard, write]) one.abort();
  };
  // A terminal that is gone takes no text, which must not keep what ran from being written.
  const ignore = (): void => {};
  process.on("SIGINT", onInterrupt);
  for (const name of Object.keys(requests)) process.on(name, onRequest);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignore);
  return {
    signal: soft.signal,
    hardSignal: hard.signal,
    writeSignal: write.signal,
    get exitCode() {
      return exitCode;
    },
    startWriting: () => {
      isWriting = true;
    },
    end: () => {
      process.off("SIGINT", onInterrupt);
      for (const name of Object.keys(requests)) process.off(name, onRequest);
    },
  };
}
