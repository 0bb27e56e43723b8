import { expect, test } from "vitest";
import { panel } from "../../lib/series/panel.js";
import { resample } from "../../lib/series/resample.js";
import { hourMs } from "../../lib/series/time.js";
import { atSameInstants } from "../../lib/sources/same-instants.js";

const times = [1, 2, 3, 4].map((hour) => hour * hourMs);
const gap = Number.NaN;

// Bars of two hours. The first holds the coins of hour 1, as hour 2 has none, and so the dollars of hour 1, not of hour 2.
// The second holds the coins of hour 4, which have no dollars: hour 3's dollars are of other coins.
test("dollars of a bar are of the instant of its coins, and missing where that has none", () => {
  const coins = panel({ times, unit: "base", columns: { a: [10, gap, 30, 40] } });
  const dollars = panel({ times, unit: "usd", columns: { a: [100, 220, 330, gap] } });
  const bars = resample(coins, 2 * hourMs, { take: "last" });
  expect([...bars.columns[0].values]).toEqual([10, 40]);
  const paired = atSameInstants(dollars, coins, bars);
  expect([...paired.columns[0].values]).toEqual([100, gap]);
  expect(paired.unit).toBe("usd");
});

test("a bar without coins has no dollars, and bars that are the rows leave all as it is", () => {
  const coins = panel({ times, unit: "base", columns: { a: [gap, gap, 30, 40] } });
  const dollars = panel({ times, unit: "usd", columns: { a: [100, 220, 330, 440] } });
  const bars = resample(coins, 2 * hourMs, { take: "last" });
  expect([...atSameInstants(dollars, coins, bars).columns[0].values]).toEqual([gap, 440]);
  expect(atSameInstants(dollars, coins, coins)).toBe(dollars);
});
