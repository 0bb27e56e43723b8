import fc from "fast-check";
import { expect, test } from "vitest";
import { takerDelta } from "../../../lib/analytics/leverage/taker-delta.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: of 10 traded takers bought 7 and sold 3, +4; they bought all, +10; nothing, −10.
test("the delta is what takers bought less what they sold", () => {
  const panel = hourly({ volume: [10, 10, 10, gap, 10, 0], bought: [7, 10, 0, 1, gap, 0] });
  const delta = takerDelta(panel.column("volume"), panel.column("bought"));
  expect([...delta.values]).toEqual([4, 10, -10, gap, gap, 0]);
  expect([delta.unit, delta.name]).toEqual(["base", "taker delta"]);
});

test("the delta depends on no later row, is within the volume and scales with it", () => {
  fc.assert(
    fc.property(randomPanel, fc.double({ min: 0, max: 1, noNaN: true }), (panel, part) => {
      const compute = (of: typeof panel) => {
        const volume = of.column("venue0");
        const bought = volume.with(volume.values.map((value) => part * value));
        return [takerDelta(volume, bought).values];
      };
      expectCausal(panel, compute);
      const [values] = compute(panel);
      const volume = panel.column("venue0").values;
      values.forEach((value, t) => {
        if (!Number.isNaN(value)) expect(Math.abs(value)).toBeLessThanOrEqual(volume[t]);
      });
      const scaled = panel.map((column) => column.values.map((value) => 4096 * value));
      expect([...compute(scaled)[0]]).toEqual([...values].map((value) => 4096 * value));
    }),
    runs,
  );
});

test("buys that are no part of the volume are refused", () => {
  const panel = hourly({ volume: [10, 10], bought: [7, 11], less: [7, -1] });
  const volume = panel.column("volume");
  expect(() => takerDelta(volume, panel.column("bought"))).toThrow(
    "takerDelta: takers bought 11 of 10 traded at 2025-07-01T01:00Z; give the part of the volume that takers bought",
  );
  expect(() => takerDelta(volume, panel.column("less"))).toThrow("takers bought -1 of 10 traded");
  expect(() => takerDelta(volume, hourly({ usd: [1, 2] }, { unit: "usd" }).column("usd"))).toThrow(
    "takerDelta: volume is in base and taker buys in usd; convert one of them",
  );
  expect(() => takerDelta(volume, panel.rows(0, 1).column("bought"))).toThrow(
    "takerDelta: inputs of 2 and 1 rows; align them first",
  );
});
