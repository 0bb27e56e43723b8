import type { LoadProgress } from "../progress.js";

/**
 * Progress of several loads told as one: their counts added up, and what was done with the name of its load where there
 * is more than one.
 * @returns the progress of one load, to be called once for each
 */
export function sharedProgress(
  loads: number,
  onProgress: (progress: LoadProgress) => void,
): (name: string) => (progress: LoadProgress) => void {
  const parts: LoadProgress[] = [];
  return (name) => {
    const place = parts.push({ done: 0, total: 0, what: "" }) - 1;
    return (progress) => {
      parts[place] = progress;
      onProgress({
        done: parts.reduce((sum, { done }) => sum + done, 0),
        total: parts.reduce((sum, { total }) => sum + total, 0),
        what: loads === 1 ? progress.what : `${name} ${progress.what}`,
      });
    };
  };
}
