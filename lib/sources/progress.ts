/** How far a load has come, told after each item. */
export interface LoadProgress {
  /** Items done. */
  readonly done: number;
  /** Items known of so far; it may grow while loading. */
  readonly total: number;
  /** What has just been done: a file, a request. */
  readonly what: string;
  /** Bytes read so far, as they came; absent where nobody counts them. */
  readonly bytes?: number;
}
