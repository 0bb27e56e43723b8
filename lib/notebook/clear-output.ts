import { currentHost } from "./display-host.js";

/** What `clearOutput` can be asked for. */
export interface ClearOutputOptions {
  /** Take the outputs away when the next one comes, so that nothing flickers. Default false. */
  readonly wait?: boolean;
}

/** Takes away what the cell has shown so far. Where nothing can be taken away, such as in a report, it does nothing. */
export function clearOutput({ wait = false }: ClearOutputOptions = {}): void {
  currentHost()?.clear?.({ wait });
}
