import fc from "fast-check";
import { expect, test } from "vitest";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { sumBy } from "../../../lib/analytics/totals/sum-by.js";
import type { Identity } from "../../../lib/series/identity.js";
import { Panel } from "../../../lib/series/panel.js";
import { expectCausal, hourly, randomPanel, rowsOf, runs } from "../panels.js";

const gap = Number.NaN;
const identities: Record<string, Identity> = {
  "binance BTCUSDT": { asset: "BTC", venue: "binance", kind: "perpetual", margin: "linear", settle: "USDT" },
  "okx BTC-USD": { asset: "BTC", venue: "okx", kind: "perpetual", margin: "inverse", settle: "BTC" },
  "binance BTCUSD": { asset: "BTC", venue: "binance", kind: "perpetual", margin: "inverse", settle: "BTC" },
};
const oi = hourly({ "binance BTCUSDT": [30, 31], "okx BTC-USD": [10, 11], "binance BTCUSD": [5, gap] }, { identities });

// By hand: binance 30 + 5; in the second hour one of its two contracts is missing.
test("columns are added by venue, in the order venues appear, blank where a contract is missing", () => {
  const byVenue = sumBy(oi, "venue");
  expect(byVenue.names).toEqual(["binance", "okx"]);
  expect(rowsOf(byVenue)).toEqual([
    [35, gap],
    [10, 11],
  ]);
  expect(byVenue.unit).toBe("base");
});

test("columns are added by settlement, margin and kind", () => {
  expect(rowsOf(sumBy(oi, "settle", { over: "reporting" }))).toEqual([
    [30, 31],
    [15, 11],
  ]);
  expect(sumBy(oi, "margin").names).toEqual(["linear", "inverse"]);
  expect(sumBy(oi, "kind").names).toEqual(["perpetual"]);
});

// By hand, in the first hour: 30 of 45 coins are linear and pay in USDT, 15 are inverse; binance has 35.
test("shares of groups are the shares of their sums", () => {
  const first = oi.rows(0, 1);
  expect(rowsOf(shares(sumBy(first, "settle")))).toEqual([[30 / 45], [15 / 45]]);
  expect(rowsOf(shares(sumBy(first, "margin")))).toEqual([[30 / 45], [15 / 45]]);
  expect(rowsOf(shares(sumBy(first, "venue")))).toEqual([[35 / 45], [10 / 45]]);
  expect(rowsOf(shares(sumBy(first, "kind")))).toEqual([[1]]);
});

test("a sum says what its columns agree on", () => {
  expect(sumBy(oi, "venue").columns[0]?.identity).toEqual({
    asset: "BTC",
    venue: "binance",
    kind: "perpetual",
    margin: "mixed",
  });
});

test("the groups of a panel without rows or columns are as empty", () => {
  expect(rowsOf(sumBy(hourly({ a: [] }, { identities: { a: { venue: "okx" } } }), "venue"))).toEqual([[]]);
  expect(sumBy(hourly({}), "venue").columns).toEqual([]);
});

test("a sum by venue depends on no later row", () => {
  fc.assert(
    fc.property(randomPanel, (random) => {
      expectCausal(random, (part) => {
        const tagged = part.columns.map((column, j) => ({ ...column, identity: { venue: `v${j % 2}` } }));
        return rowsOf(sumBy(new Panel(part.times, tagged, part.unit), "venue", { over: "reporting" }));
      });
    }),
    runs,
  );
});

test("a column without the field, an unknown field and mixed sides within a group are refused", () => {
  expect(() => sumBy(hourly({ a: [1] }), "settle")).toThrow(
    'sumBy: column "a" has no settle; give it one in its identity, or leave it out',
  );
  expect(() => sumBy(oi, "asset" as "venue")).toThrow(
    'sumBy: unknown field "asset"; known: venue, settle, margin, kind',
  );
  const counted = (venue: string) => ({
    a: { venue, sides: 1 as const },
    b: { venue: "bybit", sides: 2 as const },
  });
  const mixed = hourly({ a: [1], b: [2] }, { identities: counted("bybit") });
  expect(() => sumBy(mixed, "venue")).toThrow('sumBy venue "bybit": "a" counts one side and "b" two sides');
  expect(rowsOf(sumBy(mixed, "venue", { mixedSides: "allow" }))).toEqual([[3]]);
  // Apart, they are not added to one another.
  expect(rowsOf(sumBy(hourly({ a: [1], b: [2] }, { identities: counted("binance") }), "venue"))).toEqual([[1], [2]]);
});
