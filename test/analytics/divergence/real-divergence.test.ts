import { beforeAll, describe, expect, test } from "vitest";
import { breadth } from "../../../lib/analytics/divergence/breadth.js";
import { divergence } from "../../../lib/analytics/divergence/divergence.js";
import { growthGap } from "../../../lib/analytics/divergence/growth-gap.js";
import { growthResidual } from "../../../lib/analytics/divergence/growth-residual.js";
import { priceOpenInterestCorrelation } from "../../../lib/analytics/divergence/price-open-interest-correlation.js";
import { swingDivergence } from "../../../lib/analytics/divergence/swing-divergence.js";
import { covered } from "../../../lib/analytics/totals/covered.js";
import { linkedTotal } from "../../../lib/analytics/totals/linked-total.js";
import type { Panel } from "../../../lib/series/panel.js";
import type { Series } from "../../../lib/series/series.js";
import { epochMs, hourMs, isoTime } from "../../../lib/series/time.js";
import { onRealVenues, realVenues, realVenuesAbsent } from "../real-venues.js";

const night = epochMs("2025-10-11");

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  let oiUsd: Panel;
  let oiBase: Panel;
  let price: Series;

  beforeAll(async () => {
    ({ oiUsd, oiBase, price } = await realVenues());
  });

  /** The time of the lowest value of a column. */
  function worstOf(panel: Panel, column: string): string {
    const { times, values } = panel.column(column);
    const known = [...values.keys()].filter((t) => !Number.isNaN(values[t]));
    const worst = known.reduce((least, t) => ((values[t] as number) < (values[least] as number) ? t : least));
    return isoTime(times[worst] as number);
  }

  test("the night of 2025-10-10 is hyperliquid's worst against the others, whichever way it is measured", () => {
    const { gap } = growthGap(oiBase);
    const { standardised } = growthResidual(oiBase, { window: 180, minCount: 90 });
    for (const panel of [gap, standardised]) expect(worstOf(panel, "hyperliquid")).toBe("2025-10-11");
    const ofAll = Object.values(standardised.at(night)).filter((value) => !Number.isNaN(value));
    expect(Math.min(...ofAll)).toBe(standardised.column("hyperliquid").at(night));
    expect(standardised.column("hyperliquid").at(night)).toBeLessThan(-10);
    // Half of its dollars were gone, −17.8 % of all, as another program found: ln(2.21 / 4.40) − ln(68.3 / 81.4).
    expect(gap.column("hyperliquid").at(night)).toBeCloseTo(Math.log(2.21 / 4.4) - Math.log(68.3 / 81.4), 2);
    const robust = divergence(covered(oiUsd), { window: 180, minCount: 90, score: "robust" }).zScore;
    expect(robust.column("hyperliquid").at(night)).toBeLessThan(-6);
  });

  test("coins and dollars at a common price have the same growth gaps", () => {
    const inDollars = growthGap(oiUsd).gap;
    for (const { name, values } of growthGap(oiBase).gap.columns) {
      const other = inDollars.column(name).values;
      for (let t = 0; t < values.length; t++) {
        if (!Number.isNaN(values[t]))
          expect(Math.abs((values[t] as number) - (other[t] as number))).toBeLessThan(1e-12);
      }
    }
  });

  test("a venue that joins has no growth gap at its first row and moves nobody else's", () => {
    const joined = epochMs("2025-06-21T16:00Z");
    const { gap, compared } = growthGap(oiBase);
    expect(gap.column("kucoin").at(joined)).toBeNaN();
    expect(compared.at(joined)).toBe(20);
    expect(compared.at(joined + 4 * hourMs)).toBe(21);
    const without = growthGap(oiBase.select(({ name }) => name !== "kucoin")).gap;
    for (const name of without.names)
      expect(gap.column(name).at(joined)).toBeCloseTo(without.column(name).at(joined), 14);
  });

  test("in that night 18 of 21 venues close, and in dollars the price votes too", () => {
    const { up, down, reporting, net, weightedNet, agreement } = breadth(oiBase);
    expect([up.at(night), down.at(night), reporting.at(night)]).toEqual([3, 18, 21]);
    expect(net.at(night)).toBeCloseTo(-15 / 21, 12);
    expect(weightedNet.at(night)).toBeLessThan(-0.5);
    expect(agreement.at(night)).toBeCloseTo(18 / 21, 12);
    const inDollars = breadth(oiUsd, { allowPriceEffect: true }).net;
    expect(inDollars.at(night)).toBeLessThan(net.at(night));
  });

  test("price and open interest correlate in dollars alone", () => {
    const options = { window: 180, minCount: 90 };
    const mean = (of: Series) => {
      const known = of.values.filter((value) => !Number.isNaN(value));
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const inCoins = priceOpenInterestCorrelation(price, linkedTotal(oiBase), options);
    const inDollars = priceOpenInterestCorrelation(price, linkedTotal(oiUsd), { ...options, allowPriceEffect: true });
    expect(Math.abs(mean(inCoins))).toBeLessThan(0.05);
    expect(mean(inDollars)).toBeGreaterThan(0.6);
  });

  // Seen in the chart: the high of August 14 was above that of July 14 by 0.6 % with 6 % fewer coins open.
  test("the record price of August came on fewer positions than that of July", () => {
    const by = { kind: "reversal", size: 0.04 } as const;
    const { events } = swingDivergence(price, linkedTotal(oiBase), { by });
    const august = events.find(({ to }) => to === epochMs("2025-08-14T04:00Z"));
    expect(august).toMatchObject({ kind: "regular", direction: "bearish", from: epochMs("2025-07-14T08:00Z") });
    expect(august?.knownAt).toBe(epochMs("2025-08-14T16:00Z"));
    expect((august?.openInterestTo as number) / (august?.openInterestFrom as number)).toBeCloseTo(0.94, 2);
  });

  test("in dollars most divergences at highs are gone, as a higher price lifts them", () => {
    const bearish = (of: Series) =>
      swingDivergence(price, of, { allowPriceEffect: true }).events.filter(({ direction }) => direction === "bearish");
    expect([bearish(linkedTotal(oiBase)).length, bearish(linkedTotal(oiUsd)).length]).toEqual([24, 8]);
  });
});
