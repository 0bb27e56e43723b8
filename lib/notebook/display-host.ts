import type { MimeBundle } from "./mime-bundle.js";

/** What a running notebook offers to code that shows things; the cell session puts one on `globalThis[displayHost]`. */
export interface DisplayHost {
  /** Adds an output to the running cell; the same `displayId` again replaces what it showed. */
  display(bundle: MimeBundle, options?: { readonly displayId?: string }): void;
  /** Says how far long work has come, in a line that the next one replaces; it is no output of the cell. */
  progress?(text: string): void;
}

/** Key of the host on `globalThis`; a registered symbol, so that two copies of the library agree on it. */
export const displayHost: unique symbol = Symbol.for("open-interest.display-host");

/** The host of the notebook that this code runs in, undefined where there is none. */
export function currentHost(): DisplayHost | undefined {
  return (globalThis as Readonly<Record<symbol, unknown>>)[displayHost] as DisplayHost | undefined;
}
