import { viewColumns } from "./store-views.js";

/** What DuckDB said of a query in one line, with the views there are, and their columns where a name was not found. */
export function sqlError(owner: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [said = ""] = message.split(/\n\s*LINE \d+:/);
  const line = said
    .replace(/\s*\n\s*/g, "; ")
    .trim()
    .replace(/[.;]$/, "");
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
