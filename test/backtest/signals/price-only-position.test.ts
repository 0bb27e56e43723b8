import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RegimeOptions, type Regimes, regimes } from "../../../lib/analytics/regimes/regimes.js";
import { priceOnlyPosition } from "../../../lib/backtest/signals/price-only-position.js";
import { regimePosition } from "../../../lib/backtest/signals/regime-position.js";
import type { Panel } from "../../../lib/series/panel.js";
import { expectCausal, randomPanel, runs } from "../../analytics/panels.js";
import { hourlySeries } from "../../analytics/regimes/coded.js";

const gap = Number.NaN;

describe("priceOnlyPosition", () => {
  // Long buildup, short buildup, short covering, long unwinding, price up with open interest still, both still, a gap.
  const price = [100, 110, 100, 110, 100, 110, 110, 110, 121, 110];
  const oi = [100, 110, 120, 110, 100, 100, 100, gap, 100, 110];
  const found = (options?: RegimeOptions): Regimes =>
    regimes(hourlySeries(price, "price"), hourlySeries(oi, "base", 5000), options);

  test("holds the mean of the targets that share a direction of the price", () => {
    const position = priceOnlyPosition(found(), { "long buildup": 1, "short buildup": -0.5, "short covering": 0.5 });
    // Up (1 + 0.5) / 2, down (−0.5 + 0) / 2; missing where the regime is, on both sides of the gap.
    expect([...position.values]).toEqual([gap, 0.75, -0.25, 0.75, -0.25, 0.75, 0, gap, gap, -0.25]);
    expect(position.unit).toBe("fraction");
    expect(position.name).toBe("price-only position: long buildup 1, short buildup -0.5, short covering 0.5");
    expect(position.identity.delayMs).toBe(5000);
  });

  test("is flat where targets of one direction cancel", () => {
    const position = priceOnlyPosition(found(), { "long buildup": 1, "short covering": -1 });
    expect(position.values.every((target) => target === 0 || target !== target)).toBe(true);
  });

  test("takes targets by direction", () => {
    const priceTargets = { up: 1, down: -1, neutral: 0.1 };
    const position = priceOnlyPosition(found(), { "long buildup": 1 }, { priceTargets });
    expect([...position.values]).toEqual([gap, 1, -1, 1, -1, 1, 0.1, gap, gap, -1]);
  });

  test("keeps a direction through others if asked, until a row is missing", () => {
    const position = priceOnlyPosition(found(), { "long buildup": 1 }, { hold: true });
    expect([...position.values]).toEqual([gap, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, gap, gap, 0]);
    const neutral = priceOnlyPosition(found(), { "long buildup": 1, neutral: 0.2 }, { hold: true });
    expect(neutral.values[6]).toBe(0.2);
  });

  test("has the directions that the regimes have, with the hysteresis they were found with", () => {
    const hysteresis = { enter: 1, leave: 0.2 };
    const values = [100, 102, 102.5, 102.3, 101, 100.7];
    const wide = regimes(hourlySeries(values, "price"), hourlySeries([100, 110, 120, 130, 140, 150], "base"), {
      band: { kind: "fixed", price: 0.01, openInterest: 0.01 },
      hysteresis,
    });
    const priceTargets = { up: 1, down: -1, neutral: 0 };
    const position = priceOnlyPosition(wide, {}, { priceTargets, hysteresis });
    expect([...position.values]).toEqual([gap, 1, 1, 0, -1, -1]);
    const regime = regimePosition(wide, { "long buildup": 1, "short buildup": -1 });
    expect([...regime.values]).toEqual([...position.values]);
    expect([...priceOnlyPosition(wide, {}, { priceTargets }).values]).toEqual([gap, 1, 0, 0, -1, 0]);
  });

  const ofPanel = (of: Panel): Regimes =>
    regimes(
      hourlySeries(
        [...of.columns[0].values].map((value) => (value > 0 ? value : gap)),
        "price",
      ),
      hourlySeries([...of.columns[1].values], "base"),
    );

  test("of targets that do not ask for open interest is the rule itself wherever open interest moved", () => {
    const targets = { "long buildup": 1, "short covering": 1, "short buildup": -1, "long unwinding": -1 };
    fc.assert(
      fc.property(randomPanel, (of) => {
        const all = ofPanel(of);
        const twin = priceOnlyPosition(all, targets).values;
        const rule = regimePosition(all, targets).values;
        for (let row = 0; row < rule.length; row++) if (all.codes[row] !== 0) expect(twin[row]).toBe(rule[row]);
      }),
      runs,
    );
  });

  test("depends on no later row, and on open interest only by what is missing", () => {
    const targets = { "long buildup": 1, "short buildup": -0.5 };
    fc.assert(
      fc.property(randomPanel, (of) => {
        expectCausal(of, (part) => [priceOnlyPosition(ofPanel(part), targets).values]);
        const constant = of.map(({ values }, j) => (j === 1 ? values.map((value) => (value >= 0 ? 7 : gap)) : values));
        const full = of.columns[1].values.every((value) => value !== 0);
        const same = [...priceOnlyPosition(ofPanel(constant), targets).values];
        if (full) expect(same).toEqual([...priceOnlyPosition(ofPanel(of), targets).values]);
      }),
      runs,
    );
  });

  test("refuses an unknown regime and a target that is no number", () => {
    expect(() => priceOnlyPosition(found(), { longs: 1 } as Record<string, number>)).toThrow('unknown regime "longs"');
    const priceTargets = { up: gap, down: 0, neutral: 0 };
    expect(() => priceOnlyPosition(found(), {}, { priceTargets })).toThrow(
      "priceOnlyPosition: target NaN for up is not a number; give a fraction of equity",
    );
  });
});
