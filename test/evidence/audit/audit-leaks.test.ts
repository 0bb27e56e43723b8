import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import { reversionPosition } from "../../../lib/backtest/signals/reversion-position.js";
import { audit } from "../../../lib/evidence/audit/audit.js";
import type { Candles } from "../../../lib/series/candles.js";
import { lag } from "../../../lib/series/lag.js";
import { mapColumns } from "../../../lib/series/map-columns.js";
import { resample } from "../../../lib/series/resample.js";
import { rollingMax } from "../../../lib/series/rolling/rolling-max.js";
import { rollingMean } from "../../../lib/series/rolling/rolling-mean.js";
import { rollingZScore } from "../../../lib/series/rolling/rolling-z-score.js";
import { Series } from "../../../lib/series/series.js";
import { dayMs, hourMs } from "../../../lib/series/time.js";
import { hourlySeries, type SmallMarket, smallMarket, start } from "./market-of.js";

const market = smallMarket();

type Leak = (market: SmallMarket) => Series;

const present = (values: Float64Array): Float64Array => values.filter((value) => value === value);
const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

function shiftedBack(values: Float64Array, rows: number): Float64Array {
  return values.map((_, row) => values[row + rows] ?? Number.NaN);
}

/** Each value of the rows up to `count` later, reduced. */
function ahead(values: Float64Array, count: number, reduce: (window: Float64Array) => number): Float64Array {
  return values.map((_, row) => reduce(values.subarray(row, row + count + 1)));
}

const leaks: Readonly<Record<string, Leak>> = {
  "a value shifted back by a row": ({ candles: { close } }) => close.with(shiftedBack(close.values, 1)),
  "the sign of the next return": ({ candles: { close } }) =>
    close.with(close.values.map((value, row) => Math.sign((close.values[row + 1] ?? value) - value))),
  "a centred window": ({ candles: { close } }) => {
    const mean = rollingMean(close, 11);
    return mean.with(shiftedBack(mean.values, 5));
  },
  "a z-score by the whole sample's mean and deviation": ({ candles: { close } }) => {
    const { values } = close;
    const mean = sum(values) / values.length;
    const deviation = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
    return close.with(values.map((value) => (value - mean) / deviation));
  },
  "scaling by the whole sample's least and largest": ({ oi }) => {
    const one = oi.column("a");
    const [least, largest] = [Math.min(...one.values), Math.max(...one.values)];
    return one.with(one.values.map((value) => (value - least) / (largest - least)));
  },
  "a gap filled from behind": ({ candles: { close } }) => {
    const values = close.values.map((value, row) => (row % 40 >= 20 && row % 40 < 23 ? Number.NaN : value));
    for (let row = values.length - 2; row >= 0; row--) if (Number.isNaN(values[row])) values[row] = values[row + 1];
    return close.with(values);
  },
  "daily bars labelled with their start": ({ candles: { close } }) => {
    const daily = resample(close, dayMs, { take: "last" });
    return new Series(
      daily.times.map((time) => time - dayMs),
      daily.values,
      "daily",
      "price",
    );
  },
  "the close of a day that is not over, hour by hour": ({ candles: { close } }) => {
    const daily = resample(close, dayMs, { take: "last" });
    const ofDay = new Map([...daily.times].map((time, row) => [time, daily.values[row]]));
    return close.with(close.times.map((time) => ofDay.get(Math.ceil(time / dayMs) * dayMs) ?? Number.NaN));
  },
  "the highest price still to come": ({ candles: { high } }) =>
    high.with(ahead(high.values, high.length, (window) => Math.max(...window))),
  "the range of the next bar": ({ candles: { high, low } }) =>
    high.with(
      shiftedBack(
        high.values.map((value, row) => value / low.values[row]),
        1,
      ),
    ),
  "a threshold at the whole sample's median": ({ candles: { close } }) => {
    const sorted = present(close.values).sort();
    const median = sorted[sorted.length >> 1];
    return close.with(close.values.map((value) => (value > median ? 1 : 0)));
  },
  "a few decisions that know the next bar": ({ candles: { close } }) =>
    close.with(
      close.values.map((value, row) => {
        const next = close.values[row + 1] ?? value;
        return next > value * 1.022 ? 1 : 0;
      }),
    ),
  "the funding of the next settlement": ({ candles: { close }, funding: [rates] }) =>
    close.with(
      close.times.map((time) => {
        const next = rates.times.findIndex((settled) => settled > time);
        return next < 0 ? Number.NaN : rates.values[next];
      }),
    ),
};

describe("audit finds", () => {
  for (const [name, leak] of Object.entries(leaks)) {
    test(name, async () => {
      const found = await audit(leak, market);
      expect(found.clean).toBe(false);
      expect(found.failures).toEqual([]);
      expect(found.findings.map(({ kind }) => kind)).toContain("truncation");
      for (const { time, cut, value, otherwise } of found.findings) {
        expect(time).toBeLessThanOrEqual(cut);
        expect(value).not.toBe(otherwise);
      }
    });
  }

  test("each of them also by another future alone, with the same number of rows", async () => {
    for (const [name, leak] of Object.entries(leaks)) {
      const { findings } = await audit(leak, market);
      expect(
        findings.map(({ kind }) => kind),
        name,
      ).toContain("perturbation");
    }
  });

  // At the cut's own bar the close of the next one is missing: the value at row 99 is that of row 100.
  test("a look-ahead of one row at the very bar, with both values", async () => {
    const { close } = market.candles;
    const cut = start + 100 * hourMs;
    const next = ({ close: of }: SmallMarket["candles"]): Series => of.with(shiftedBack(of.values, 1));
    const { findings } = await audit(next, market.candles, { at: [cut] });
    expect(findings[0]).toEqual({
      kind: "truncation",
      column: "close",
      time: cut,
      row: 99,
      cut,
      value: close.values[100],
      otherwise: Number.NaN,
      rows: 1,
    });
    expect(findings.map(({ kind, time }) => [kind, time])).toEqual([
      ["truncation", cut],
      ["perturbation", cut],
    ]);
  });

  test("the column of several that leaks, and not the others", async () => {
    const found = await audit(({ oi, candles }) => {
      const mean = rollingMean(oi, 5);
      const peeked = mapColumns(mean.select(["b"]), ({ values }) => shiftedBack(values, 2));
      return { mean, peeked, close: lag(candles.close, 1) };
    }, market);
    expect(new Set(found.findings.map(({ column }) => column))).toEqual(new Set(["peeked.b"]));
    expect(found.columns).toEqual(["mean.a", "mean.b", "peeked.b", "close"]);
    expect(String(found)).toMatch(/^peeked\.b at 2025-07-\S+Z saw the future: \d+\.\d+, but NaN on the data known at /);
  });

  // The next open is the first row the decision moves, and it lies after the cut: only the decision itself tells.
  describe("a decision that knows the next close, in a backtest", () => {
    const quiet = { feeBps: 0, slippageBps: 0, trial: false } as const;
    const peek = ({ close }: Candles): Series => {
      const change = shiftedBack(close.values, 1).map((next, row) => Math.sign(next - close.values[row]));
      return close.with(change, { name: "peek", unit: "fraction" });
    };
    const isAbove = (series: Series): Series => series.with(series.values.map((value) => (value > 0 ? 1 : 0)));
    const cases: Readonly<Record<string, readonly [column: string, (market: SmallMarket) => unknown]>> = {
      "of targets": ["decision", ({ candles }) => backtest(peek(candles), candles, quiet)],
      "that is a field": ["run.decision", ({ candles }) => ({ run: backtest(peek(candles), candles, quiet) })],
      "of signals": [
        "decision.longEntry",
        ({ candles }) =>
          backtest(
            { longEntry: isAbove(peek(candles)), longExit: candles.close.with(new Float64Array(candles.times.length)) },
            candles,
            quiet,
          ),
      ],
      "of one leg of several": [
        "decision.b",
        ({ candles }) => {
          const half = candles.close.with(new Float64Array(candles.times.length).fill(0.5), { unit: "fraction" });
          const peeked = peek(candles);
          const leg = { decision: peeked.with(peeked.values.map((value) => value / 2)), candles };
          return backtestPortfolio({ a: { decision: half, candles }, b: leg }, quiet);
        },
      ],
    };
    for (const [name, [column, strategy]] of Object.entries(cases)) {
      test(name, async () => {
        const found = await audit(strategy, market);
        expect(found.clean).toBe(false);
        expect(found.columns).toContain(column);
        expect(new Set(found.findings.map((finding) => finding.column))).toEqual(new Set([column]));
        for (const { time, cut } of found.findings) expect(time).toBe(cut);
      });
    }

    test("unless the strategy gives the equity alone, as its docs say", async () => {
      const found = await audit(({ candles }) => backtest(peek(candles), candles, quiet).equity, market);
      expect(found.clean).toBe(true);
    });
  });

  test("columns chosen by what they do later", async () => {
    const largestAtTheEnd = ({ oi }: SmallMarket) => {
      const [first] = oi.columns.toSorted((one, other) => (other.values.at(-1) ?? 0) - (one.values.at(-1) ?? 0));
      return rollingMean(oi.select([first.name]), 3);
    };
    const found = await audit(largestAtTheEnd, smallMarket(240, 9), { cuts: 20 });
    expect(found.clean).toBe(false);
  });

  test("a value used before it was published", async () => {
    const { close } = market.candles;
    const late = hourlySeries([...close.values], "base", { delayMs: hourMs });
    const forgets = ({ oi }: { oi: Series }): Series => new Series(oi.times, oi.values, "signal", "base");
    const found = await audit(forgets, { oi: late });
    expect(found.clean).toBe(false);
    expect(found.findings.every(({ time, cut }) => time > cut - hourMs)).toBe(true);
    expect((await audit(({ oi }) => rollingZScore(oi, 10), { oi: late })).clean).toBe(true);
  });
});

describe("audit lets pass", () => {
  const honest: Readonly<Record<string, (market: SmallMarket) => unknown>> = {
    "trailing windows": ({ oi, candles }) => [rollingZScore(oi, 20), rollingMax(candles.high, 12)],
    "bars that end with their label": ({ candles: { close } }) => resample(close, dayMs, { take: "last" }),
    "backtests of honest decisions": ({ oi, candles }) =>
      backtest(reversionPosition(rollingZScore(oi, 24).column("a"), { enter: 1 }), candles, { trial: false }),
    decisions: ({ oi }) => reversionPosition(rollingZScore(oi, 24).column("a"), { enter: 1 }),
    "a promise": async ({ candles }) => {
      await new Promise((done) => setTimeout(done, 1));
      return rollingMean(candles.close, 7);
    },
    "codes beside their times": ({ candles: { close, times } }) => ({
      times,
      codes: Int8Array.from(close.values, (value, row) => (value > close.values[row - 1] ? 1 : 0)),
    }),
  };
  for (const [name, strategy] of Object.entries(honest)) {
    test(name, async () => {
      const found = await audit(strategy, market);
      expect(found.findings).toEqual([]);
      expect(found.failures).toEqual([]);
      expect(found.clean).toBe(true);
      expect(found.independent).toEqual([]);
    });
  }
});
