import fc from "fast-check";
import { sampleVariance } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { currentLedger, startLedger, withLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import { Ledger } from "../../../lib/evidence/ledger/ledger.js";
import type { Trial } from "../../../lib/evidence/ledger/trial.js";
import { daysOf, trialOf } from "./trial-of.js";

function ledgerOf(...trials: readonly Trial[]): Ledger {
  const ledger = new Ledger();
  for (const trial of trials) ledger.record(trial);
  return ledger;
}

const days = daysOf("BTC", 0, 10);

describe("record", () => {
  test("counts a run with the same numbers once, whatever it is called", () => {
    const ledger = ledgerOf(trialOf(0.1), trialOf(0.2), trialOf(0.1), trialOf(0.1, { name: "renamed" }));
    expect(ledger.size).toBe(2);
    expect(ledger.trials.map(({ name, repeats }) => [name, repeats])).toEqual([
      ["sharpe 0.1", 2],
      ["sharpe 0.2", 0],
    ]);
    expect(String(ledger)).toBe("Ledger: 2 trials, 2 runs repeated");
  });

  test("takes numbers that agree to 9 digits as the same, and −0 as 0", () => {
    expect(ledgerOf(trialOf(0.1), trialOf(0.1 + 1e-12, { totalReturn: 0.01 })).size).toBe(1);
    expect(ledgerOf(trialOf(0.1), trialOf(0.1 + 1e-8, { totalReturn: 0.01 })).size).toBe(2);
    expect(ledgerOf(trialOf(0), trialOf(-0)).size).toBe(1);
  });

  test("takes the same numbers on other data as another trial", () => {
    const never = { totalReturn: 0, volatility: 0, maxDrawdown: 0 };
    const ledger = ledgerOf(
      trialOf(Number.NaN, never),
      trialOf(Number.NaN, { ...never, data: daysOf("ETH", 0, 10) }),
      trialOf(Number.NaN, never),
    );
    expect(ledger.size).toBe(2);
  });

  test("lists the first ten thousand and counts all", () => {
    const ledger = new Ledger();
    for (let j = 0; j < 10_500; j++) ledger.record(trialOf(j));
    ledger.record(trialOf(10_400));
    expect(ledger.trials).toHaveLength(10_000);
    expect(ledger.size).toBe(10_500);
    expect(ledger.summary(days, 365)).toMatchObject({ trials: 10_500, repeats: 1, best: { sharpe: 10_499 } });
  });
});

describe("summary", () => {
  // By hand: mean 0.2, distances −0.1, 0, 0.1: (0.01 + 0 + 0.01) / 2 = 0.01.
  test("gives number, variance and best of the trials on the market", () => {
    const found = ledgerOf(trialOf(0.1), trialOf(0.3), trialOf(0.2), trialOf(0.2)).summary(days, 365);
    expect(found.trials).toBe(3);
    expect(found.sharpeVariance).toBeCloseTo(0.01, 12);
    expect(found.best?.name).toBe("sharpe 0.3");
    expect(found.repeats).toBe(1);
  });

  // By hand: 0.05 an hour is 0.05 √24 = 0.24495 a day; with 0.1: mean 0.172474, 2 × 0.072474² / 1 = 0.010505.
  test("brings Sharpe ratios of other bars to the period asked for", () => {
    const hourly = trialOf(0.05, { periodsPerYear: 365 * 24 });
    const found = ledgerOf(trialOf(0.1), hourly).summary(days, 365);
    expect(found.sharpeVariance).toBeCloseTo(0.0105051, 7);
    expect(found.best?.periodsPerYear).toBe(365 * 24);
    expect(ledgerOf(trialOf(0.1), hourly).summary(days, 365 * 24).sharpeVariance).toBeCloseTo(0.0105051 / 24, 9);
  });

  test("counts what saw the same asset in a period that overlaps, and tells the others beside", () => {
    const ledger = ledgerOf(
      trialOf(0.1),
      trialOf(0.2, { data: daysOf("BTC", 8, 20) }),
      trialOf(0.3, { data: daysOf("BTC", 9, 20) }),
      trialOf(0.4, { data: daysOf("ETH", 0, 10) }),
      trialOf(Number.NaN),
    );
    const { trials, elsewhere, undefinedSharpe } = ledger.summary(days, 365);
    expect({ trials, elsewhere, undefinedSharpe }).toEqual({ trials: 2, elsewhere: 2, undefinedSharpe: 1 });
  });

  test("has no variance of fewer than two, and nothing of an empty ledger", () => {
    expect(ledgerOf(trialOf(0.1)).summary(days, 365)).toMatchObject({ trials: 1, sharpeVariance: Number.NaN });
    const empty = new Ledger().summary(days, 365);
    expect(empty.trials).toBe(0);
    expect(empty.best).toBeUndefined();
  });

  test("counts the result that is judged, once, whether it was recorded or not", () => {
    const ledger = ledgerOf(trialOf(0.1), trialOf(0.2));
    expect(ledger.summary(days, 365, trialOf(0.2))).toEqual(ledger.summary(days, 365));
    const found = ledger.summary(days, 365, trialOf(0.3));
    expect(found).toMatchObject({ trials: 3, best: { sharpe: 0.3 } });
    expect(found.sharpeVariance).toBeCloseTo(0.01, 12);
    expect(ledger.size).toBe(2);
  });

  test("has the variance of all Sharpe ratios at once, over whatever data they are spread", () => {
    const trial = fc.record({ sharpe: fc.integer({ min: -500, max: 500 }), from: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(trial, { minLength: 2, maxLength: 40 }), (all) => {
        const distinct = all.filter(
          (one, at) => all.findIndex((other) => other.sharpe === one.sharpe && other.from === one.from) === at,
        );
        fc.pre(distinct.length > 1);
        const ledger = ledgerOf(
          ...all.map(({ sharpe, from }) => trialOf(sharpe / 1000, { data: daysOf("BTC", from, 10) })),
        );
        const expected = sampleVariance(distinct.map(({ sharpe }) => sharpe / 1000));
        expect(ledger.summary(days, 365).sharpeVariance).toBeCloseTo(expected, 12);
        expect(ledger.summary(days, 365).trials).toBe(distinct.length);
      }),
      { seed: 20250701, numRuns: 60 },
    );
  });
});

describe("JSON", () => {
  test("keeps all that is known, also after it was text", () => {
    const first = ledgerOf(trialOf(0.1), trialOf(0.3), trialOf(0.1), trialOf(Number.NaN));
    const again = Ledger.fromJSON(JSON.parse(JSON.stringify(first)));
    expect(again.trials).toEqual(first.trials);
    expect(again.summary(days, 365)).toEqual(first.summary(days, 365));
    again.record(trialOf(0.3));
    again.record(trialOf(Number.NaN));
    again.record(trialOf(0.4));
    expect(again.size).toBe(4);
    expect(again.trials[1]?.repeats).toBe(1);
  });

  test("of another version is refused", () => {
    expect(() => Ledger.fromJSON({ version: 2 } as never)).toThrow("Ledger.fromJSON: version 2 is not known; known: 1");
  });
});

test("the current ledger stays until another is started, which gives it back", () => {
  const before = startLedger();
  try {
    const mine = currentLedger();
    mine.record(trialOf(0.1));
    expect(currentLedger().size).toBe(1);
    expect(startLedger()).toBe(mine);
    expect(currentLedger().size).toBe(0);
    startLedger(mine);
    expect(currentLedger()).toBe(mine);
  } finally {
    startLedger(before);
  }
});

test("work with a ledger of its own keeps it over what it awaits, beside other work and the process", async () => {
  const process = currentLedger();
  const before = process.size;
  const work = (ledger: Ledger, trials: number) => async () => {
    for (let j = 0; j < trials; j++) {
      await new Promise((done) => setTimeout(done, 1));
      currentLedger().record(trialOf(j));
    }
    const own = startLedger();
    expect(currentLedger().size).toBe(0);
    expect(own).toBe(ledger);
  };
  const [one, two] = [new Ledger(), new Ledger()];
  await Promise.all([withLedger(one, work(one, 3)), withLedger(two, work(two, 2))]);
  expect([one.size, two.size]).toEqual([3, 2]);
  expect(currentLedger()).toBe(process);
  expect(process.size).toBe(before);
});

test("one trial and one run are told in the singular", () => {
  const ledger = new Ledger();
  ledger.record(trialOf(0.1));
  expect(String(ledger)).toBe("Ledger: 1 trial, 0 runs repeated");
  ledger.record(trialOf(0.1));
  expect(String(ledger)).toBe("Ledger: 1 trial, 1 run repeated");
});

test("periods that only touch do not overlap: the first bar has no return", () => {
  const ledger = ledgerOf(trialOf(0.1, { data: daysOf("BTC", 0, 10) }));
  const after = (from: number) => ledger.summary(daysOf("BTC", from, 20), 365);
  expect([after(9).trials, after(9).elsewhere]).toEqual([0, 1]);
  expect([after(8).trials, after(8).elsewhere]).toEqual([1, 0]);
  // The same data of one bar is the same all the same.
  const one = daysOf("BTC", 3, 4);
  expect(ledgerOf(trialOf(0.1, { data: one })).summary(one, 365).trials).toBe(1);
});

test("what is no ledger, no trial or no data is refused", () => {
  const ledger = new Ledger();
  const current = currentLedger();
  expect(() => startLedger({} as never)).toThrow(
    new TypeError(
      "startLedger: an object without record is no ledger; give new Ledger(), or Ledger.fromJSON(json) of one written down",
    ),
  );
  expect(() => withLedger(null as never, () => 1)).toThrow("withLedger: null is no ledger; give new Ledger()");
  expect(currentLedger()).toBe(current);
  expect(() => Ledger.fromJSON({ version: 1 } as never)).toThrow(
    new TypeError("Ledger.fromJSON: no list of trials or of groups; give what toJSON gave, whole"),
  );
  expect(() => ledger.record({} as never)).toThrow(
    "record: data: undefined tells no assets and no period; give trialData(prices)",
  );
  expect(() => ledger.record(undefined as never)).toThrow("record: undefined is no trial; give an object");
  expect(() => ledger.record(trialOf("0.1" as never))).toThrow(
    'record: sharpe 0.1 of trial "sharpe 0.1" is no number; NaN if undefined',
  );
  expect(() => ledger.summary(undefined as never, 365)).toThrow("summary: data: undefined tells no assets");
  expect(() => ledger.summary({} as never, 365)).toThrow("summary: data: an object without assets, from, to and id");
  expect(() => ledger.summary(days, undefined as never)).toThrow("summary: periodsPerYear undefined is not above 0");
  expect(ledger.size).toBe(0);
});
