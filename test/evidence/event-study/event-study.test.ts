import fc from "fast-check";
import { expect, test } from "vitest";
import { type EventStudy, type EventStudyOptions, eventStudy } from "../../../lib/evidence/event-study/event-study.js";
import { philoxStream } from "../../../lib/evidence/random/philox.js";
import type { Unit } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";

const gap = Number.NaN;

/** Hourly values from the epoch on. */
function hourly(values: ArrayLike<number>, unit: Unit = "price"): Series {
  return series({ times: Array.from(values, (_, t) => t * hourMs), values, name: "x", unit });
}

const prices = hourly([100, 110, 99, 100, 120, 90, 90, 99]);
const around = { before: 1, after: 1 } as const;
const at = (...rows: readonly number[]): number[] => rows.map((row) => row * hourMs);

// By hand. Event rows 1 and 4: before them 100/110 − 1 = −1/11 and 100/120 − 1 = −1/6; after them 99/110 − 1 = −0.1 and
// 90/120 − 1 = −0.25. Next-row returns of rows 1 to 6: −0.1, 1/99, 0.2, −0.25, 0, 0.1.
test("paths, their mean and the mean of all rows are those worked by hand", () => {
  const { path, events, times } = eventStudy(at(4, 1), prices, around);
  expect(path.map(({ offset }) => offset)).toEqual([-1, 0, 1]);
  expect(path[0].mean).toBeCloseTo(-(1 / 11 + 1 / 6) / 2, 14);
  expect(path[1]).toMatchObject({ mean: 0, q05: 0, median: 0, baseline: 0, abnormal: 0, p: gap });
  expect(path[2].mean).toBeCloseTo(-0.175, 14);
  expect(path[2].baseline).toBeCloseTo((-0.05 + 1 / 99) / 6, 14);
  expect(path[2].abnormal).toBeCloseTo(-0.175 - (-0.05 + 1 / 99) / 6, 14);
  expect(events).toBe(2);
  expect([...times]).toEqual(at(1, 4));
});

// The numbers are those above; two events are too few for a band.
test("a study prints how many events there were, and the end of the path", () => {
  const found = eventStudy(at(4, 1, 100), prices, around);
  const [title, end, ...more] = String(found).split("\n");
  expect(title).toBe("Event study: 2 events in 2 clusters, 1 left out · rows −1 to 1");
  expect(end).toMatch(/^after 1 rows: mean -0\.175 \(95 % band – to –\), abnormal -0\.168350?; joint p \S+$/);
  expect(more).toEqual([]);
});

// Two values −0.25 and −0.1: quantile q lies at −0.25 + 0.15 q.
test("the fan holds the quantiles over the events", () => {
  const { path } = eventStudy(at(1, 4), prices, around);
  const { q05, q25, median, q75, q95 } = path[2];
  [0.05, 0.25, 0.5, 0.75, 0.95].forEach((q, index) => {
    expect([q05, q25, median, q75, q95][index]).toBeCloseTo(-0.25 + 0.15 * q, 14);
  });
});

// Moved by 1 to 7 rows, those without a window left out, the means after the event are (1/99 + 0)/2, (0.2 + 0.1)/2,
// −0.25, 0, (0.1 − 0.1)/2, 1/99 and 0.2. Of seven one is as low as −0.175, six are as high: p = 2 (1 + 1)/8. The mean
// of the eight is −0.0075: −0.25 and 0.2 are as far from it as −0.175 is, so the joint p is 3/8.
test("p compares with the same dates moved through time", () => {
  const { path, jointP, conventions } = eventStudy(at(1, 4), prices, around);
  expect(path[2].p).toBe(0.5);
  expect(jointP).toBe(3 / 8);
  expect(conventions).toEqual({
    path: "growth",
    before: 1,
    after: 1,
    overlap: "keep",
    baseline: "unconditional",
    level: 0.95,
    replications: 2000,
    seed: 1,
    clusters: 2,
    shifts: 7,
  });
});

// Three clusters with means a < b < c after the event: a resample's mean is a with probability 1/27, (2a + b)/3 with
// 3/27, and so on upwards. A band at 0.6 ends at the levels Φ(∓√(3/2) t), t = 1.0607 for 2 degrees of freedom (scipy
// 1.17.1): 0.097 falls on (2a + b)/3, 0.903 on (b + 2c)/3.
test("the band is that of resampled events", () => {
  const study = eventStudy(at(1, 3, 5), hourly([0, 10, 11, 5, 14, 4, 9, 0], "number"), { ...around, level: 0.6 });
  expect(study.conventions.clusters).toBe(3);
  expect(study.path[2].lower).toBeCloseTo((2 * 1 + 5) / 3, 13);
  expect(study.path[2].upper).toBeCloseTo((5 + 2 * 9) / 3, 13);
});

// Rows 1 and 2 share the row between them and are drawn together: steps 1 and 3, then 5 and 9 alone. Pairs count
// double: three times the pair is 12/6 = 2, twice 18/5 with the 5 is (8 + 5)/5 = 2.6; the top as before (5 + 18)/3.
test("events with overlapping windows are drawn together", () => {
  const study = eventStudy(at(1, 2, 4, 6), hourly([0, 10, 11, 14, 4, 9, 0, 9], "number"), { ...around, level: 0.6 });
  expect(study.conventions.clusters).toBe(3);
  expect(study.path[2].lower).toBeCloseTo(2.6, 13);
  expect(study.path[2].upper).toBeCloseTo((5 + 2 * 9) / 3, 13);
});

test("too few clusters have no band at the level asked, more have", () => {
  const stream = philoxStream(1, 0);
  const values = hourly(
    Float64Array.from({ length: 60 }, () => stream.normal()),
    "number",
  );
  const bandOf = (events: number, level: number): number =>
    eventStudy(
      Float64Array.from({ length: events }, (_, event) => (4 + 8 * event) * hourMs),
      values,
      { ...around, level },
    ).path[2].lower;
  expect([bandOf(1, 0.5), bandOf(2, 0.95), bandOf(5, 0.95), bandOf(6, 0.99)]).toEqual([gap, gap, gap, gap]);
  for (const [events, level] of [
    [2, 0.5],
    [6, 0.95],
    [7, 0.95],
  ])
    expect(bandOf(events, level)).not.toBeNaN();
});

// Windows of 2 rows: chains are cut every 8 rows, and 60 events in a row are 8 clusters.
test("a chain of events without end is cut into clusters", () => {
  const stream = philoxStream(1, 0);
  const values = hourly(
    Float64Array.from({ length: 62 }, () => stream.normal()),
    "number",
  );
  expect(eventStudy(values.times, values, around).conventions.clusters).toBe(8);
});

test("overlapping events are kept, thinned to the first, or dropped, and counted", () => {
  const found = (overlap: "keep" | "first" | "drop"): unknown[] => {
    const { times, leftOut } = eventStudy(at(1, 2, 3, 5), prices, { ...around, overlap });
    return [[...times], leftOut.overlapping];
  };
  expect(found("keep")).toEqual([at(1, 2, 3, 5), 0]);
  // Row 3 is two rows from row 1: their windows meet and share no step.
  expect(found("first")).toEqual([at(1, 3, 5), 1]);
  expect(found("drop")).toEqual([at(5), 3]);
});

test("an event between two rows is taken at the later one, from which on it was known", () => {
  const study = eventStudy([3.5 * hourMs], prices, around);
  expect([...study.times]).toEqual(at(4));
  expect(study.path[2].mean).toBeCloseTo(-0.25, 14);
});

test("events that cannot be used are left out and counted by reason", () => {
  const holed = hourly([100, 110, 99, gap, 120, 90, 90, 99]);
  const { leftOut, events } = eventStudy([gap, ...at(-1, 0, 7, 9, 2, 4, 5.5, 6)], holed, around);
  expect(leftOut).toEqual({ unknown: 1, truncated: 4, missing: 2, sameRow: 1, overlapping: 0 });
  expect(events).toBe(1);
});

test("no events, no rows and windows longer than the data have no path", () => {
  const empty = { mean: gap, lower: gap, upper: gap, median: gap, p: gap };
  for (const study of [
    eventStudy([], prices, around),
    eventStudy(at(1), hourly([]), around),
    eventStudy(at(0), hourly([5]), around),
    eventStudy(at(4), prices, { before: 8, after: 8 }),
  ]) {
    expect(study.events).toBe(0);
    expect(study.path[0]).toMatchObject(empty);
    expect(study.jointP).toBeNaN();
  }
});

// 1.1 · 0.5 − 1 = −0.45; the row before: 1/1.25 − 1 = −0.2.
test("returns are compounded, and the one of the window's first row is not needed", () => {
  const returns = hourly([gap, gap, 0.25, 0.1, -0.5, gap], "fraction");
  const { path } = eventStudy(at(2), returns, { before: 1, after: 2, path: "compounded" });
  [-0.2, 0, 0.1, -0.45].forEach((value, k) => {
    expect(path[k].mean).toBeCloseTo(value, 14);
  });
  expect(eventStudy(at(2), returns, { before: 2, after: 2, path: "compounded" }).leftOut.missing).toBe(1);
  expect(eventStudy(at(2), returns, { before: 1, after: 3, path: "compounded" }).leftOut.missing).toBe(1);
});

test("growth of prices and their compounded returns have the same paths", () => {
  const stream = philoxStream(3, 0);
  const returns = Float64Array.from({ length: 60 }, () => 0.02 * stream.normal());
  let price = 100;
  const level = returns.map((value, t) => {
    if (t > 0) price *= 1 + value;
    return price;
  });
  const events = at(10, 20, 37);
  const options = { before: 5, after: 8, replications: 50 };
  const byPrice = eventStudy(events, hourly(level), options).path;
  const byReturn = eventStudy(events, hourly(returns, "fraction"), { ...options, path: "compounded" }).path;
  byPrice.forEach((row, k) => {
    for (const key of ["mean", "lower", "q95", "baseline", "p"] as const) {
      if (row[key] === row[key]) expect(byReturn[k][key]).toBeCloseTo(row[key], 12);
      else expect(byReturn[k][key]).toBeNaN();
    }
  });
});

test("levels are compared by difference, also below 0", () => {
  const rates = hourly([0.1, -0.2, 0, 0.4], "fraction");
  const { path } = eventStudy(at(1), rates, { before: 1, after: 2, path: "change" });
  [0.3, 0, 0.2, 0.6].forEach((value, k) => {
    expect(path[k].mean).toBeCloseTo(value, 14);
  });
});

/** Paths of `count` random dates over 300 returns, each followed by `drift` in the two rows after it. */
function simulated(simulation: number, count: number, drift: number, options: EventStudyOptions): EventStudy {
  const stream = philoxStream(23, simulation);
  const returns = Float64Array.from({ length: 300 }, () => stream.normal());
  const rows = Array.from({ length: count }, () => 5 + stream.integer(290));
  for (const row of new Set(rows)) for (const later of [1, 2]) returns[row + later] += drift;
  let level = 0;
  const levels = returns.map((value) => {
    level += value;
    return level;
  });
  return eventStudy(at(...rows), hourly(levels, "number"), options);
}

// Binomial error of 300 at 0.1: 0.0173, tolerance four. p moves in steps of 2/100, so at most 0.1 is 0.1.
test("dates that are no events are found to be some as often as asked, by each p", () => {
  let [single, joint] = [0, 0];
  for (let simulation = 0; simulation < 300; simulation++) {
    const study = simulated(simulation, 12, 0, { before: 0, after: 4, replications: 99, seed: simulation });
    if (study.path[2].p <= 0.1) single++;
    if (study.jointP <= 0.1) joint++;
  }
  expect(Math.abs(single / 300 - 0.1)).toBeLessThan(4 * 0.0173);
  expect(Math.abs(joint / 300 - 0.1)).toBeLessThan(4 * 0.0173);
});

// Twice 1 over two rows, with 12 events an error of √(2/12) = 0.41: nearly five errors.
test("events that are followed by something are found", () => {
  let found = 0;
  for (let simulation = 0; simulation < 20; simulation++) {
    const { path, jointP } = simulated(simulation, 12, 1, { before: 0, after: 4, replications: 299 });
    if (path[2].p <= 0.05 && jointP <= 0.05 && path[2].lower > 0) found++;
  }
  expect(found).toBeGreaterThan(17);
});

// Independent events: half the band is 1.96 standard errors of a mean, sd/√n with divisor n.
test("the band of unrelated events is that of a mean", () => {
  const stream = philoxStream(8, 8);
  const values = Float64Array.from({ length: 400 }, () => stream.normal());
  const rows = Array.from({ length: 190 }, (_, event) => 4 + 2 * event);
  const { path, conventions } = eventStudy(at(...rows), hourly(values, "number"), { before: 0, after: 1 });
  expect(conventions.clusters).toBe(190);
  const steps = rows.map((row) => values[row + 1] - values[row]);
  const mean = steps.reduce((sum, value) => sum + value / 190, 0);
  const error = Math.sqrt(steps.reduce((sum, value) => sum + (value - mean) ** 2 / 190, 0) / 190);
  expect((path[1].upper - path[1].lower) / 2 / (1.96 * error)).toBeGreaterThan(0.93);
  expect((path[1].upper - path[1].lower) / 2 / (1.96 * error)).toBeLessThan(1.07);
});

// Binomial error of 400 at 0.95: 0.011. Bands between plain percentiles hold the mean in 0.89.
test("bands of ten events hold the mean nearly as often as asked", () => {
  const rows = Array.from({ length: 10 }, (_, event) => 2 + 3 * event);
  let held = 0;
  for (let simulation = 0; simulation < 400; simulation++) {
    const stream = philoxStream(31, simulation);
    const values = Float64Array.from({ length: 33 }, () => stream.normal());
    const { path } = eventStudy(at(...rows), hourly(values, "number"), {
      before: 0,
      after: 1,
      replications: 600,
      seed: simulation,
    });
    if (path[1].lower <= 0 && path[1].upper >= 0) held++;
  }
  expect(held / 400).toBeGreaterThan(0.9);
  expect(held / 400).toBeLessThan(0.975);
});

test("neither order of events nor scale of prices matters, and what lies outside windows moves no mean", () => {
  const eventRows = fc.uniqueArray(fc.integer({ min: 0, max: 49 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(eventRows, fc.integer({ min: 0, max: 1000 }), (rows, seed) => {
      const stream = philoxStream(seed, 0);
      const values = Float64Array.from({ length: 60 }, () => 50 + 50 * stream.uniform());
      const options = { before: 2, after: 3, replications: 40 };
      const plain = eventStudy(at(...rows), hourly(values), options);
      expect(eventStudy(at(...rows.toReversed()), hourly(values), options)).toEqual(plain);
      expect(eventStudy(at(...rows), hourly(values.map((value) => value * 16)), options)).toEqual(plain);
      const last = Math.max(...rows) + 3;
      const changed = values.map((value, row) => (row > last ? value * 3 : value));
      const other = eventStudy(at(...rows), hourly(changed), options);
      expect(other.path.map(({ mean, q05, lower }) => [mean, q05, lower])).toEqual(
        plain.path.map(({ mean, q05, lower }) => [mean, q05, lower]),
      );
    }),
    { seed: 20250701, numRuns: 40 },
  );
});

test("events at every row are nothing special", () => {
  const stream = philoxStream(2, 0);
  const values = hourly(Float64Array.from({ length: 40 }, () => 50 + stream.uniform()));
  const { path, jointP } = eventStudy(values.times, values, { before: 0, after: 2, replications: 30 });
  expect([path[1].p, path[2].p, jointP]).toEqual([1, 1, 1]);
  expect(path[2].abnormal).toBeCloseTo(0, 14);
});

test("what is out of range is refused", () => {
  const ask = (options: object) => () => eventStudy(at(1), prices, options);
  expect(ask({ before: -1 })).toThrow(
    "eventStudy: before -1 is not a number of rows; give a whole number of at least 0",
  );
  expect(ask({ after: 1.5 })).toThrow("eventStudy: after 1.5 is not a number of rows");
  expect(ask({ overlap: "last" })).toThrow('eventStudy: unknown overlap "last"; known: keep, first, drop');
  expect(ask({ baseline: "market" })).toThrow('eventStudy: unknown baseline "market"; known: unconditional, none');
  expect(ask({ path: "log" })).toThrow('eventStudy: unknown path "log"; known: growth, compounded, change');
  expect(ask({ level: 1 })).toThrow("eventStudy: level 1 is not a probability between 0 and 1");
  expect(ask({ replications: 0 })).toThrow("eventStudy: replications 0 is not a number of resamples");
  expect(ask({ seed: -2 })).toThrow("eventStudy: seed -2 is no seed of random numbers");
  expect(() => eventStudy(at(1), hourly([0.1, 0.2], "fraction"))).toThrow(
    "eventStudy: unit fraction does not tell how to measure a path; give path compounded for returns, change for levels",
  );
});

test("events in the place of their times are refused, with the field that has them", () => {
  const study = (events: unknown) => () => eventStudy(events as number[], prices, { before: 0, after: 1 });
  const events = [{ start: 1, knownAt: prices.times[1] }];
  expect(study(events)).toThrow(
    new TypeError(
      "eventStudy: events are objects, such as that at row 0, and no times; give events.map((event) => event.knownAt)",
    ),
  );
  expect(study({ codes: [], events })).toThrow("and no times; give found.events.map((event) => event.knownAt)");
  expect(study([{ start: 1 }])).toThrow("give their times in epoch milliseconds; fields: start");
  expect(study([new Date(0)])).toThrow("eventStudy: time an object at row 0 is no number; use NaN for a gap");
  expect(study(prices)).toThrow("eventStudy: a series is no list of numbers; give its values");
  expect(() => eventStudy(at(1), undefined as unknown as Series)).toThrow(
    "eventStudy: series undefined is no Series; give one of prices, amounts or levels",
  );
});
