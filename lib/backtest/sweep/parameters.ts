/** One combination of parameters: a plain record, ready to be a row of a table. */
export type Parameters = Readonly<Record<string, number | string | boolean>>;

/** A combination as text, the same for equal combinations: `fast=5, slow=20`. */
export function parametersText(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

/** Equal for equal combinations and for no others: 1, "1" and true differ, −0 is 0, and the order of names does not count. */
export function parametersKey(parameters: Parameters): string {
  const entries = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    typeof value === "number" ? String(value) : JSON.stringify(value),
  ]);
  return JSON.stringify(entries.sort(([first], [second]) => (first < second ? -1 : 1)));
}

/** @throws {TypeError} at the first value that is no number, text or truth value, or is NaN or infinite */
export function checkParameters(parameters: Parameters, owner: string): void {
  for (const [name, value] of Object.entries(parameters)) {
    const kind = typeof value;
    if (kind === "string" || kind === "boolean" || (kind === "number" && Number.isFinite(value))) continue;
    throw new TypeError(
      `${owner}: ${name} ${String(value)} is no parameter; give a finite number, text, true or false`,
    );
  }
}
