import { shortened } from "./compare-lines.js";
import { type DeepDifference, deepDifferences } from "./deep-differences.js";
import { valueText } from "./excerpt.js";

/** What changed between two plotly figures: of each list of points the first change, and how many there are. */
export function compareFigures(before: unknown, after: unknown): string[] {
  const groups = new Map<string, DeepDifference[]>();
  for (const difference of deepDifferences(before, after)) {
    const key = listOf(difference.path);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [difference]);
    else group.push(difference);
  }
  const found = [...groups.values()].map((changes) => {
    const { path, before: was, after: is } = changes[0] as DeepDifference;
    const more = changes.length === 1 ? "" : `, and ${changes.length - 1} more`;
    const length = path.at(-1) === "length" ? "length of " : "";
    return `${length}${placeText(path, before)}: ${valueText(was)} → ${valueText(is)}${more}`;
  });
  const name = titleOf(before);
  return shortened(found, "part of the figure", "parts of the figure").map(
    (text) => `figure${name === "" ? "" : ` “${name}”`}: ${text}`,
  );
}

/** The path without the indices at its end: changes of one list of points are told together. */
function listOf(path: readonly (string | number)[]): string {
  const from = path.findLastIndex((key) => typeof key === "string");
  return JSON.stringify(path.slice(0, from + 1));
}

function placeText(path: readonly (string | number)[], figure: unknown): string {
  const [part, index, ...rest] = path.at(-1) === "length" ? path.slice(0, -1) : path;
  if (part !== "data" || typeof index !== "number")
    return [part, index, ...rest].filter((key) => key !== undefined).join(".") || "all of it";
  const { name } = (figure as { readonly data: readonly { readonly name?: unknown }[] }).data[index] ?? {};
  const trace = `trace ${typeof name === "string" && name !== "" ? name : index + 1}`;
  const keys = rest.filter((key) => typeof key === "string");
  const points = rest.filter((key) => typeof key === "number").map((point) => point + 1);
  if (points.length === 0) return `${trace}, ${keys.join(".")}`;
  const of = keys.length === 1 && keys[0] === "y" ? "" : `${keys.join(".")} of `;
  return `${trace}, ${of}point ${points.join(", ")}`;
}

function titleOf(figure: unknown): string {
  const title = (figure as { readonly layout?: { readonly title?: unknown } } | null)?.layout?.title;
  const text = typeof title === "string" ? title : (title as { readonly text?: unknown } | undefined)?.text;
  return typeof text === "string" ? text.replace(/<br ?\/?>/g, " ").replace(/<[^>]*>/g, "") : "";
}
