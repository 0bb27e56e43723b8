import type { SourceFile } from "../../sources/dataset.js";
import type { Stamp, StampedData } from "../stamp/stamp.js";
import { shortened } from "./compare-lines.js";
import type { Difference } from "./verification.js";

/** What two runs were made of, where that differs. */
export function compareStamps(before: Stamp, after: Stamp): Difference[] {
  return [
    ...compareParameters(before, after),
    ...compareVersions(before, after),
    ...compareData(before.data, after.data),
    ...compareTrials(before, after),
    ...compareEnds(before, after),
  ];
}

function compareParameters(before: Stamp, after: Stamp): Difference[] {
  return before.parameters.flatMap(({ name, value }) => {
    const now = after.parameters.find((one) => one.name === name)?.value;
    const text = `${name}: ${value ?? "nothing"} → ${now ?? "nothing"}`;
    return value === now ? [] : [{ kind: "parameter", where: "parameters", text }];
  });
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
  if (before.length !== after.length) return [tell(`${before.length} sets → ${after.length}`)];
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
  const text =
    before.count === after.count
      ? "the variants tried gave other numbers"
      : `${before.count} variants tried → ${after.count}`;
  return [{ kind: "trials", where: "trials", text }];
}

function compareEnds(before: Stamp, after: Stamp): Difference[] {
  if (endText(before) === endText(after)) return [];
  return [{ kind: "run", where: "run", text: `${endText(before)} → ${endText(after)}` }];
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
