import { existsSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type NotebookRun, runNotebook } from "../../lib/report/run/run-notebook.js";
import { conclusion, expectToSpeak, rowOf, shown, tableCalled } from "./shown.js";

// The notebooks that each answer one question: what they say of data whose answer is known from elsewhere.

const run = (name: string, parameters: Readonly<Record<string, string>> = {}): Promise<NotebookRun> =>
  runNotebook(resolve(import.meta.dirname, `../../notebooks/${name}.ipynb`), { parameters });
const figures = (of: NotebookRun): number => shown(of, "application/vnd.plotly.v1+json").length;
const names = [
  "where-is-the-open-interest",
  "positions-or-price",
  "does-one-venue-diverge",
  "anatomy-of-a-cascade",
] as const;

// data/README.md tells what happens in the sample.
describe("on the sample", () => {
  test("the newcomer and the migration from borealis to cirrus are found, and told apart", async () => {
    const where = await run("where-is-the-open-interest");
    expectToSpeak(where);
    expect(where.data.map(({ provenance }) => provenance.simulated)).toEqual([true]);
    const shares = tableCalled(where, "why they changed");
    // ember lists in 2024: all of its share is entry. Traders move from borealis to cirrus: theirs is within.
    expect(rowOf(shares, "ember")?.slice(-3)).toEqual(["0.00%", expect.stringMatching(/^[1-9]/), "0.00%"]);
    const within = shares.rows.map(([venue, , , , points]) => [venue, Number.parseFloat(points as string)] as const);
    within.sort(([, one], [, other]) => other - one);
    expect(within[0]?.[0]).toBe("cirrus");
    expect(within.at(-1)?.[0]).toBe("borealis");
    expect(conclusion(where)).toContain("Entered: ember; none left.");
    // The 51 hours in which fjord is silent are in no total.
    expect(tableCalled(where, "billion USD").note).toContain("17,493 of 17,544");
  });

  test("inverse contracts are not revalued, and the unit makes the correlation", async () => {
    const price = await run("positions-or-price");
    expectToSpeak(price);
    const causes = tableCalled(price, "by its cause").rows;
    expect(causes.find(([of, part]) => of === "inverse" && part === "revaluation")?.slice(2)).toEqual(["0.00", "0.0"]);
    const correlations = tableCalled(price, "Correlation of the change").rows.map(([, value]) => Number(value));
    expect(correlations[0]).toBeGreaterThan(Math.abs(correlations[2] as number) + 0.3);
    const units = tableCalled(price, "in the wrong unit").rows.map(([contract, , right]) => [contract, right]);
    expect(units).toContainEqual(["atlas BTCUSDT", "coins"]);
    expect(units).toContainEqual(["dune BTC-PERPETUAL", "dollars"]);
    expect(figures(price)).toBe(4);
  });

  test("the rolls of dune's quarterly futures are told from traders who moved, and no lead is made up", async () => {
    const diverge = await run("does-one-venue-diverge");
    expectToSpeak(diverge);
    const departures = tableCalled(diverge, "Departures, the farthest first").rows;
    // Its futures end on the last Fridays of quarters and roll in the twelve days before.
    const rolls = departures.filter((row) => row.includes("a roll"));
    expect(rolls.length).toBeGreaterThan(2);
    for (const [venue, farthest] of rolls) {
      expect(venue).toBe("dune");
      expect(farthest).toMatch(/^\d{4}-(03|06|09|12)-1/);
    }
    // In the simulated market all venues follow the same hours: none leads.
    expect(conclusion(diverge)).toContain("No lead was found");
  });

  test("the four cascades are found with their sides", async () => {
    const cascade = await run("anatomy-of-a-cascade");
    expectToSpeak(cascade);
    const found = tableCalled(cascade, "Cascades, largest first").rows.map(([, side, start]) => [start, side]);
    expect(found.sort()).toEqual([
      [expect.stringMatching(/^2023-05-08 0[789]/), "long"],
      [expect.stringMatching(/^2023-09-20 1[789]/), "long"],
      [expect.stringMatching(/^2024-01-04 1[456]/), "long"],
      [expect.stringMatching(/^2024-06-26 0[678]/), "short"],
    ]);
    // Three events of one side are too few for a band.
    expect(conclusion(cascade)).toContain("it is an anecdote");
  });
});

describe("data that holds little: no volume, no funding, no margins", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "little-"));
    chartFile("one.csv", ["binance"], 300);
    chartFile("short.csv", ["binance", "okx", "bybit"], 18);
  });

  function chartFile(name: string, venues: readonly string[], rows: number): void {
    const lines = Array.from({ length: rows }, (_, row) => {
      const time = Date.UTC(2025, 0, 1) + row * 14_400_000;
      const held = venues.map((_, index) => 1e9 * (index + 1) * (1 + 0.01 * Math.sin(row / (11 + index))));
      return [new Date(time).toISOString(), time, 50_000 + 1000 * Math.sin(row / 7), ...held].join(",");
    });
    writeFileSync(join(folder, name), `datetime,timestamp,price,${venues.join(",")}\n${lines.join("\n")}\n`);
  }

  test.each(names)("%s has something to say of one venue", async (name) => {
    const one = await run(name, { source: "csv", path: join(folder, "one.csv"), interval: "4h" });
    expectToSpeak(one);
    expect(conclusion(one)).toMatch(/^- /);
  });

  test.each(names)("%s has something to say of three days", async (name) => {
    const short = await run(name, { source: "csv", path: join(folder, "short.csv"), interval: "4h" });
    expectToSpeak(short);
    expect(conclusion(short)).toMatch(/^- /);
  });
});

const chart = "../shared/data/venues-4h";
describe.skipIf(!existsSync(chart))(`on 21 real venues (skipped where ${chart} is absent)`, () => {
  const parameters = { source: "csv", path: chart, interval: "4h" };

  test("the venue that is recorded late enters, and concentration is as computed elsewhere", async () => {
    const where = await run("where-is-the-open-interest", parameters);
    expect(conclusion(where)).toContain("Entered: kucoin; none left.");
    // pandas on the same file, GATE.IO and GATE as one: 0.11878 and 0.11324, and 20.86 % for CME in the last row.
    expect(conclusion(where)).toContain("the HHI went from 0.119 to 0.113");
    expect(rowOf(tableCalled(where, "why they changed"), "cme")?.[2]).toBe("20.86%");
  });

  test("dollars follow the price with 0.64, coins with 0.01, and a quarter of the labels change", async () => {
    const price = await run("positions-or-price", parameters);
    const [dollars, coins] = tableCalled(price, "Correlation of the change").rows;
    expect([dollars?.[1], coins?.[1]]).toEqual(["0.64", "0.01"]);
    expect(rowOf(tableCalled(price, "Labels that the unit changes"), "4h")?.[2]).toBe("25.1%");
  });

  test("a feed that jumps alone looks like a fault, a venue hit in a crash does not", async () => {
    const diverge = await run("does-one-venue-diverge", parameters);
    const departures = tableCalled(diverge, "Departures, the farthest first");
    expect(rowOf(departures, "bingx")?.slice(-2)).toEqual(["a fault", "jump"]);
    expect(rowOf(departures, "hyperliquid")).toContain("a shared shock");
    expect(rowOf(departures, "hyperliquid")?.[1]).toMatch(/^2025-10-11/);
  });

  test("the cascade of 2025-10-10 is the largest, and hyperliquid was hit hardest", async () => {
    const cascade = await run("anatomy-of-a-cascade", parameters);
    const [largest] = tableCalled(cascade, "Cascades, largest first").rows;
    expect(largest?.slice(0, 3)).toEqual(["1", "long", "2025-10-10 20:00"]);
    expect(conclusion(cascade)).toContain("hyperliquid was hit hardest");
  });
});

const archive = "../shared/data/binance-archive";
describe.skipIf(!existsSync(archive))(`on the real archive (skipped where ${archive} is absent)`, () => {
  const parameters = { source: "binance-archive", path: archive, from: "2025-09-15", to: "2025-10-31", interval: "5m" };

  test("the price is a smaller part of the movement the longer the bar", async () => {
    const price = await run("positions-or-price", parameters);
    const parts = tableCalled(price, "How much of the change").rows.map(([bar, , part]) => [bar, part] as const);
    const of = (bar: string): number => Number.parseFloat(parts.find(([name]) => name === bar)?.[1] ?? "");
    expect(of("5m")).toBeGreaterThan(of("1h"));
    expect(of("1h")).toBeGreaterThan(of("4h"));
  });

  test("on bars of five minutes the crash of 2025-10-10 was known before most of it had happened", async () => {
    const cascade = await run("anatomy-of-a-cascade", parameters);
    expect(tableCalled(cascade, "Cascades, largest first").rows[0]?.slice(0, 4)).toEqual([
      "1",
      "long",
      "2025-10-10 19:20",
      "2025-10-10 21:10",
    ]);
    expect(figures(cascade)).toBe(6);
  });
});
