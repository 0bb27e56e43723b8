import fc from "fast-check";
import { expect, test } from "vitest";
import { permutationTest } from "../../../lib/evidence/permutation/permutation-test.js";
import { philoxStream } from "../../../lib/evidence/random/philox.js";
import type { Candles } from "../../../lib/series/candles.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";

const gap = Number.NaN;
const position = [1, 1, 0, 0, gap];
const returns = [gap, 0.04, 0.02, -0.01, -0.03];

// By hand: held 1 1 0 0 over 4 2 −1 −3 %, sum 6; shifted by one 0 1 1 0: 1; by two 0 0 1 1: −4; by three 1 0 0 1: 1.
test("all shifts are those worked by hand", () => {
  const found = permutationTest(position, returns);
  expect(found.statistic).toBeCloseTo(0.015, 15);
  [0.0025, -0.01, 0.0025].forEach((value, k) => {
    expect(found.others[k]).toBeCloseTo(value, 15);
  });
  expect(found.p).toBe(1 / 4);
  expect(found.meanOfOthers).toBeCloseTo(-0.005 / 3, 15);
  expect(found.conventions).toEqual({
    n: 4,
    leftOut: 0,
    method: "shift",
    statistic: "mean",
    alternative: "greater",
    permutations: 3,
    exact: true,
    blockLength: gap,
    seed: 1,
    costs: "none",
  });
  expect(found.nullHypothesis).toContain("carries no information");
});

// The least of four: all three others are at least as good, and none is as bad.
test("two-sided doubles the smaller tail, and a loss is no proof of skill", () => {
  const inverse = [0, 0, 1, 1, gap];
  expect(permutationTest(inverse, returns).p).toBe(1);
  expect(permutationTest(inverse, returns, { alternative: "two-sided" }).p).toBe(1 / 2);
  expect(permutationTest(position, returns, { alternative: "two-sided" }).p).toBe(1 / 2);
});

// Products 4, 2, 0, 0 %: mean 1.5, deviations 2.5, 0.5, −1.5, −1.5, squares 11 / 3.
test("the Sharpe ratio is that of position × return, per row", () => {
  const { statistic } = permutationTest(position, returns, { statistic: "sharpe" });
  expect(statistic).toBeCloseTo(1.5 / Math.sqrt(11 / 3), 13);
});

// Two blocks of two rows have two orders: as they are (6 %) and swapped (−4 %). Half of 2000 draws, give or take 22.
test("blocks keep their rows together", () => {
  const { others, p, conventions } = permutationTest(position, returns, {
    method: "blocks",
    blockLength: 2,
    permutations: 2000,
  });
  expect(new Set([...others].map((value) => Math.round(value * 1e4)))).toEqual(new Set([150, -100]));
  expect(Math.abs(p - 0.5)).toBeLessThan(4 * 0.011);
  expect(conventions).toMatchObject({ method: "blocks", blockLength: 2, permutations: 2000, exact: false });
});

test("a position that never changes has no timing: every order earns the same", () => {
  const stream = philoxStream(4, 4);
  const market = Float64Array.from({ length: 200 }, () => 0.01 + 0.02 * stream.normal());
  const always = new Float64Array(200).fill(0.7);
  for (const statistic of ["mean", "sharpe"] as const) {
    for (const method of ["shift", "blocks"] as const) {
      expect(permutationTest(always, market, { statistic, method, permutations: 300 }).p).toBe(1);
    }
  }
});

// The same sum in another order, which rounds otherwise.
test("a return that never changes cannot be timed", () => {
  const stream = philoxStream(4, 5);
  const held = Float64Array.from({ length: 200 }, () => stream.normal());
  for (const statistic of ["mean", "sharpe"] as const) {
    const found = permutationTest(held, new Float64Array(200).fill(0.1), { statistic });
    expect(new Set(found.others).size).toBeGreaterThan(1);
    expect(found.p).toBe(1);
  }
});

test("scale of the position, a sign for both, and a shift of both leave p as it is", () => {
  const arrays = fc.array(
    fc.record({ held: fc.integer({ min: -2, max: 2 }), earned: fc.integer({ min: -50, max: 50 }) }),
    {
      minLength: 3,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(arrays, fc.integer({ min: 1, max: 20 }), (rows, turn) => {
      const pOf = (held: readonly number[], earned: readonly number[]): number =>
        permutationTest([...held, gap], [gap, ...earned.map((value) => value / 1024)]).p;
      const held = rows.map((row) => row.held);
      const earned = rows.map((row) => row.earned);
      const plain = pOf(held, earned);
      const turned = (values: readonly number[]): number[] =>
        values.map((_, row) => values[(row + turn) % values.length]);
      expect(
        pOf(
          held.map((value) => value * 8),
          earned,
        ),
      ).toBe(plain);
      expect(
        pOf(
          held.map((value) => -value),
          earned.map((value) => -value),
        ),
      ).toBe(plain);
      expect(pOf(turned(held), turned(earned))).toBe(plain);
    }),
    { seed: 20250701, numRuns: 60 },
  );
});

test("many rows are tried at some shifts, all different, and the same for the same seed", () => {
  const stream = philoxStream(6, 0);
  const held = Float64Array.from({ length: 400 }, () => stream.normal());
  const market = Float64Array.from({ length: 400 }, () => stream.normal() / 100);
  const some = permutationTest(held, market, { permutations: 100 });
  expect(some.conventions).toMatchObject({ permutations: 100, exact: false });
  const all = new Set(permutationTest(held, market).others);
  expect(all.size).toBe(398);
  expect(new Set(some.others).size).toBe(100);
  for (const value of some.others) expect(all.has(value)).toBe(true);
  expect([...permutationTest(held, market, { permutations: 100 }).others]).toEqual([...some.others]);
  expect([...permutationTest(held, market, { permutations: 100, seed: 2 }).others]).not.toEqual([...some.others]);
});

/** Share of p ≤ 0.1 of 300 simulations: long or short for ten bars on average, over returns foretold by `edge`. */
function rejections(edge: number, method: "shift" | "blocks"): number {
  let rejected = 0;
  for (let simulation = 0; simulation < 300; simulation++) {
    const stream = philoxStream(17, simulation);
    const held = new Float64Array(120);
    const market = new Float64Array(120);
    let side = stream.uniform() < 0.5 ? 1 : -1;
    for (let t = 0; t < 120; t++) {
      market[t] = edge * (t > 0 ? held[t - 1] : 0) + 0.3 + stream.normal();
      if (stream.uniform() < 0.1) side = -side;
      held[t] = side;
    }
    if (permutationTest(held, market, { method, permutations: 199, seed: simulation }).p <= 0.1) rejected++;
  }
  return rejected / 300;
}

// Binomial error of 300 at 0.1: 0.0173, tolerance four.
test.each(["shift", "blocks"] as const)(
  "%s: a position without information is rejected as often as asked",
  (method) => {
    expect(Math.abs(rejections(0, method) - 0.1)).toBeLessThan(4 * 0.0173);
  },
);

// An edge of 0.3 over 119 rows is 0.3 √119 = 3.3 errors of the mean, beyond 1.28 with probability 0.98; the drift and
// the positions left nearly in place take some of it.
test.each(["shift", "blocks"] as const)("%s: a position with information is found", (method) => {
  expect(rejections(0.3, method)).toBeGreaterThan(0.7);
});

test("rows without a position or a return are left out and counted", () => {
  const found = permutationTest([1, gap, 1, 0, 0, 1, gap], [gap, 0.04, 0.5, 0.02, -0.01, -0.03, gap]);
  expect(found.conventions).toMatchObject({ n: 4, leftOut: 2 });
  expect(found.p).toBe(1 / 4);
});

test("nothing, one row, and a ratio of no deviation", () => {
  expect(permutationTest([], [])).toMatchObject({ statistic: gap, p: gap, meanOfOthers: gap });
  expect(permutationTest([1], [0.1])).toMatchObject({ statistic: gap, p: gap });
  expect(permutationTest([1, 1], [gap, 0.1])).toMatchObject({ statistic: 0.1, p: 1 });
  expect(permutationTest([0, 0, 0], [gap, 0.1, 0.2], { statistic: "sharpe" })).toMatchObject({
    statistic: gap,
    p: gap,
  });
});

/** Three bars of an hour from 0: opens 100, 110, 99, last close 198. */
function threeBars(): Candles {
  const times = [1, 2, 3].map((hour) => hour * hourMs);
  const price = (name: string, values: readonly number[]) => series({ times, values, name, unit: "price" });
  const open = price("open", [100, 110, 99]);
  const close = price("close", [105, 100, 198]);
  return { times: open.times, intervalMs: hourMs, open, high: close, low: open, close };
}

// Opens at 0 h, 1 h, 2 h: returns 10 %, −10 %, 100 %. Decided at 0 h and 1 h: 1 over the first bar, 2 over the others.
test("with candles a position earns from the next open on, one that comes late from the open after", () => {
  const decided = { times: [0, hourMs], values: [1, 2], name: "position", unit: "fraction" } as const;
  expect(permutationTest(series(decided), threeBars()).statistic).toBeCloseTo((0.1 - 0.2 + 2) / 3, 14);
  const late = permutationTest(series({ ...decided, delayMs: 1 }), threeBars());
  expect(late.statistic).toBeCloseTo((-0.1 + 2) / 2, 14);
  expect(late.conventions.leftOut).toBe(1);
});

test("what does not fit is refused", () => {
  expect(() => permutationTest([1, 2], [0.1])).toThrow(
    "permutationTest: 2 positions for 1 returns; give one for each row",
  );
  expect(() => permutationTest([1, 2, 3], threeBars())).toThrow(
    "permutationTest: positions without times cannot be matched with candles; give a Series",
  );
  expect(() => permutationTest([1, 1], [gap, Number.POSITIVE_INFINITY])).toThrow(
    "permutationTest: position 1 with return Infinity at pair 0 is infinite; use NaN for a gap",
  );
  const ask = (options: object) => () => permutationTest(position, returns, options);
  expect(ask({ method: "shuffle" })).toThrow('permutationTest: unknown method "shuffle"; known: shift, blocks');
  expect(ask({ statistic: "sum" })).toThrow('permutationTest: unknown statistic "sum"; known: mean, sharpe');
  expect(ask({ alternative: "less" })).toThrow(
    'permutationTest: unknown alternative "less"; known: greater, two-sided',
  );
  expect(ask({ permutations: 0 })).toThrow("permutationTest: permutations 0 is not a number of orders");
  expect(ask({ blockLength: 1.5 })).toThrow("permutationTest: blockLength 1.5 is not a number of rows");
  expect(ask({ seed: -1 })).toThrow("permutationTest: seed -1 is no seed of random numbers");
});

test("a series of returns is refused, which read as an array would hold none", () => {
  const times = [1, 2, 3].map((hour) => hour * hourMs);
  const of = series({ times, values: [0.1, 0.2, 0.1], name: "r", unit: "fraction" });
  expect(() => permutationTest(of, of as unknown as number[])).toThrow(
    new TypeError("permutationTest: a series is no list of numbers; give its values"),
  );
  expect(() => permutationTest(of, undefined as unknown as number[])).toThrow(
    "permutationTest: undefined is no list of numbers; give an array",
  );
  expect(() => permutationTest(of, of.values)).not.toThrow();
});
