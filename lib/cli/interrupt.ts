/** Ctrl-C of a run that can be stopped between cells. */
export interface Interrupt {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Ctrl-C ends the process again at once. */
  end(): void;
}

/** The first Ctrl-C asks to stop after the current cell, the second ends the process with code 130. */
export function stopOnInterrupt(): Interrupt {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    process.stderr.write("\nStopping after this cell; press Ctrl-C again to stop at once\n");
  };
  process.on("SIGINT", onInterrupt);
  return {
    signal: controller.signal,
    end: () => {
      process.off("SIGINT", onInterrupt);
    },
  };
}
