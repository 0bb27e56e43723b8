import { currentHost } from "./display-host.js";
import { type MimeBundle, mimeBundle } from "./mime-bundle.js";
import { tslabDisplay } from "./tslab-display.js";

/**
 * Shows values below the cell: figures, tables, series, panels, anything else as text. In a session of ours through the
 * host it offers, under tslab through tslab's own display, and elsewhere as text on standard output.
 * @throws {TypeError} as `mimeBundle` does
 */
export function show(...values: readonly unknown[]): void {
  const display = currentDisplay();
  for (const value of values) display(mimeBundle(value));
}

type Display = (bundle: MimeBundle) => void;

/** What puts a bundle below the cell, or prints it where nobody displays. */
export function currentDisplay(): (bundle: MimeBundle) => void {
  return hostDisplay() ?? tslabDisplay() ?? print;
}

function hostDisplay(): Display | undefined {
  const host = currentHost();
  return host && ((bundle) => host.display(bundle));
}

function print(bundle: MimeBundle): void {
  console.log(bundle["text/plain"] ?? `(${Object.keys(bundle).join(", ")})`);
}
