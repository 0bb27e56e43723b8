/** A pause of a client, told when it begins so that a user knows why nothing happens. */
export interface HttpWait {
  /** What is waited for, in a line: `Blocklens limits the rate; waiting 42 s`. */
  readonly what: string;
  /** Length in milliseconds; undefined where it depends on the requests before. */
  readonly waitMs: number | undefined;
}

/** A length of time for a reader: `42 s`, `3 min`, `1.5 h`; below a second in milliseconds. */
export function waitText(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)} ms`;
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 360) / 10} h`;
}
