import type { LoadProgress } from "../../sources/progress.js";

/** Told of the progress of the chunk with this place. */
export type ChunkProgress = (place: number) => (progress: LoadProgress) => void;

/**
 * One progress over many loads, one after the other: those that have not begun count as many items as the one that runs.
 * @param chunks how many loads there are
 */
export function chunkProgress(
  chunks: number,
  onProgress: ((progress: LoadProgress) => void) | undefined,
): ChunkProgress {
  let before = 0;
  return (place) => {
    const start = before;
    return ({ done, total, what }) => {
      before = start + total;
      onProgress?.({ done: start + done, total: start + total * (chunks - place), what });
    };
  };
}
