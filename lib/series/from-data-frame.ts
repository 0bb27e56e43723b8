import { checkNames, checkSides, checkTimes, checkUnit, checkValues } from "./check.js";
import type { Identity, Unit } from "./identity.js";
import { Panel } from "./panel.js";
import { epochMs } from "./time.js";

/** What is read of a danfojs DataFrame. */
export interface FrameCells {
  readonly columns: readonly string[];
  /** Rows of cells in the order of `columns`. */
  readonly values: readonly unknown[];
}

/**
 * A panel from a danfojs DataFrame: one column of times, all others of numbers in one unit.
 * A cell that is null, undefined, an empty text or NaN is a gap. The way back is `toDataFrame()`.
 * @param frame N columns and the times × T rows, times strictly rising
 * @throws {RangeError} if there is no time column, a name comes twice, a time cell is no instant or does not rise, or a value
 *   cell is not a finite number, naming row (from 0) and column
 */
export function fromDataFrame(
  frame: FrameCells,
  {
    unit,
    timeColumn = "time",
    identities = {},
  }: {
    /** Unit of every value. */
    readonly unit: Unit;
    /** Column of times: ISO 8601 text (UTC where it names no zone), Dates, or epoch milliseconds; default `time`. */
    readonly timeColumn?: string;
    /** What each column is of, by name; an absent name has an empty identity. */
    readonly identities?: Readonly<Record<string, Identity>>;
  },
): Panel {
  checkUnit(unit, "fromDataFrame");
  checkNames(frame.columns, "fromDataFrame");
  const timeIndex = frame.columns.indexOf(timeColumn);
  if (timeIndex < 0) {
    throw new RangeError(`fromDataFrame: no time column "${timeColumn}"; known: ${frame.columns.join(", ")}`);
  }
  const stray = Object.keys(identities).find((name) => name === timeColumn || !frame.columns.includes(name));
  if (stray !== undefined) throw new RangeError(`fromDataFrame: identity given for "${stray}", which is not a column`);
  const rows = frame.values as readonly (readonly unknown[])[];
  const times = checkTimes(
    rows.map((row, index) => timeOf(row[timeIndex], index, timeColumn)),
    "fromDataFrame",
  );
  const columns = frame.columns.flatMap((name, column) => {
    if (column === timeIndex) return [];
    const values = rows.map((row, index) => numberOf(row[column], index, name));
    const owner = `fromDataFrame column "${name}"`;
    const identity = identities[name] ?? {};
    checkSides(identity, owner);
    return [{ name, values: checkValues(values, times, owner), identity }];
  });
  return new Panel(times, columns, unit);
}

function timeOf(cell: unknown, row: number, column: string): number {
  const time = cell instanceof Date ? cell.getTime() : typeof cell === "string" ? textTime(cell) : cell;
  if (typeof time === "number" && Number.isFinite(time)) return time;
  throw new RangeError(
    `fromDataFrame: cell ${text(cell)} at row ${row} of "${column}" is not an instant; give ISO 8601 text, a Date or epoch milliseconds`,
  );
}

function textTime(cell: string): number {
  try {
    return epochMs(cell);
  } catch {
    return Number.NaN;
  }
}

function numberOf(cell: unknown, row: number, column: string): number {
  if (cell === null || cell === undefined || cell === "") return Number.NaN;
  if (typeof cell === "number") return cell;
  throw new RangeError(
    `fromDataFrame: cell ${text(cell)} at row ${row} of "${column}" is not a number; convert the column, or leave it out`,
  );
}

function text(cell: unknown): string {
  return typeof cell === "string" ? `"${cell}"` : String(cell);
}
