import type { AuditFailure, AuditFinding, AuditFindingKind } from "./audit-result.js";
import { type Difference, firstDifference } from "./first-difference.js";
import type { OutputColumn } from "./output-columns.js";

/** Compares what a strategy gives on other data with what it gave on all of it, and keeps the earliest differences. */
export class AuditFindings {
  checks = 0;
  readonly failures: AuditFailure[] = [];
  private readonly found = new Map<string, AuditFinding>();
  private readonly whole: readonly OutputColumn[];
  private readonly tolerance: number;

  constructor(whole: readonly OutputColumn[], tolerance: number) {
    this.whole = whole;
    this.tolerance = tolerance;
  }

  /** @returns whether all columns agree up to the cut */
  compare(columns: readonly OutputColumn[], cut: number, kind: AuditFindingKind): boolean {
    const byName = new Map(columns.map((column) => [column.name, column]));
    const names = new Set(this.whole.map(({ name }) => name));
    const extra = columns
      .filter(({ name }) => !names.has(name))
      .map((column) => ({ ...column, values: [], times: new Float64Array() }));
    let agreed = true;
    for (const column of [...this.whole, ...extra]) {
      this.checks++;
      const difference = firstDifference(column, byName.get(column.name), { cut, tolerance: this.tolerance });
      if (difference === undefined) continue;
      agreed = false;
      this.add({ kind, column: column.name, cut, ...difference });
    }
    return agreed;
  }

  /** What the strategy was given, against what it left of it. */
  compareInput(given: readonly OutputColumn[], left: readonly OutputColumn[]): void {
    const byName = new Map(left.map((column) => [column.name, column]));
    for (const column of given) {
      const cut = Number.POSITIVE_INFINITY;
      const difference = firstDifference(column, byName.get(column.name), { cut, tolerance: 0 });
      if (difference !== undefined) this.add({ kind: "input changed", column: column.name, cut, ...difference });
    }
  }

  /** Rows after the end of the data: one may be a bar that has not ended, more come from elsewhere. */
  compareEnd(columns: readonly OutputColumn[], cut: number): void {
    for (const { name, times, values } of columns) {
      const row = times.findIndex((time) => time > cut);
      const rows = times.length - row;
      if (row < 0 || rows < 2) continue;
      const difference: Difference = { row, time: times[row], value: values[row], otherwise: Number.NaN, rows };
      this.add({ kind: "beyond the data", column: name, cut, ...difference });
    }
  }

  /** By time, and then by column in the order of the output. */
  sorted(): readonly AuditFinding[] {
    return [...this.found.values()].sort((one, other) => one.time - other.time);
  }

  /** Of each column and kind the earliest bar is kept; of several cuts that show it, the first. */
  private add(finding: AuditFinding): void {
    const key = `${finding.kind} ${finding.column}`;
    const known = this.found.get(key);
    if (known === undefined || finding.time < known.time) this.found.set(key, finding);
  }
}
