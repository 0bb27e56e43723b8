import { countText } from "../../series/count-text.js";
import { inspect } from "../../series/inspect.js";
import { isoTime } from "../../series/time.js";

/**
 * How a strategy was found out.
 *
 * - `truncation`: it says something else when the data ends at the cut
 * - `perturbation`: it says something else when the data after the cut is another
 * - `beyond the data`: it has results after the end of the data it was given
 * - `not deterministic`: it says something else on the same data
 * - `input changed`: it wrote into the data it was given
 */
export type AuditFindingKind =
  | "truncation"
  | "perturbation"
  | "beyond the data"
  | "not deterministic"
  | "input changed";

/** The first bar of one column that should not be what it is. */
export interface AuditFinding {
  readonly kind: AuditFindingKind;
  /** Column of the output; of the data where it was changed. */
  readonly column: string;
  /** Time of that bar, epoch milliseconds UTC. */
  readonly time: number;
  /** Row of that bar in the column, from 0. */
  readonly row: number;
  /** Where the data was cut, epoch milliseconds UTC; `Infinity` where it was not. */
  readonly cut: number;
  /** What the column says with all of the data; NaN also where it has no such row. */
  readonly value: number;
  /** What it says without the future, or with another one. */
  readonly otherwise: number;
  /** Bars up to the cut that differ, this one included. */
  readonly rows: number;
}

/** What the strategy threw when its data was cut or changed. */
export interface AuditFailure {
  readonly cut: number;
  readonly kind: AuditFindingKind;
  readonly message: string;
}

/** What `audit` found. */
export class Audit {
  /** True if at least one cut could be checked and nothing was found. */
  readonly clean: boolean;
  /** In order of time: the first is the first column and bar that saw the future. One for each column and kind. */
  readonly findings: readonly AuditFinding[];
  /** Cuts at which the strategy threw: nothing was checked there. */
  readonly failures: readonly AuditFailure[];
  /** Columns compared, over all runs. */
  readonly checks: number;
  /** Instants at which the data was cut, epoch milliseconds UTC. */
  readonly cuts: Float64Array;
  /** Columns of the output that were compared. */
  readonly columns: readonly string[];
  /** Fields of the output without times, such as lists of trades: they were not compared. */
  readonly unchecked: readonly string[];
  /**
   * Columns that vary and do not depend on the data given: by the calendar, or by what the strategy keeps elsewhere,
   * which no audit sees.
   */
  readonly independent: readonly string[];

  constructor(fields: Omit<Audit, "clean" | "toString" | typeof inspect>) {
    const { findings, failures, cuts } = fields;
    this.findings = findings;
    this.failures = failures;
    this.checks = fields.checks;
    this.cuts = cuts;
    this.columns = fields.columns;
    this.unchecked = fields.unchecked;
    this.independent = fields.independent;
    this.clean = findings.length === 0 && failures.length < 2 * cuts.length;
  }

  /** The verdict in a few lines. */
  toString(): string {
    const { findings, failures, cuts, columns, unchecked, independent } = this;
    const lines = findings.map(sentence);
    if (this.clean) {
      lines.push(
        `No look-ahead found in ${listed(columns)}: the data was cut and its future changed at ${countText(cuts.length, "instant")}.`,
      );
    }
    if (failures.length > 0) {
      const { cut, message } = failures[0];
      lines.push(
        `The strategy threw in ${failures.length} of ${2 * cuts.length} runs, first at ${isoTime(cut)}: ${message}`,
      );
    }
    if (independent.length > 0) lines.push(`Does not depend on the data given: ${listed(independent)}.`);
    if (unchecked.length > 0) lines.push(`Not compared, since it has no times: ${listed(unchecked)}.`);
    return lines.join("\n");
  }

  [inspect](): string {
    return this.toString();
  }
}

function sentence({ kind, column, time, cut, value, otherwise, rows }: AuditFinding): string {
  const bar = `${column} at ${isoTime(time)}`;
  const more = rows > 1 ? `; ${countText(rows, "bar")} differ` : "";
  switch (kind) {
    case "truncation":
      return `${bar} saw the future: ${value}, but ${otherwise} on the data known at ${isoTime(cut)}${more}.`;
    case "perturbation":
      return `${bar} saw the future: ${value}, but ${otherwise} if what comes after ${isoTime(cut)} is another${more}.`;
    case "beyond the data":
      return `${bar} lies after the end of the data, ${isoTime(cut)}: the strategy reads it from elsewhere.`;
    case "not deterministic":
      return `${bar} is ${value} and then ${otherwise} on the same data: nothing else was checked.`;
    case "input changed":
      return `The strategy wrote into its data: ${bar} was ${value} and is ${otherwise}.`;
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - 5;
  return names.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
