import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { takerDelta } from "../../../lib/analytics/leverage/taker-delta.js";
import { confirmedByTakers } from "../../../lib/analytics/regimes/confirmed-by-takers.js";
import { labelAgreement } from "../../../lib/analytics/regimes/label-agreement.js";
import { regimeDwell } from "../../../lib/analytics/regimes/regime-dwell.js";
import { regimeTransitions } from "../../../lib/analytics/regimes/regime-transitions.js";
import { regimeVote } from "../../../lib/analytics/regimes/regime-vote.js";
import { type Regimes, regimeNames, regimes } from "../../../lib/analytics/regimes/regimes.js";
import { sizedEpisodes } from "../../../lib/analytics/regimes/sized-episodes.js";
import { steadyRegimes } from "../../../lib/analytics/regimes/steady-regimes.js";
import { unitEffect } from "../../../lib/analytics/regimes/unit-effect.js";
import { constantPriceTotal } from "../../../lib/analytics/totals/constant-price-total.js";
import { linkedTotal } from "../../../lib/analytics/totals/linked-total.js";
import type { Panel } from "../../../lib/series/panel.js";
import { Series } from "../../../lib/series/series.js";
import { epochMs, hourMs } from "../../../lib/series/time.js";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import type { SimulatedMarket } from "../../../lib/sources/simulated/simulated-market.js";
import { onRealVenues, realVenues, realVenuesAbsent } from "../real-venues.js";
import { publishedOnce, simulatedYear } from "../simulated.js";

const noBand = { kind: "fixed", price: 0, openInterest: 0 } as const;

describe("in a simulated year, whose takers are known", () => {
  let market: SimulatedMarket;
  let truth: Pick<Regimes, "times" | "codes">;
  let found: Regimes;

  beforeAll(() => {
    market = simulatedYear();
    truth = { times: market.times, codes: market.truth.regime };
    const total = constantPriceTotal(publishedOnce(market, "usd"), publishedOnce(market, "base"));
    found = regimes(market.candles.close, total, { band: noBand });
  });

  /** Labelled rows, the part of them that is right, and that of those in which the truth is not neutral. */
  function met(labels: Pick<Regimes, "times" | "codes">) {
    const { table } = labelAgreement(truth, labels);
    let [labelled, right, neutral] = [0, 0, 0];
    for (let code = 1; code < regimeNames.length; code++) {
      labelled += table.reduce((sum, row) => sum + (row[code] ?? 0), 0);
      right += table[code]?.[code] ?? 0;
      neutral += table[0]?.[code] ?? 0;
    }
    return { labelled, right: right / labelled, rightOfDirected: right / (labelled - neutral) };
  }

  /** Coins that takers bought less those they sold, all contracts. */
  function wholeDelta(): Series {
    const delta = new Float64Array(market.times.length);
    for (const { instrument, markPrice, volume, takerBuyVolume } of market.contracts) {
      for (let t = 0; t < delta.length; t++) {
        const contracts = 2 * takerBuyVolume[t] - volume[t];
        if (Number.isNaN(contracts)) continue;
        delta[t] += (contracts * instrument.contractSize) / (instrument.margin === "inverse" ? markPrice[t] : 1);
      }
    }
    return new Series(market.times, delta, "taker delta", "base");
  }

  // The price has the sign of the takers' delta in ¾ of all rows (√½ correlated: ½ + asin(√½) / π), and those are confirmed.
  // In them both signs are right, but for what makers do and for rows in which takers did almost nothing.
  test("takers of all venues confirm three quarters of the labels, and those are right where the truth is not neutral", () => {
    const plain = met(found);
    const confirmed = met(confirmedByTakers(found, wholeDelta()));
    console.info("plain", plain, "confirmed", confirmed);
    expect(plain.right).toBeLessThan(0.7);
    expect(plain.rightOfDirected).toBeLessThan(0.8);
    expect(confirmed.labelled / plain.labelled).toBeGreaterThan(0.7);
    expect(confirmed.labelled / plain.labelled).toBeLessThan(0.8);
    expect(confirmed.right).toBeGreaterThan(0.85);
    expect(confirmed.rightOfDirected).toBeGreaterThan(0.995);
  });

  test("takers of the one contract whose bars are known confirm almost as well", () => {
    const { volume, takerBuyVolume } = market.candles;
    const confirmed = met(confirmedByTakers(found, takerDelta(volume as Series, takerBuyVolume as Series)));
    expect(confirmed.right).toBeGreaterThan(0.83);
    expect(confirmed.rightOfDirected).toBeGreaterThan(0.96);
  });

  test("regimes there do not last, so labels held for steadiness are worse", () => {
    const dwell = regimeDwell(truth);
    for (const { meanRows } of dwell) expect(meanRows).toBeLessThan(2);
    expect(met(steadyRegimes(found, 2)).right).toBeLessThan(met(found).right / 1.8);
  });
});

/*
 * Numbers from the file's own rows by a script in Python 3.11 (csv): both columns of the venue that changed its name taken as
 * one, coins = dollars / price, change = sum over the venues in both of two neighbouring bars, no dead band.
 */
describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  let oiUsd: Panel;
  let oiBase: Panel;
  let price: Series;
  beforeAll(async () => {
    ({ oiUsd, oiBase, price } = await realVenues());
  });

  test("the unit changes 265 of 1054 labels", () => {
    const effect = unitEffect(price, linkedTotal(oiUsd), linkedTotal(oiBase), { band: noBand });
    expect([effect.compared, effect.unit]).toEqual([1054, "base"]);
    expect(effect.changed).toBe(265 / 1054);
  });

  test("each regime follows each about as often as the others do", () => {
    const { counts } = regimeTransitions(regimes(price, linkedTotal(oiBase), { band: noBand }));
    expect(counts).toEqual([
      [0, 0, 0, 0, 0],
      [0, 72, 59, 41, 63],
      [0, 44, 62, 80, 50],
      [0, 65, 60, 74, 91],
      [0, 55, 56, 94, 86],
    ]);
  });

  test("the largest fall in one episode is the unwinding of 2025-10-10", () => {
    const total = linkedTotal(oiBase);
    const episodes = sizedEpisodes(regimes(price, total, { band: { kind: "robust", window: 180 } }), price, total);
    const [worst] = [...episodes].sort((a, b) => a.openInterestChange - b.openInterestChange);
    expect(worst).toMatchObject({ regime: "long unwinding", to: epochMs("2025-10-11T04:00Z") });
    expect(worst?.openInterestChange).toBeCloseTo(-0.154, 3);
    expect(worst?.knownAt).toBe(epochMs("2025-10-11T08:00Z"));
  });

  test("in that night as many venues vote for unwinding as lose coins", () => {
    const night = epochMs("2025-10-11");
    const [after, before] = [oiBase.at(night), oiBase.at(night - 4 * hourMs)];
    const losing = oiBase.names.filter((name) => (after[name] as number) < (before[name] as number)).length;
    const { codes, agreement, times } = regimeVote(price, oiBase, { band: noBand });
    expect(regimeNames[codes[times.indexOf(night)]]).toBe("long unwinding");
    expect(agreement.at(night)).toBe(losing / 21);
    expect(losing).toBe(18);
  });
});

const archive = "../shared/data/binance-archive";

/*
 * Numbers from the archive's own rows by a script in Python 3.11 (csv, zipfile): hours of 2025-07-01 to 2025-12-31 with all
 * twelve klines, the last snapshot of each hour, labels by the signs, confirmed where the taker delta has that of the price.
 */
test.skipIf(!existsSync(archive))(
  `takers confirm three quarters of hourly labels (skipped if ${archive} is absent)`,
  async () => {
    const { candles, openInterest } = await loadBinanceArchive({
      path: archive,
      from: "2025-07-01",
      to: "2025-12-31",
      interval: "1h",
    });
    const { close, volume, takerBuyVolume } = candles;
    const found = regimes(close, openInterest.column("binance"), { band: noBand });
    const rows = (codes: Int8Array) => regimeNames.map((_, code) => codes.filter((each) => each === code).length);
    expect(rows(found.codes)).toEqual([0, 1169, 1013, 1045, 1185]);
    const confirmed = confirmedByTakers(found, takerDelta(volume as Series, takerBuyVolume as Series));
    const [neutral, ...labels] = rows(confirmed.codes);
    expect(neutral).toBe(4412 - 3322);
    expect(labels.reduce((sum, each) => sum + each)).toBe(3322);
  },
);
