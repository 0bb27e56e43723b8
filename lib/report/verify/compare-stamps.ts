import type { SourceFile } from "../../sources/dataset.js";
import { resultHash } from "../stamp/result-hash.js";
import type { Stamp, StampedData, StampedParameter } from "../stamp/stamp.js";
import { shortened } from "./compare-lines.js";
import { deepDifferences } from "./deep-differences.js";
import { valueText } from "./excerpt.js";
import type { Difference } from "./verification.js";

/** What two runs were made of and tried, where that differs. */
export function compareStamps(before: Stamp, after: Stamp): Difference[] {
  // A run that fails earlier has loaded less, and tried less.
  const isLess = after.failure !== undefined && after.done < before.done;
  return [
    ...compareParameters(before, after),
    ...compareVersions(before, after),
    ...compareData(isLess ? before.data.slice(0, after.data.length) : before.data, after.data),
    ...(isLess ? [] : compareTrials(before, after)),
  ];
}

function compareParameters(before: Stamp, after: Stamp): Difference[] {
  return before.parameters.flatMap((was): Difference[] => {
    const is = after.parameters.find(({ name }) => name === was.name);
    if (was.value === is?.value && was.given === is?.given) return [];
    const origin = was.value !== is?.value ? (): string => "" : originText;
    const text = `${was.name}: ${was.value ?? "nothing"}${origin(was)} → ${is?.value ?? "nothing"}${origin(is)}`;
    return [{ kind: "parameter", where: "parameters", text }];
  });
}

function originText(parameter: StampedParameter | undefined): string {
  return parameter?.given ? " (given)" : " (the notebook's own)";
}

function compareVersions({ versions: before }: Stamp, { versions: after }: Stamp): Difference[] {
  const changes = [
    ["open-interest", before.openInterest, after.openInterest],
    ["Node", before.node, after.node],
    [
      before.lockfile?.name ?? after.lockfile?.name,
      before.lockfile?.sha256.slice(0, 12),
      after.lockfile?.sha256.slice(0, 12),
    ],
  ] as const;
  return changes.flatMap(([name, was, is]) =>
    was === is
      ? []
      : [{ kind: "version", where: "versions", text: `${name} ${was ?? "not there"} → ${is ?? "not there"}` }],
  );
}

function compareData(before: readonly StampedData[], after: readonly StampedData[]): Difference[] {
  const tell = (text: string): Difference => ({ kind: "data", where: "data", text });
  if (before.length !== after.length) {
    return [tell(`${before.length} ${before.length === 1 ? "set" : "sets"} → ${after.length}`)];
  }
  return before.flatMap((was, index) => {
    const is = after[index] as StampedData;
    const found = [
      ...changed("source", was.source, is.source),
      ...changed("asset", was.asset, is.asset),
      ...changed("from", was.from, is.from),
      ...changed("to", was.to, is.to),
      ...changed("rows", was.rows, is.rows),
      ...compareFiles(was.files, is.files),
    ];
    if (found.length === 0 && was.sha256 !== is.sha256)
      found.push(`its numbers are others (sha256 ${short(was.sha256)} → ${short(is.sha256)})`);
    if (found.length === 0 && was.description !== is.description) found.push(`its description is another`);
    return found.map((text) => tell(`${dataText(was)}: ${text}`));
  });
}

function compareFiles(before: readonly SourceFile[], after: readonly SourceFile[]): string[] {
  const now = new Map(after.map(({ name, sha256 }) => [name, sha256]));
  const known = new Set(before.map(({ name }) => name));
  const found = before.flatMap(({ name, sha256 }) => {
    const other = now.get(name);
    if (other === sha256) return [];
    if (other === undefined) return [`file ${name} is not there`];
    return [`file ${name} has other bytes (sha256 ${short(sha256)} → ${short(other)})`];
  });
  const come = after.flatMap(({ name }) => (known.has(name) ? [] : [`file ${name} is new`]));
  return shortened([...found, ...come], "file", "files");
}

function compareTrials({ trials: before }: Stamp, { trials: after }: Stamp): Difference[] {
  if (before.sha256 === after.sha256 && before.count === after.count) return [];
  const noun = before.count === 1 ? "variant" : "variants";
  const text =
    before.count === after.count
      ? "the variants tried gave other numbers"
      : `${before.count} ${noun} tried → ${after.count}`;
  return [{ kind: "trials", where: "trials", text }];
}

/** How two runs ended, if that differs. */
export function compareEnds(before: Stamp, after: Stamp): Difference[] {
  if (endText(before) === endText(after)) return [];
  return [{ kind: "run", where: "run", text: `${endText(before)} → ${endText(after)}` }];
}

/**
 * Fields of a stamp that are not as a run gives them and that nothing above tells.
 * @param withResults whether the hashes of what cells show count; else only whether they fit one another
 */
export function compareSeals(
  before: Stamp,
  after: Stamp,
  { withResults }: { readonly withResults: boolean },
): Difference[] {
  const tell = (text: string): Difference => ({ kind: "edited", where: "stamp", text });
  const rest = ({ name, seed, failure, total, trials, data, parameters }: Stamp): unknown => ({
    name,
    ...(compareEnds(before, after).length === 0 && { failure }),
    ...(compareParameters(before, after).length === 0 && { seed, parameters, total }),
    ...(compareTrials(before, after).length === 0 && { trials }),
    ...(compareData(before.data, after.data).length === 0 && { data }),
  });
  const fields = deepDifferences(rest(before), rest(after)).map(
    ({ path, before: was, after: is }) => `${path.join(".")}: ${valueText(was)} → ${valueText(is)}`,
  );
  const hashes = new Map(after.cells.map(({ cell, sha256 }) => [cell, sha256]));
  const results = before.cells.flatMap(({ cell, sha256 }) =>
    !withResults || hashes.get(cell) === sha256
      ? []
      : [`the hash of cell ${cell}: ${short(sha256)} → ${short(hashes.get(cell))}`],
  );
  const result = resultHash(before.cells);
  const whole = result === before.result ? [] : [`result: ${short(before.result)} → ${short(result)}`];
  return shortened([...fields, ...results, ...whole], "field", "fields").map(tell);
}

function endText({ status, failure, done, total }: Stamp): string {
  if (failure !== undefined) return `cell ${failure.cell} failed with ${failure.name}: ${failure.message}`;
  return status === "complete" ? "ran to its end" : `stopped after ${done} of ${total} cells`;
}

function dataText({ source, asset, from, to, rows }: StampedData): string {
  const range = from === undefined ? [] : [`${from} to ${to},`];
  const count = rows === undefined ? [] : [`${rows.toLocaleString("en-US")} rows`];
  return [source, ...(asset === undefined ? [] : [asset]), ...range, ...count].join(" ");
}

function changed(name: string, was: unknown, is: unknown): string[] {
  return was === is ? [] : [`${name} ${was ?? "–"} → ${is ?? "–"}`];
}

function short(sha256: string | undefined): string {
  return sha256?.slice(0, 12) ?? "–";
}
