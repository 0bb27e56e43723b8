import { describe, expect, test } from "vitest";
import { conclude, type Judged, verdictThresholds } from "../../../lib/evidence/verdict/conclusion.js";
import { type ResultFacts, warnings } from "../../../lib/evidence/verdict/warnings.js";

const good: Judged = {
  n: 1000,
  sharpe: 2,
  sharpeInterval: [0.5, 3.5],
  deflatedSharpe: 0.97,
  trials: 37,
  sameBarFills: false,
  liquidated: false,
};

describe("conclude", () => {
  const cases: readonly (readonly [string, Partial<Judged>, string])[] = [
    ["stands", {}, "Unlikely to be luck alone: deflated Sharpe 0.970 after 37 variants"],
    [
      "stands",
      { trials: 1, timingP: 0.05, trades: 30 },
      "Unlikely to be luck alone: deflated Sharpe 0.970 after 1 variant",
    ],
    [
      "luck",
      { deflatedSharpe: 0.41 },
      "Not distinguishable from luck: deflated Sharpe 0.41 after 37 variants, at least 0.95 is asked for",
    ],
    // Never rounded up to the threshold.
    [
      "luck",
      { deflatedSharpe: 0.94999 },
      "Not distinguishable from luck: deflated Sharpe 0.949 after 37 variants, at least 0.95 is asked for",
    ],
    [
      "luck",
      { deflatedSharpe: Number.NaN, trials: 1234 },
      "Not distinguishable from luck: deflated Sharpe undefined after 1,234 variants, at least 0.95 is asked for",
    ],
    ["no profit", { sharpe: 0 }, "No profit: Sharpe ratio 0.00 for a year"],
    ["no profit", { sharpe: -1.234, deflatedSharpe: 0.1 }, "No profit: Sharpe ratio -1.23 for a year"],
    ["ruined", { liquidated: true, sharpe: -3 }, "Ruined: the account was liquidated"],
    [
      "not tradable",
      { sameBarFills: true, liquidated: true },
      "Not tradable: decisions were filled at the close they were made at",
    ],
    ["not judged", { n: 99, sameBarFills: true }, "Cannot be judged: 99 returns, at least 100 are asked for"],
    ["not judged", { sharpe: Number.NaN }, "Cannot be judged: its returns do not vary"],
    [
      "doubtful",
      { trades: 1 },
      "Doubtful: deflated Sharpe 0.970 after 37 variants, but it made 1 closed trade, at least 30 are asked for",
    ],
    [
      "doubtful",
      { sharpe: 84.27, trades: 101 },
      "Doubtful: deflated Sharpe 0.970 after 37 variants, but a Sharpe ratio of 84.3 for a year is implausible: look for look-ahead with audit()",
    ],
    ["stands", { sharpe: 6, trades: 101 }, "Unlikely to be luck alone: deflated Sharpe 0.970 after 37 variants"],
    ["stands", { sharpe: 7, trades: 100 }, "Unlikely to be luck alone: deflated Sharpe 0.970 after 37 variants"],
    [
      "doubtful",
      { sharpeInterval: [-0.1, 4], timingP: 0.3 },
      "Doubtful: deflated Sharpe 0.970 after 37 variants, but the interval of the Sharpe ratio reaches below 0 and its timing may be chance (p 0.30, at most 0.05 is asked for)",
    ],
  ];
  for (const [conclusion, changes, verdict] of cases) {
    test(`says ${conclusion}: ${JSON.stringify(changes)}`, () => {
      expect(conclude({ ...good, ...changes })).toEqual({ conclusion, verdict });
    });
  }
});

describe("warnings", () => {
  const numbers = {
    n: 1000,
    years: 2.7,
    sharpe: 2,
    skewness: 0,
    trials: 37,
    minimumTrackRecordYears: 0.9,
    minimumBacktestYears: 1.6,
  };
  const told = (facts: ResultFacts, changes: Partial<typeof numbers> = {}): readonly string[] =>
    warnings({ ...numbers, ...changes }, facts, verdictThresholds);

  test("are none of a good result", () => {
    const facts = { trades: 30, funded: true, missingSettlements: 0, breakEvenBps: 20, chargedBps: 7 };
    expect(told(facts)).toEqual([]);
    expect(told({})).toEqual([]);
    expect(told({}, { minimumTrackRecordYears: Number.NaN, minimumBacktestYears: Number.NaN })).toEqual([]);
  });

  test("tell what is too good to be true, if it is of many trades", () => {
    expect(told({ trades: 1234, hitRate: 0.9268 }, { sharpe: 84.27 })).toEqual([
      "Implausible: a Sharpe ratio of 84.3 for a year over 1,234 closed trades; look for look-ahead with audit().",
      "Implausible: 92 % of 1,234 closed trades won; look for look-ahead with audit().",
    ]);
    expect(told({}, { sharpe: 6.1 })).toEqual([
      "Implausible: a Sharpe ratio of 6.1 for a year over 1,000 returns; look for look-ahead with audit().",
    ]);
    expect(told({ trades: 101, hitRate: 0.8 }, { sharpe: 6 })).toEqual([]);
    expect(told({ trades: 100, hitRate: 1 }, { sharpe: 84 })).toEqual([]);
  });

  test("tell each weakness in a sentence, with its numbers", () => {
    expect(
      told({ sameBarFills: true, liquidated: true, funded: false, missingSettlements: 1, trades: 4 }, { n: 40 }),
    ).toEqual([
      "Decisions were filled at the close they were made at, which nobody can do.",
      "The account was liquidated; the numbers are those of the time before.",
      "No funding was charged: holding a perpetual costs or earns it several times a day.",
      "1 settlement without a rate met a position and paid 0.",
      "Only 40 returns: the formulas are made for 100 and more.",
      "Only 4 closed trades: few decisions can be lucky together.",
    ]);
    expect(
      told(
        { breakEvenBps: 9, chargedBps: 7 },
        { skewness: -2.51, minimumTrackRecordYears: 3, minimumBacktestYears: 4.04, years: 0.5 },
      ),
    ).toEqual([
      "6.0 months of data: this Sharpe ratio needs 3.0 years to be above 0 with 95 %.",
      "6.0 months of data: the best of 37 variants without skill is expected to do as well in less than 4.0 years.",
      "Costs of 9.0 bps a fill use up the profit; 7.0 bps were charged.",
      "Skewness -2.5: losses are rarer and larger than gains, and the worst may be still to come.",
    ]);
  });
});
