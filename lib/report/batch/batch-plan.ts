import { type Choices, grid } from "../../backtest/sweep/grid.js";
import type { ParameterValue } from "../run/parameters.js";
import { planRun } from "../run/run-plan.js";
import { isPrivatePlace, shownPlace } from "../stamp/private-places.js";
import { reportNames } from "./report-names.js";

/** Reports that a batch makes at most: more are a mistake in the grid. */
const maxReports = 2000;

/** A report that a batch is going to make. */
export interface PlannedReport {
  /** Name of its files without ending. */
  readonly name: string;
  /** Values that it runs with, those that all reports share included. */
  readonly given: Readonly<Record<string, ParameterValue>>;
  /** Values of the parameters that the batch varies, as a page may tell them. */
  readonly varied: Readonly<Record<string, ParameterValue>>;
}

export interface BatchPlanOptions {
  /** Text of the notebook. */
  readonly text: string;
  /** Values for all reports, by parameter name. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Values to vary, by parameter name; each combination is a report, the last name running fastest. */
  readonly each: Readonly<Record<string, readonly ParameterValue[]>>;
}

/**
 * The reports of a batch, in the order of its grid. Every combination is held against the notebook before any runs.
 * @throws {RangeError} if a parameter is unknown, a value does not fit, a value comes twice, or the grid is empty or has
 *   more than 2000 combinations
 */
export async function planBatch(path: string, { text, parameters, each }: BatchPlanOptions): Promise<PlannedReport[]> {
  for (const [name, values] of Object.entries(each)) {
    if (Object.hasOwn(parameters, name)) {
      throw new RangeError(`runBatch: "${name}" is given for all reports and varied; give it once`);
    }
    const twice = values.find((value, index) => values.indexOf(value) < index);
    if (twice !== undefined) throw new RangeError(`runBatch: ${name}=${twice} comes twice; list each value once`);
  }
  const size = Object.values(each).reduce((product, values) => product * values.length, 1);
  if (Object.keys(each).length === 0 || size === 0 || size > maxReports) {
    const seen = Object.entries(each).map(([name, values]) => `${name}: ${values.length}`);
    throw new RangeError(
      `runBatch: a grid of ${size} reports (${seen.join(", ") || "no parameters"}); give 1 to ${maxReports}`,
    );
  }
  const combinations = await Promise.all(
    grid(each as Choices).map(async (one) => {
      const given = { ...parameters, ...one };
      const plan = await planRun(path, { text, parameters: given }, "runBatch");
      return { given, values: valuesOf(Object.keys(each), plan.parameters) };
    }),
  );
  checkDistinct(combinations.map(({ values }) => values));
  const varied = combinations.map(({ values }) => publicValues(values));
  const names = reportNames(varied);
  return combinations.map(({ given }, index) => ({
    name: names[index] as string,
    given,
    varied: varied[index] as PlannedReport["varied"],
  }));
}

/** The values in the notebook's own types, in the order in which the batch names them. */
function valuesOf(
  names: readonly string[],
  parameters: readonly { readonly name: string; readonly value: ParameterValue | undefined }[],
): Record<string, ParameterValue> {
  return Object.fromEntries(
    names.map((name) => [name, parameters.find((one) => one.name === name)?.value as ParameterValue]),
  );
}

/** `1` and `1.0` are two texts and one number, and would be two files of one report. */
function checkDistinct(combinations: readonly Readonly<Record<string, ParameterValue>>[]): void {
  const seen = new Set<string>();
  for (const values of combinations) {
    const key = JSON.stringify(values);
    if (seen.has(key)) throw new RangeError(`runBatch: ${combinationText(values)} comes twice; list each value once`);
    seen.add(key);
  }
}

/** A combination as text: `asset=BTC, hours=24`. */
export function combinationText(values: Readonly<Record<string, ParameterValue>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

function publicValues(values: Readonly<Record<string, ParameterValue>>): Record<string, ParameterValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isPrivatePlace(value) ? shownPlace(value) : value]),
  );
}
