import fc from "fast-check";
import { expect, test } from "vitest";
import { turnoverIssues } from "../../../lib/analytics/plausibility/turnover-issues.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, randomPanel, runs, start } from "../panels.js";

const gap = Number.NaN;
const one = { identities: { a: { sides: 1 as const } } };

// By hand: changes of 10, −40 and 20 with 10, 20 and 19 traded: the second is 2 times, the third 1.05 times the volume.
test("a change beyond what was traded is counted, with its share and its worst", () => {
  const issues = turnoverIssues(hourly({ a: [100, 110, 70, 90, 90] }, one), hourly({ a: [0, 10, 20, 19, 0] }));
  expect(issues).toEqual([
    {
      kind: "turnover",
      where: "a",
      count: 2,
      from: start + 2 * hourMs,
      to: start + 3 * hourMs,
      detail:
        "changes by more than what was traded in 50 % of 4 bars, worst by -40 with 20 traded at 2025-07-01T02:00Z; open interest is late, corrected or wrong there, or the labels of the two are a bar apart: trust no flow in these rows",
    },
  ]);
});

test("a change as large as the volume, or within the tolerance of it, is possible", () => {
  expect(turnoverIssues(hourly({ a: [100, 110, 70] }, one), hourly({ a: [0, 10, 40] }), { tolerance: 0 })).toEqual([]);
  expect(turnoverIssues(hourly({ a: [100, 110.05] }, one), hourly({ a: [0, 10] }))).toEqual([]);
});

test("a count of both sides may change by twice the volume, and so may one that does not say", () => {
  const count = (sides?: 1 | 2 | "unknown") =>
    turnoverIssues(hourly({ a: [100, 120] }, { identities: { a: { sides } } }), hourly({ a: [0, 10] })).length;
  expect([count(1), count(2), count("unknown"), count()]).toEqual([1, 0, 0, 0]);
  const [issue] = turnoverIssues(hourly({ a: [100, 130] }), hourly({ a: [0, 10] }));
  expect(issue?.detail).toContain(
    "changes by more than twice what was traded (nobody says how many sides it counts) in 100 % of 1 bars",
  );
  expect(issue?.detail).toContain("the units or contract sizes of the two differ: convert one of them");
});

test("gaps, a settlement to zero and columns without a volume are not judged", () => {
  expect(turnoverIssues(hourly({ a: [100, gap, 10, 500, 0] }, one), hourly({ a: [1, 1, 1, gap, 1] }))).toEqual([]);
  expect(turnoverIssues(hourly({ a: [100, 10], b: [1, 1] }, one), hourly({ b: [1, 1] }))).toEqual([]);
  expect(turnoverIssues(hourly({ a: [] }), hourly({ a: [] }))).toEqual([]);
  expect(turnoverIssues(hourly({ a: [5] }), hourly({ a: [0] }))).toEqual([]);
});

// By hand: 100 coins at 50 are 5000 dollars, as are 50 coins at 100: nobody traded.
test("coins of an inverse contract and dollars of a linear one are compared in what the price does not move", () => {
  const price = hourly({ p: [50, 100] }, { unit: "price" }).column("p");
  const inverse = hourly({ a: [100, 50] }, { identities: { a: { margin: "inverse", sides: 1 } } });
  expect(turnoverIssues(inverse, hourly({ a: [0, 0] }), { price })).toEqual([]);
  const linear = hourly({ a: [100, 200] }, { unit: "usd", identities: { a: { margin: "linear", sides: 1 } } });
  const dollars = hourly({ a: [0, 0] }, { unit: "usd" });
  expect(turnoverIssues(linear, dollars, { price })).toEqual([]);
  // One coin more than is explained by the price, with none traded.
  const traded = hourly({ a: [100, 300] }, { unit: "usd", identities: { a: { sides: 1 } } });
  expect(turnoverIssues(traded, dollars, { price })[0]?.detail).toContain("worst by 1 with 0 traded");
  const byName = hourly({ a: [50, 100] }, { unit: "price" });
  expect(turnoverIssues(inverse, hourly({ a: [0, 0] }), { price: byName })).toEqual([]);
  expect(() => turnoverIssues(inverse, hourly({ a: [0, 0] }))).toThrow(
    'turnoverIssues: "a" is in base of an inverse contract, which the price moves without a trade; give price, in unit price',
  );
});

test("a series of volume is that of the only column, whatever its name", () => {
  const volume = hourly({ volume: [0, 10] }).column("volume");
  expect(turnoverIssues(hourly({ a: [100, 130] }, one), volume).map(({ where, count }) => [where, count])).toEqual([
    ["a", 1],
  ]);
  expect(() => turnoverIssues(hourly({ a: [1, 2], b: [1, 2] }), volume)).toThrow(
    'turnoverIssues: volume "volume" is one series and open interest has 2 columns; give a panel of volumes, named as the columns they belong to',
  );
  expect(() => turnoverIssues(hourly({ a: [1] }), volume)).toThrow("turnoverIssues: inputs of 1 and 2");
});

test("a sum of inverse contracts and others cannot be judged", () => {
  const identities = { a: { margin: "mixed" as const } };
  const price = hourly({ p: [50, 100] }, { unit: "price" }).column("p");
  for (const unit of ["base", "usd"] as const) {
    const traded = hourly({ a: [1, 1] }, { unit });
    expect(() => turnoverIssues(hourly({ a: [1, 1] }, { unit, identities }), traded, { price })).toThrow(
      'turnoverIssues: "a" adds inverse contracts to others, which the price moves in coins and in dollars alike; give the contracts before they are added, or no volume of it',
    );
  }
  // Its other columns can.
  const both = hourly({ a: [1, 1], b: [100, 130] }, { identities });
  expect(turnoverIssues(both, hourly({ b: [0, 10] })).map(({ where }) => where)).toEqual(["b"]);
});

test("neither scale nor order of columns changes what is found, nor do later rows", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      const volume = random.map(({ values }) => values.map((value) => value / 2));
      const turned = random.select([...random.names].reverse());
      const counts = (oi: typeof random, traded: typeof random) =>
        turnoverIssues(oi, traded).map(({ where, count, from, to }) => [where, count, from, to]);
      const found = counts(random, volume);
      expect(counts(turned, volume)).toEqual(found);
      const times = (values: Float64Array) => values.map((value) => value * 4096);
      expect(
        counts(
          random.map(({ values }) => times(values)),
          volume.map(({ values }) => times(values)),
        ),
      ).toEqual(found);
      const half = random.length >> 1;
      for (const { where, from } of turnoverIssues(random.rows(0, half), volume.rows(0, half))) {
        expect(found.find(([name]) => name === where)?.[2]).toBe(from);
      }
    }),
    runs,
  );
});

test("what cannot be compared is refused", () => {
  expect(() => turnoverIssues(hourly({ a: [1] }), hourly({ a: [1] }, { unit: "usd" }))).toThrow(
    "turnoverIssues: open interest is in base and volume in usd; give both in one unit",
  );
  expect(() => turnoverIssues(hourly({ a: [1] }), hourly({ b: [1] }))).toThrow(
    'turnoverIssues: volume of "b" belongs to no column of open interest; known: a',
  );
  expect(() => turnoverIssues(hourly({ a: [1] }), hourly({ a: [1, 2] }))).toThrow("turnoverIssues: inputs of 1 and 2");
  expect(() => turnoverIssues(hourly({ a: [1] }), hourly({ a: [1] }), { tolerance: -1 })).toThrow(
    "turnoverIssues: tolerance -1 is not 0 or more; give a fraction, such as 0.01",
  );
});
