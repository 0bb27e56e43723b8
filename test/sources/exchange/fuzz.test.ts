import fc from "fast-check";
import { expect, test } from "vitest";
import { hourMs } from "../../../lib/series/time.js";
import { loadExchange } from "../../../lib/sources/exchange/exchange.js";
import { type Answer, answering, type Exchange, serve } from "./exchange-server.js";
import { coinsAt, noon, now, priceAt } from "./line-market.js";
import { binanceCoinM } from "./specs/binance-coin-m-exchange.js";
import { bybit } from "./specs/bybit-exchange.js";
import { gate } from "./specs/gate-exchange.js";
import { htx } from "./specs/htx-exchange.js";
import { okx } from "./specs/okx-exchange.js";

type Row = Record<string, unknown>;

/** An exchange, its call for open interest, where the rows of an answer are, and the cells of one: time and numbers. */
const exchanges: readonly (readonly [string, Exchange, string, readonly string[], string, readonly string[]])[] = [
  ["binancecoinm", binanceCoinM, "/openInterestHist", [], "timestamp", ["sumOpenInterest", "sumOpenInterestValue"]],
  ["bybit", bybit(), "/open-interest", ["result", "list"], "timestamp", ["openInterest"]],
  ["okx", okx, "/open-interest-volume", ["data"], "0", ["1"]],
  ["gate", gate(), "/contract_stats", [], "time", ["open_interest", "open_interest_usd"]],
  ["htx", htx, "/swap_his_open_interest", ["data", "tick"], "ts", ["volume", "value"]],
];

/** What can stand where a number should; none is a number that could be taken for another row's. */
const junk = fc.oneof(
  fc.constantFrom(null, undefined, "", " ", "n/a", "NaN", "Infinity", "1e999", "0x10", "12abc", "1,234", "-5"),
  fc.constantFrom(true, false, 0, -5, "0", "-0", "0.0000"),
  fc.constantFrom([], [5], {}, { value: 5 }),
);

const mutation = fc.record({
  row: fc.nat(40),
  cell: fc.nat(2),
  value: junk,
  order: fc.constantFrom("as it is", "reversed", "doubled", "one missing"),
});

test.each(exchanges)(
  "a mutated row of %s is never read as another number",
  async (id, exchange, name, at, time, cells) => {
    let change: (rows: Row[]) => Row[] = (rows) => rows;
    const mutated = answering(exchange, name, (asked) => {
      const answer = structuredClone(exchange(asked)) as Answer;
      if (at.length === 0) return { ...answer, body: change(answer.body as Row[]) };
      const last = at[at.length - 1] as string;
      const holder = at.slice(0, -1).reduce((body, part) => body[part] as Row, answer.body as Row);
      holder[last] = change(holder[last] as Row[]);
      return answer;
    });
    const { client } = await serve(id, mutated);
    await client.loadMarkets();
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        change = (rows) => mutations.reduce((changed, each) => applied(changed, each, [time, ...cells]), rows);
        const options = { asset: "BTC", exchange: id, client, now, from: "2025-07-30T12:00Z", retryDelaysMs: [] };
        const dataset = await loadExchange(options).catch((error: Error) => error);
        if (dataset instanceof Error) {
          expect(dataset.message).toMatch(/^loadExchange: /);
          return;
        }
        for (const instant of dataset.openInterest.times) {
          const [coins] = Object.values(dataset.openInterest.at(instant)) as [number];
          const [dollars] = Object.values(dataset.openInterestUsd.at(instant)) as [number];
          if (!Number.isNaN(coins)) expect(coins / coinsAt(instant)).toBeCloseTo(1, 6);
          if (!Number.isNaN(dollars)) expect(dollars / (coinsAt(instant) * priceAt(instant))).toBeCloseTo(1, 6);
        }
        expect(dataset.openInterest.times.at(-1)).toBe(noon);
        expect(dataset.intervalMs).toBe(hourMs);
      }),
      { numRuns: 40, seed: 20250731 },
    );
  },
);

function applied(
  rows: readonly Row[],
  { row, cell, value, order }: { row: number; cell: number; value: unknown; order: string },
  names: readonly string[],
): Row[] {
  const name = names[cell % names.length] as string;
  const changed = rows.map((each, index) => {
    if (index !== row % rows.length) return each;
    // A list keeps its shape; an object may lose the field.
    const copy = (Array.isArray(each) ? [...each] : { ...each }) as Row;
    copy[name] = value;
    return copy;
  });
  if (order === "reversed") return changed.reverse();
  if (order === "doubled") return [...changed, ...changed];
  return order === "one missing" ? changed.slice(1) : changed;
}
