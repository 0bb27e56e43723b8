/** A wait for the process to run out of work. */
export interface NothingLeft {
  /** Rejects once nothing is left that could run: what is still awaited then never comes. */
  readonly rejection: Promise<never>;
  /** Stops waiting. */
  end(): void;
}

/** Watches for the moment at which Node would end the process, because no timer, request or file is outstanding. */
export function nothingLeft(): NothingLeft {
  let onIdle = (): void => {};
  const rejection = new Promise<never>((_, reject) => {
    onIdle = () => reject(new Error("the cell waits for something that never comes: nothing is left that could run"));
  });
  process.once("beforeExit", onIdle);
  return { rejection, end: () => process.off("beforeExit", onIdle) };
}
