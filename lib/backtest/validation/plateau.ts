import { medianSorted } from "simple-statistics";
import { checkChoice } from "../../series/check.js";

/** What `plateau` takes. */
export interface PlateauOptions<Name extends string = string> {
  /** Names of the parameters that span the grid; text and truth values have no order: neighbours agree in them. */
  readonly parameters: readonly Name[];
  /** Name of the measure, higher being better. */
  readonly by: Name;
  /**
   * Who is a neighbour. `box` (default): at most one step away in each parameter, 3^d − 1 in a full grid of d
   * parameters. `axes`: one step away in one parameter and equal in the others, 2 d.
   */
  readonly neighbours?: "box" | "axes";
}

/** The best combination of a grid beside its neighbours. */
export interface Plateau {
  /** Row of the best combination; −1 if no row has the measure. */
  readonly row: number;
  readonly best: number;
  /** Median of the neighbours that have the measure, NaN if none has. */
  readonly neighbourMedian: number;
  /** Lowest of them. */
  readonly neighbourMinimum: number;
  /** best − neighbourMedian, at least 0: about 0 on a plateau, large on a spike. */
  readonly drop: number;
  /** neighbourMedian / best: near 1 on a plateau, 0 or below on a spike; NaN if the best is not above 0. */
  readonly score: number;
  /** Neighbours that have the measure. */
  readonly neighbours: number;
  /** Neighbours whose measure is NaN. */
  readonly missing: number;
}

/**
 * How much worse than the best combination of a sweep its neighbours on the grid are. Where choosing generalises, a
 * small step of a parameter changes little; a best that stands alone was likely found by luck. The steps of a parameter
 * are its distinct values in the rows, in rising order, whatever lies between them: 10, 20, 50 are one step apart each.
 * The best at an edge of the grid has fewer neighbours, as has one beside combinations that were left out. Made for
 * grids: rows of a random search have hardly any neighbours. Source: definition.
 * @param rows one for each combination: its parameters and its measures, flat
 * @throws {RangeError} if there are no parameters, or two rows are of one combination
 * @throws {TypeError} at a row that lacks a parameter or the measure
 */
export function plateau<Row extends object>(
  rows: readonly Row[],
  { parameters, by, neighbours: kind = "box" }: PlateauOptions<keyof Row & string>,
): Plateau {
  checkChoice("neighbours", kind, ["box", "axes"], "plateau");
  if (parameters.length === 0) throw new RangeError("plateau: no parameters span the grid; name at least one");
  const values = rows.map((row, index) => measureOf(row, by, index));
  const places = gridPlaces(rows, parameters);
  let best = -1;
  values.forEach((value, index) => {
    if (value === value && !(value <= values[best])) best = index;
  });
  const near: number[] = [];
  let missing = 0;
  places.forEach((place, index) => {
    if (best < 0 || !areNeighbours(place, places[best], kind)) return;
    if (values[index] === values[index]) near.push(values[index]);
    else missing++;
  });
  near.sort((first, second) => first - second);
  const top = best < 0 ? Number.NaN : values[best];
  const neighbourMedian = near.length === 0 ? Number.NaN : medianSorted(near);
  return {
    row: best,
    best: top,
    neighbourMedian,
    neighbourMinimum: near.length === 0 ? Number.NaN : near[0],
    drop: top - neighbourMedian,
    score: top > 0 ? neighbourMedian / top : Number.NaN,
    neighbours: near.length,
    missing,
  };
}

/** A place on the grid: a step for each parameter that has an order, and the rest as text. */
interface Place {
  readonly steps: readonly number[];
  readonly group: string;
}

function gridPlaces<Row extends object>(rows: readonly Row[], parameters: readonly (keyof Row & string)[]): Place[] {
  const levels = parameters.map((name) => {
    const numbers = rows.map((row): unknown => row[name]).filter((value): value is number => typeof value === "number");
    return new Map([...new Set(numbers)].sort((first, second) => first - second).map((value, step) => [value, step]));
  });
  const seen = new Map<string, number>();
  return rows.map((row, index) => {
    const others: unknown[] = [];
    const steps = parameters.map((name, place) => {
      const value: unknown = row[name];
      if (typeof value === "number" && Number.isFinite(value)) return levels[place].get(value) as number;
      if (typeof value !== "string" && typeof value !== "boolean") {
        throw new TypeError(
          `plateau: ${name} of row ${index} is ${String(value)}; give a finite number, text, true or false`,
        );
      }
      others.push([name, value]);
      return 0;
    });
    const group = JSON.stringify(others);
    const key = `${steps.join()} ${group}`;
    const twin = seen.get(key);
    if (twin !== undefined) {
      throw new RangeError(
        `plateau: rows ${twin} and ${index} are of one combination; keep one, or name what tells them apart`,
      );
    }
    seen.set(key, index);
    return { steps, group };
  });
}

function areNeighbours(one: Place, other: Place, kind: "box" | "axes"): boolean {
  if (one.group !== other.group) return false;
  let moved = 0;
  for (let place = 0; place < one.steps.length; place++) {
    const distance = Math.abs(one.steps[place] - other.steps[place]);
    if (distance > 1) return false;
    moved += distance;
  }
  return kind === "axes" ? moved === 1 : moved > 0;
}

function measureOf<Row extends object>(row: Row, by: keyof Row & string, index: number): number {
  const value: unknown = row[by];
  if (typeof value === "number") return value;
  throw new TypeError(`plateau: ${by} of row ${index} is ${String(value)}; give a number, NaN where it is not defined`);
}
