import { join } from "node:path";

/**
 * What DuckDB said in one line, without the query that it repeats. Where it tells of a file of the store, what to do.
 * @param path folder of the store
 */
export function duckLine(cause: unknown, path: string): string {
  const message = (cause instanceof Error ? cause.message : String(cause)).replace(
    "Failed to extract statements: ",
    "",
  );
  const [said = ""] = message.split(/\n\s*LINE \d+:/);
  const line = said
    .replace(/\s*\n\s*/g, "; ")
    .trim()
    .replace(/[.;]$/, "");
  const isOfStore = line.includes(join(path, "versions"));
  return isOfStore ? `${line}; run check() or \`open-interest check\` to see what is damaged` : line;
}
