import type { LoadProgress } from "../sources/progress.js";
import { currentHost } from "./display-host.js";

/**
 * Says how far a load has come, where the notebook's host has a place for it: `load({ …, onProgress: showProgress })`.
 * Nothing of it stays in the notebook; elsewhere, such as under tslab, it says nothing.
 */
export function showProgress({ done, total, what }: LoadProgress): void {
  currentHost()?.progress?.(`${done} of ${total}: ${what}`);
}
