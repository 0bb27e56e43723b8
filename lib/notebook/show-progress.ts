import type { LoadProgress } from "../sources/progress.js";
import { currentHost } from "./display-host.js";

/**
 * Says how far a load or a sweep has come, where the notebook's host has a place for it:
 * `load({ …, onProgress: showProgress })`. A sweep does not say what it has done last, only how much.
 * Nothing of it stays in the notebook; elsewhere, such as under tslab, it says nothing.
 */
export function showProgress({ done, total, what }: Omit<LoadProgress, "what"> & Partial<LoadProgress>): void {
  currentHost()?.progress?.(`${done} of ${total}${what === undefined ? "" : `: ${what}`}`);
}
