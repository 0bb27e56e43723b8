import { describe, expect, test } from "vitest";
import { hourMs, isoTime } from "../../../lib/series/time.js";
import { simulateMarket } from "../../../lib/sources/simulated/simulate-market.js";
import type { SimulatedMarket } from "../../../lib/sources/simulated/simulated-market.js";

const start = Date.UTC(2023, 0, 1);
const markets: readonly SimulatedMarket[] = ["BTC", "ETH"].map((asset) =>
  simulateMarket({ seed: 5, asset, start, hours: 6000, cascadeEveryHours: 1500 }),
);
const [btc] = markets;

/** Sum over contracts in coins, each contract that is not listed counting as nothing. */
function coins(market: SimulatedMarket, of: "openInterest" | "forced"): Float64Array {
  const sum = new Float64Array(market.times.length);
  market.contracts.forEach(({ instrument, markPrice }, index) => {
    const values = market.truth.contracts[index][of];
    for (let t = 0; t < sum.length; t++) {
      const size = instrument.margin === "linear" ? instrument.contractSize : instrument.contractSize / markPrice[t];
      sum[t] += Number.isNaN(values[t]) ? 0 : size * values[t];
    }
  });
  return sum;
}

describe.each(markets)("the simulated market of $asset", (market) => {
  const { truth, contracts, times, candles } = market;

  test("has as many longs as shorts in every contract and hour, and both are the open interest", () => {
    truth.contracts.forEach((contract) => {
      for (let t = 0; t < times.length; t++) {
        const openInterest = contract.openInterest[t];
        if (Number.isNaN(openInterest)) continue;
        const longs = contract.takerLongs[t] + contract.makerLongs[t];
        const shorts = contract.takerShorts[t] + contract.makerShorts[t];
        if (longs !== openInterest || shorts !== openInterest || !(openInterest >= 0)) {
          expect([longs, shorts], `row ${t}`).toEqual([openInterest, openInterest]);
        }
      }
    });
  });

  test("changes open interest by what was opened less what was closed, never by more than the volume", () => {
    truth.contracts.forEach(({ openInterest, bothOpened, bothClosed, settled }, index) => {
      const { volume } = contracts[index];
      let compared = 0;
      for (let t = 1; t < times.length; t++) {
        const change = openInterest[t] + settled[t] - openInterest[t - 1];
        if (Number.isNaN(change)) continue;
        compared++;
        if (change !== bothOpened[t] - bothClosed[t] || Math.abs(change) > volume[t]) {
          expect.fail(`${contracts[index].instrument.symbol} row ${t}: change ${change}, volume ${volume[t]}`);
        }
      }
      expect(compared).toBeGreaterThan(500);
    });
  });

  test("gives takers' buys as longs opened and shorts closed, and changes their positions by their trades", () => {
    truth.contracts.forEach((contract, index) => {
      const { volume, takerBuyVolume } = contracts[index];
      for (let t = 1; t < times.length; t++) {
        if (Number.isNaN(contract.openInterest[t]) || Number.isNaN(contract.openInterest[t - 1])) continue;
        if (contract.settled[t] > 0) continue;
        const longs = contract.takerLongs[t] - contract.takerLongs[t - 1];
        const shorts = contract.takerShorts[t] - contract.takerShorts[t - 1];
        const told = [
          contract.longsOpened[t] - contract.longsClosed[t],
          contract.shortsOpened[t] - contract.shortsClosed[t],
          contract.longsOpened[t] + contract.shortsClosed[t],
          contract.longsClosed[t] + contract.shortsOpened[t],
        ];
        const seen = [longs, shorts, takerBuyVolume[t], volume[t] - takerBuyVolume[t]];
        if (told.some((value, k) => value !== seen[k])) expect(told, `row ${t}`).toEqual(seen);
      }
    });
  });

  test("labels each hour by what takers did, and buying raises the price on average", () => {
    const returns: number[][] = [[], [], [], [], []];
    const wrong: number[] = [];
    for (let t = 0; t < times.length; t++) {
      const code = truth.regime[t];
      const [longs, shorts] = [truth.netLongs[t], truth.netShorts[t]];
      const larger = [Number.NaN, longs, shorts, -shorts, -longs][code];
      if (larger < Math.max(Math.abs(longs), Math.abs(shorts))) wrong.push(t);
      returns[code].push(candles.close.values[t] / candles.open.values[t] - 1);
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(wrong).toEqual([]);
    expect(returns.every((of) => of.length > 200)).toBe(true);
    expect(mean(returns[1])).toBeGreaterThan(0.0005);
    expect(mean(returns[2])).toBeLessThan(-0.0005);
    expect(mean(returns[3])).toBeGreaterThan(0.0005);
    expect(mean(returns[4])).toBeLessThan(-0.0005);
  });

  test("has bars that hold their open and close, open where the last closed, and are an hour long", () => {
    const { open, high, low, close, volume, takerBuyVolume } = candles;
    const bad: number[] = [];
    for (let t = 0; t < times.length; t++) {
      const [o, h, l, c] = [open, high, low, close].map(({ values }) => values[t]);
      const bought = (takerBuyVolume as typeof open).values[t];
      const fine = h >= Math.max(o, c) && l <= Math.min(o, c) && l > 0 && (t === 0 || o === close.values[t - 1]);
      if (!(fine && bought <= (volume as typeof open).values[t] && times[t] === start + (t + 1) * hourMs)) bad.push(t);
    }
    expect(bad).toEqual([]);
  });

  test("closes its reference bars at the mark price of the reference contract", () => {
    expect([...candles.close.values]).toEqual([...contracts[0].markPrice]);
  });

  test("loses a tenth to a quarter of its coins in each cascade, on every venue, with takers selling into a fall", () => {
    const total = coins(market, "openInterest");
    expect(truth.cascades.map(({ side }) => side)).toEqual(["long", "long", "long", "short"]);
    for (const { from, to, side } of truth.cascades) {
      const before = times.indexOf(from) - 1;
      const last = times.indexOf(to);
      expect(total[last] / total[before]).toBeLessThan(0.92);
      expect(total[last] / total[before]).toBeGreaterThan(0.75);
      contracts.forEach(({ instrument }, k) => {
        const { openInterest } = truth.contracts[k];
        if (instrument.kind === "future" || !(openInterest[before] > 1000)) return;
        expect(openInterest[last], instrument.symbol).toBeLessThan(0.97 * openInterest[before]);
      });
      const { open, close, volume, takerBuyVolume } = candles;
      const worst = before + 2;
      const sold = 1 - (takerBuyVolume as typeof open).values[worst] / (volume as typeof open).values[worst];
      expect(side === "long" ? sold : 1 - sold).toBeGreaterThan(0.55);
      const change = close.values[worst] / open.values[before + 1] - 1;
      expect(side === "long" ? -change : change).toBeGreaterThan(0.015);
    }
  });

  test("forces nobody to close outside a cascade", () => {
    const forced = coins(market, "forced");
    const hours = truth.cascades.reduce((sum, { from, to }) => sum + (to - from) / hourMs + 1, 0);
    expect(forced.filter((value) => value > 0).length).toBe(hours);
  });

  test("pays funding at whole intervals, mostly one basis point per eight hours", () => {
    for (const { instrument, funding } of contracts) {
      expect(funding === undefined).toBe(instrument.kind === "future");
      if (funding === undefined) continue;
      const interval = instrument.fundingIntervalHours as number;
      expect(funding.times.every((time) => time % (interval * hourMs) === 0)).toBe(true);
      const usual = funding.values.filter((rate) => Math.abs((rate * 8) / interval - 0.0001) < 1e-9).length;
      expect(usual / funding.length).toBeGreaterThan(0.3);
      expect(Math.max(...funding.values.map(Math.abs))).toBeLessThan(0.0075);
    }
  });
});

describe("simulateMarket", () => {
  test("gives the same market for the same options and another for another seed", () => {
    const options = { seed: 9, asset: "ETH", start, hours: 300, cascadeEveryHours: 200 };
    const once = simulateMarket(options);
    expect(simulateMarket(options)).toEqual(once);
    expect(simulateMarket({ ...options, seed: 10 }).candles.close.values).not.toEqual(once.candles.close.values);
  });

  test("lets assets of one seed share their cascades and outage, and most of their returns", () => {
    const [a, b] = markets;
    expect(a.truth.cascades).toEqual(b.truth.cascades);
    expect(a.truth.outage).toEqual(b.truth.outage);
    const returns = markets.map(({ candles: { open, close } }) =>
      close.values.map((value, t) => value / open.values[t] - 1),
    );
    expect(correlation(returns[0], returns[1])).toBeGreaterThan(0.5);
  });

  // A change in dollars is one in coins and one in price; real markets show about 0.6 and 0 over hours and days.
  test("makes changes of open interest follow the price in dollars and hardly in coins", () => {
    for (const market of markets) {
      const inCoins = coins(market, "openInterest");
      const close = market.candles.close.values;
      const rows = Array.from({ length: market.times.length - 1 }, (_, t) => t + 1);
      const returns = rows.map((t) => close[t] / close[t - 1] - 1);
      const change = rows.map((t) => inCoins[t] / inCoins[t - 1] - 1);
      const usd = rows.map((t) => (inCoins[t] * close[t]) / (inCoins[t - 1] * close[t - 1]) - 1);
      expect(correlation(returns, usd)).toBeGreaterThan(0.5);
      expect(correlation(returns, usd)).toBeLessThan(0.72);
      expect(Math.abs(correlation(returns, change))).toBeLessThan(0.25);
    }
  });

  test("leaves one venue's open interest out for about two days and tells the truth all the same", () => {
    const { venue, from, to } = btc.truth.outage;
    const index = btc.contracts.findIndex(({ instrument }) => instrument.venue === venue);
    const { reported } = btc.contracts[index];
    const blank = Array.from(reported.keys()).filter((t) => Number.isNaN(reported[t]));
    expect(blank).toEqual(Array.from({ length: to - from }, (_, k) => from + k));
    expect(blank.length).toBeGreaterThanOrEqual(44);
    expect(blank.length).toBeLessThanOrEqual(52);
    expect(btc.truth.contracts[index].openInterest[from]).toBeGreaterThan(0);
  });

  test("lets one venue join half-way from nothing and grow", () => {
    const index = btc.contracts.findIndex(({ instrument }) => instrument.venue === "ember");
    const { openInterest } = btc.truth.contracts[index];
    const first = openInterest.findIndex((value) => !Number.isNaN(value));
    expect(isoTime(btc.times[first] - hourMs)).toBe("2023-05-06");
    expect(openInterest[first + 60 * 24]).toBeGreaterThan(5 * openInterest[first + 3 * 24]);
  });

  test("lets a dated contract start near nothing, roll, and end settled at its expiry", () => {
    const index = btc.contracts.findIndex(({ instrument }) => instrument.symbol === "BTC-230630");
    const { expiry } = btc.contracts[index].instrument;
    const { openInterest, settled } = btc.truth.contracts[index];
    const last = btc.times.indexOf(expiry as number);
    expect(openInterest[last]).toBe(0);
    expect(openInterest[last + 1]).toBeNaN();
    expect(settled[last]).toBeGreaterThan(0);
    expect(settled[last]).toBeLessThan(0.25 * Math.max(...openInterest.filter((value) => value > 0)));
    expect([...settled].filter((value) => value > 0)).toEqual([settled[last]]);
  });

  test("tells six venues with different units, sides and settlement", () => {
    const set = (values: readonly unknown[]) => [...new Set(values)].sort();
    const instruments = btc.contracts.map(({ instrument }) => instrument);
    expect(set(instruments.map(({ venue }) => venue))).toEqual([
      "atlas",
      "borealis",
      "cirrus",
      "dune",
      "ember",
      "fjord",
    ]);
    expect(set(instruments.map(({ reports }) => reports))).toEqual(["base", "contracts", "usd"]);
    expect(set(instruments.map(({ sides }) => sides))).toEqual([1, 2]);
    expect(set(instruments.map(({ settle }) => settle))).toEqual(["BTC", "USDC", "USDT"]);
    expect(set(instruments.map((of) => of.fundingIntervalHours ?? 0))).toEqual([0, 1, 4, 8]);
  });

  test("an impossible option is refused by name", () => {
    const options = { seed: 1, asset: "BTC", start, hours: 10 };
    expect(() => simulateMarket({ ...options, asset: "DOGE" })).toThrow(
      'simulateMarket: unknown asset "DOGE"; known: BTC, ETH',
    );
    expect(() => simulateMarket({ ...options, asset: "toString" })).toThrow("unknown asset");
    expect(() => simulateMarket({ ...options, start: start + 1 })).toThrow("is not on a full hour");
    expect(() => simulateMarket({ ...options, hours: 0 })).toThrow("0 hours; give a whole number above zero");
    expect(() => simulateMarket({ ...options, cascadeEveryHours: 10 })).toThrow("cascadeEveryHours 10 is below 200");
    expect(() => simulateMarket({ ...options, seed: -1 })).toThrow("seed -1 is not a whole number");
  });

  test("one hour is enough", () => {
    expect(simulateMarket({ seed: 1, asset: "BTC", start, hours: 1 }).times).toEqual(Float64Array.of(start + hourMs));
  });
});

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const [x, y] = [Array.from(a), Array.from(b)];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  const product = (p: number[], q: number[], mp: number, mq: number) =>
    p.reduce((sum, value, k) => sum + (value - mp) * (q[k] - mq), 0);
  return product(x, y, meanX, meanY) / Math.sqrt(product(x, x, meanX, meanX) * product(y, y, meanY, meanY));
}
