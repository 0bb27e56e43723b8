import type { Audit } from "../evidence/audit/audit-result.js";
import { isoTime } from "../series/time.js";
import { type Table, type TableOptions, table } from "./table.js";

/**
 * What an audit found, a row for each column and kind, earliest first: the bar that should not be what it is, what it
 * says with all of the data, and what without the future. Of a clean one a row for each column that was compared.
 */
export function auditTable(
  audit: Audit,
  { caption, note, maxRows = 20 }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const { clean, findings, failures, cuts, columns, unchecked, independent } = audit;
  const found = findings.length === 1 ? "1 finding" : `${findings.length.toLocaleString("en-US")} findings`;
  const verdict = clean ? "no look-ahead found" : findings.length > 0 ? found : "nothing could be checked";
  const first = failures[0];
  const remarks = [
    `cut and changed at ${cuts.length.toLocaleString("en-US")} instants`,
    first && `the strategy threw in ${failures.length} runs, first at ${isoTime(first.cut)}: ${first.message}`,
    independent.length > 0 ? `does not depend on the data given: ${independent.join(", ")}` : undefined,
    unchecked.length > 0 ? `not compared, since it has no times: ${unchecked.join(", ")}` : undefined,
    note,
  ];
  const told = { caption: caption ?? `Audit of ${columns.join(", ")}: ${verdict}`, maxRows };
  const below = remarks.filter((remark) => remark !== undefined).join("; ");
  if (findings.length === 0) {
    const result = clean ? "the same without the future" : "not checked";
    return table(
      columns.map((column) => ({ column, result })),
      { ...told, note: below },
    );
  }
  const rows = findings.map(({ cut, ...rest }) => ({ ...rest, cut: Number.isFinite(cut) ? cut : undefined }));
  return table(rows, {
    ...told,
    note: below,
    columns: [
      { key: "kind", name: "found by" },
      "column",
      { key: "time", name: "bar (UTC)", format: "time" },
      { key: "cut", name: "data cut (UTC)", format: "time" },
      { key: "value", name: "with all data", format: "number" },
      { key: "otherwise", name: "otherwise", format: "number" },
      { key: "rows", name: "bars", format: "number", digits: 0 },
    ],
  });
}
