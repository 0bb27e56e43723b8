import { gunzipSync } from "fflate";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** What a page shows of one cell. */
export interface CellPart {
  /** Its section. */
  readonly html: string;
  /** Its figures as the page draws them. */
  readonly figures: readonly unknown[];
}

/** The parts of a report's page that are told apart when it is verified. */
export interface PageParts {
  readonly header: string;
  /** By the place of the cell in the notebook, from 0; cells that show nothing have none. */
  readonly cells: ReadonlyMap<number, CellPart>;
  /** All the rest: contents, style, scripts. */
  readonly frame: string;
  /** JSON in the element that holds the stamp. */
  readonly stamp: string;
}

/** Hashes of the parts of a page as it was made. */
export interface PageSeals {
  readonly header: string;
  readonly cells: readonly (readonly [index: number, sha256: string])[];
  readonly frame: string;
}

const stampElement = '<script type="application/json" id="page_stamp">';
const figuresElement = '<script type="text/plain" id="page_figures">';
const header = /<header class="report">[\s\S]*?<\/header>/;
const cellStart = /<section(?: id="cell-\d+")? data-part="(\d+)">/g;
const cellsEnd = "\n</main>";

/** Element for the stamp, which `withStamp` fills. */
export const emptyStamp: string = `${stampElement}</script>`;

/** First tag of the section of a cell. */
export function cellTag(index: number, executionCount: number | null): string {
  return `<section${executionCount === null ? "" : ` id="cell-${executionCount}"`} data-part="${index}">`;
}

/** A page with its element for the stamp filled. */
export function withStamp(html: string, json: string): string {
  return html.replace(emptyStamp, () => `${stampElement}${json}</script>`);
}

/** The parts of a page, undefined if it holds no stamp. What a cell shows cannot look like a part: it is escaped. */
export function pageParts(html: string): PageParts | undefined {
  const stamp = takeElement(html, stampElement);
  if (stamp === undefined) return undefined;
  const drawn = takeElement(stamp.rest, figuresElement);
  let frame = drawn?.rest ?? stamp.rest;
  const [top = ""] = header.exec(frame) ?? [];
  frame = frame.replace(top, "");
  const figures = unpackedFigures(drawn?.content ?? "");
  const starts = [...frame.matchAll(cellStart)];
  const end = Math.max(frame.lastIndexOf(cellsEnd), starts.at(-1)?.index ?? 0);
  const cells = new Map<number, CellPart>();
  for (const [place, { 1: index, index: start }] of starts.entries()) {
    const text = frame.slice(start, starts[place + 1]?.index ?? end).trimEnd();
    // Only a page that was edited has two for one cell.
    const section = (cells.get(Number(index))?.html ?? "") + text;
    const numbers = [...section.matchAll(/ id="figure_(\d+)"/g)].map(([, number]) => Number(number));
    cells.set(Number(index), { html: section, figures: numbers.map((number) => figures[number - 1]) });
  }
  if (starts[0] !== undefined) frame = frame.slice(0, starts[0].index) + frame.slice(end);
  return { header: top, cells, frame, stamp: stamp.content };
}

/** Hashes of the parts but the stamp. */
export function pageSeals({ header, cells, frame }: PageParts): PageSeals {
  return {
    header: sha256(header),
    cells: [...cells].map(([index, { html, figures }]) => [index, sha256(`${html}\n${canonicalJson(figures)}`)]),
    frame: sha256(frame),
  };
}

/** The text of an element, and the page without that text. */
function takeElement(html: string, tag: string): { readonly content: string; readonly rest: string } | undefined {
  const at = html.indexOf(tag);
  const from = at + tag.length;
  const to = html.indexOf("</script>", from);
  if (at < 0 || to < 0) return undefined;
  return { content: html.slice(from, to), rest: html.slice(0, from) + html.slice(to) };
}

/** None if they cannot be read: an edited page must not end the one who looks for the edit. */
function unpackedFigures(packed: string): readonly unknown[] {
  try {
    const figures: unknown = JSON.parse(new TextDecoder().decode(gunzipSync(Buffer.from(packed, "base64"))));
    return Array.isArray(figures) ? figures : [];
  } catch {
    return [];
  }
}
