import { escapeHtml } from "./escape-html.js";

/** A table whose cells are text. */
interface TextTable {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

/** How a cell with a time begins. */
const time = /^\d{4}-\d\d-\d\d(?!\d)/;

/** Lines of aligned text: caption, headings, rows, note. */
export function tableText({ caption, columns, rows, note }: TextTable): string {
  const lines = [columns.map(({ name }) => name), ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => (line[column] as string).length)));
  const aligned = lines.map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column] as number;
        return columns[column]?.align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return [caption, ...aligned, note === "" ? "" : `(${note})`].filter((line) => line !== "").join("\n");
}

/**
 * A plain HTML table; every name and cell is escaped. The only style is the alignment of cells, because notebooks align
 * all cells to the right, and that times are not broken at their hyphens; the class is for pages that have a style of their own.
 */
export function tableHtml({ caption, columns, rows, note }: TextTable): string {
  const styles = columns.map(({ align }, column) => {
    const hasTimes = rows.some((row) => time.test(row[column] as string));
    return `text-align:${align}${hasTimes ? ";white-space:nowrap" : ""}`;
  });
  const styled = (column: number): string => ` style="${styles[column] ?? "text-align:left"}"`;
  const head = columns.map(({ name }, column) => `<th scope="col"${styled(column)}>${escapeHtml(name)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((cell, column) => `<td${styled(column)}>${escapeHtml(cell)}</td>`).join("")}</tr>`)
    .join("\n");
  const above = caption === "" ? "" : `<caption>${escapeHtml(caption)}</caption>\n`;
  const below =
    note === ""
      ? ""
      : `<tfoot>\n<tr><td colspan="${Math.max(1, columns.length)}" style="text-align:left">${escapeHtml(note)}</td></tr>\n</tfoot>\n`;
  return `<table class="open-interest-table">\n${above}<thead>\n<tr>${head}</tr>\n</thead>\n<tbody>\n${body}\n</tbody>\n${below}</table>`;
}
