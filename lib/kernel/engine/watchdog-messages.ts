/** What the watchdog thread tells the main thread: the front wants what this request runs to end; 0 for no request. */
export interface WatchdogMessage {
  readonly request: number;
}

/** What the main thread tells the watchdog. */
export type WatchdogReply =
  /** An interrupt has been seen to. */
  | { readonly type: "handled" }
  /** Code runs that is to be ended; the main thread waits until that is asked for. */
  | { readonly type: "stuck" };

/** What the watchdog thread is given. */
export interface WatchdogData {
  readonly leadsGroup: boolean;
  /** Becomes 1 when it has asked for the end of the code that runs. */
  readonly asked: Int32Array;
}

/** Key on `globalThis` of the function that the watchdog has called in the midst of what the main thread runs. */
export const stuckSymbol = "open-interest.engine.stuck";
