import { escapeHtml } from "../escape-html.js";
import { formatCells, inferFormat } from "../format-cells.js";
import type { MimeBundle } from "../mime-bundle.js";

/** Fields by which a danfojs DataFrame or Series is told; the library itself need not be there. */
interface Frame {
  /** Rows, or the values of a Series. */
  readonly $data: readonly unknown[];
  readonly $columns: readonly string[];
  readonly $index: readonly (string | number)[];
  readonly $dtypes: readonly string[];
  readonly $isSeries: boolean;
}

/** Rows shown of a long frame, half from its start and half from its end, and most columns. */
const [mostRows, mostColumns] = [20, 30];

export function isFrame(value: unknown): value is Frame {
  if (typeof value !== "object" || value === null) return false;
  const { $data, $columns, $index, $dtypes } = value as Partial<Frame>;
  return [$data, $columns, $index, $dtypes].every((field) => Array.isArray(field));
}

/**
 * A danfojs DataFrame or Series as an HTML table with its index and the type of each column as the heading's title, and
 * as the text that it prints.
 */
export function frameBundle(frame: Frame): MimeBundle {
  return { "text/html": frameHtml(frame), "text/plain": String(frame) };
}

function frameHtml({ $data, $columns, $index, $dtypes, $isSeries }: Frame): string {
  const rows = rowsShown($data.length);
  const hidden = $data.length - rows.length;
  const columns = $columns.slice(0, mostColumns).map((name, column) => {
    const values = rows.map((row) => ($isSeries ? $data[row] : ($data[row] as readonly unknown[])[column]));
    const format = inferFormat(values, name);
    return { name, dtype: $dtypes[column] ?? "", cells: formatCells(values, format), isText: format === "text" };
  });
  const head = columns.map(
    ({ name, dtype, isText }) =>
      `<th scope="col" title="${escapeHtml(dtype)}"${aligned(isText)}>${escapeHtml(String(name))}</th>`,
  );
  const body = rows.map((row, shown) => {
    const cells = columns.map(
      ({ cells, isText }) => `<td${aligned(isText)}>${escapeHtml(cells[shown] as string)}</td>`,
    );
    return `<tr><th scope="row">${escapeHtml(String($index[row] ?? row))}</th>${cells.join("")}</tr>`;
  });
  if (hidden > 0) body.splice(mostRows / 2, 0, wide(`… ${count(hidden)} more rows …`, columns.length + 1));
  const more = $columns.length - columns.length;
  const shape = `${count($data.length)} rows × ${count($columns.length)} columns`;
  const note = more > 0 ? `${shape}, ${count(more)} of them not shown` : shape;
  return [
    '<table class="open-interest-table">',
    `<thead>\n<tr><th></th>${head.join("")}</tr>\n</thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody>`,
    `<tfoot>\n${wide($isSeries ? `${count($data.length)} values` : note, columns.length + 1, "left")}\n</tfoot>`,
    "</table>",
  ].join("\n");
}

function rowsShown(length: number): number[] {
  const shown = Math.min(length, mostRows);
  return Array.from({ length: shown }, (_, row) => (row < mostRows / 2 ? row : length - shown + row));
}

function wide(text: string, columns: number, align: "left" | "center" = "center"): string {
  return `<tr><td colspan="${columns}" style="text-align:${align}">${text}</td></tr>`;
}

function aligned(isText: boolean): string {
  return ` style="text-align:${isText ? "left" : "right"}"`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
