import { bench, describe } from "vitest";
import { divergence } from "../../lib/analytics/divergence/divergence.js";
import { regimes } from "../../lib/analytics/regimes/regimes.js";
import { shares } from "../../lib/analytics/shares/shares.js";
import type { Panel } from "../../lib/series/panel.js";
import { randomMarket, window } from "./market.js";

// Five years of five-minute rows of ten venues, against the same written with plain arrays; speed.measure.ts compares with
// other libraries. Run with: npx vitest bench --run test/bench/analytics.bench.ts

const once = { iterations: 5, warmupIterations: 1, time: 0, warmupTime: 0 };

const large = randomMarket(525_600);
const small = randomMarket(52_560);
const largeRows = rowArrays(large.oi);
const smallRows = rowArrays(small.oi);

function rowArrays({ columns, length }: Panel): number[][] {
  return Array.from({ length }, (_, t) => columns.map(({ values }) => values[t]));
}

function plainShares(rows: number[][]): number[][] {
  return rows.map((row) => {
    const sum = row.reduce((all, value) => all + value, 0);
    return row.map((value) => value / sum);
  });
}

function plainDivergence(rows: number[][]): number[][] {
  const ratios = rows.map((row) => {
    const sum = row.reduce((all, value) => all + value, 0);
    return row.map((value) => Math.log(value / (sum - value)));
  });
  return ratios.map((row, t) =>
    row.map((value, j) => {
      if (t < window - 1) return Number.NaN;
      const past = ratios.slice(t - window + 1, t + 1).map((other) => other[j]);
      const mean = past.reduce((all, each) => all + each, 0) / window;
      const squares = past.reduce((all, each) => all + (each - mean) ** 2, 0);
      return (value - mean) / Math.sqrt(squares / (window - 1));
    }),
  );
}

function plainRegimes(price: number[], openInterest: number[]): string[] {
  return price.map((now, t) => {
    const r = now / price[t - 1] - 1;
    const g = openInterest[t] / openInterest[t - 1] - 1;
    if (Number.isNaN(r) || Number.isNaN(g)) return "missing";
    if (Math.abs(r) <= 0.001 || Math.abs(g) <= 0.001) return "neutral";
    return g > 0 ? (r > 0 ? "long buildup" : "short buildup") : r > 0 ? "short covering" : "long unwinding";
  });
}

describe("shares, 10 × 525,600", () => {
  bench("open-interest", () => void shares(large.oi), once);
  bench("arrays of rows", () => void plainShares(largeRows), once);
});

describe("divergence over 288 rows, 10 × 525,600", () => {
  bench("open-interest", () => void divergence(large.oi, { window }), once);
});

describe("regimes, 525,600", () => {
  const openInterest = large.oi.column("v0");
  const [price, oi] = [[...large.price.values], [...openInterest.values]];
  bench("open-interest", () => void regimes(large.price, openInterest), once);
  bench("arrays of strings", () => void plainRegimes(price, oi), once);
});

describe("divergence over 288 rows, 10 × 52,560", () => {
  bench("open-interest", () => void divergence(small.oi, { window }), once);
  bench("arrays of rows", () => void plainDivergence(smallRows), { ...once, iterations: 1, warmupIterations: 0 });
});
