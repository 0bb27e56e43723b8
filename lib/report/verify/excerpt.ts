const context = 30;
const longest = 100;

/** Two texts as `“before” → “after”`, each cut to what lies around the first place where they differ. */
export function changedText(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return `“${around(before, at)}” → “${around(after, at)}”`;
}

/** A value of JSON as a reader writes it. */
export function valueText(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "a gap";
  const text = typeof value === "string" ? `“${value}”` : JSON.stringify(value);
  return around(text, 0);
}

function around(text: string, at: number): string {
  if (text.length <= longest) return text;
  const from = Math.max(0, at - context);
  const to = from + longest;
  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
}
