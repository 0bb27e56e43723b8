import { duckLine } from "./duck-line.js";
import { viewColumns } from "./store-views.js";

/**
 * What DuckDB said of a query in one line, with the views there are, and their columns where a name was not found. An error
 * of our own comes back as it is.
 */
export function sqlError(owner: string, cause: unknown, path: string): Error {
  if (cause instanceof RangeError) return cause;
  const line = duckLine(cause, path);
  const isName = /^(Binder|Catalog|Parser) Error/.test(line);
  return new Error(`${owner}: ${line}${isName ? `; views: ${views(line)}` : ""}`, { cause });
}

function views(line: string): string {
  const withColumns = line.startsWith("Binder");
  const all = Object.entries(viewColumns).map(([view, columns]) =>
    withColumns ? `${view} (${Object.keys(columns).join(", ")})` : view,
  );
  return all.join(", ");
}
