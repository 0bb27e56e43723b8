import type { MimeBundle } from "./mime-bundle.js";

/** What a running notebook offers to code that shows things; the cell session puts one on `globalThis[displayHost]`. */
export interface DisplayHost {
  /** Adds an output to the running cell; the same `displayId` again replaces what it showed. */
  display(bundle: MimeBundle, options?: DisplayOptions): void;
  /** Says how far long work has come, in a line that the next one replaces; it is no output of the cell. */
  progress?(text: string): void;
  /** Takes the cell's outputs away, with `wait` when the next one comes. */
  clear?(options?: { readonly wait?: boolean }): void;
  /** Asks the reader for a line of text and waits for it. */
  prompt?(text: string, options?: { readonly password?: boolean }): string;
  /** Channels to the front end; absent where no front end listens. */
  readonly comms?: CommHost;
  /** Aborted when the running cell is interrupted. */
  readonly signal?: AbortSignal;
  /** Number of the run of a cell that code belongs to; absent where each cell runs once, such as in a report. */
  readonly cellRun?: number;
  /** Which cell that is, the same however often it runs; absent where the front end does not say. */
  readonly cellId?: string;
}

export interface DisplayOptions {
  /** Names the display, so that it can be replaced. */
  readonly displayId?: string;
  /** Of the output, by MIME type, such as the size of a picture. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A channel between code of a notebook and the front end that shows it (Jupyter's comm). */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: Readonly<Record<string, unknown>>, options?: CommSendOptions): void;
  close(data?: Readonly<Record<string, unknown>>): void;
  /** Calls a function with what the front end sends, with outputs where the comm was opened. */
  onMessage(listener: (data: Readonly<Record<string, unknown>>, buffers: readonly Uint8Array[]) => unknown): void;
  /** Calls a function when the front end closes the comm. */
  onClose(listener: (data: Readonly<Record<string, unknown>>) => unknown): void;
}

export interface CommSendOptions {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly Uint8Array[];
}

export interface CommHost {
  /** Opens a comm to what a front end knows by a target's name. */
  open(target: string, data?: Readonly<Record<string, unknown>>, options?: CommSendOptions): Comm;
  /** Takes comms that a front end opens under a target's name, in place of who took them before. */
  register(target: string, onOpen: (comm: Comm, data: Readonly<Record<string, unknown>>) => unknown): void;
}

/** Key of the host on `globalThis`; a registered symbol, so that two copies of the library agree on it. */
export const displayHost: unique symbol = Symbol.for("open-interest.display-host");

/** The host of the notebook that this code runs in, undefined where there is none. */
export function currentHost(): DisplayHost | undefined {
  return (globalThis as Readonly<Record<symbol, unknown>>)[displayHost] as DisplayHost | undefined;
}
