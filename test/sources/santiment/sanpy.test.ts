import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayMs, minuteMs } from "../../../lib/series/time.js";
import type { Dataset } from "../../../lib/sources/dataset.js";
import { complexity } from "../../../lib/sources/santiment/complexity.js";
import { loadSantiment } from "../../../lib/sources/santiment/santiment.js";
import { now, points, stepMs, wholeKey, world } from "./san-fixture.js";
import { type SanServer, sanServer } from "./san-server.js";

const python = process.env.OPEN_INTEREST_PYTHON_SANPY;

type Rows = readonly (readonly [label: number, value: number])[];

interface Told {
  readonly version: string;
  readonly [name: string]: unknown;
}

// The stand-in for Santiment is a stand-in for what Santiment's own client expects: it must satisfy both, with the same rows.
describe.skipIf(python === undefined)("sanpy", () => {
  let server: SanServer;
  let told: Told;
  let dataset: Dataset;
  let total: Dataset;

  beforeAll(async () => {
    server = await sanServer({
      ...world,
      data: { ...world.data, "price_usd ethereum": points((row) => (row % 7 === 0 ? null : 2000 + row)) },
      keys: {
        ...world.keys,
        "spent-key-0123456789": { ...wholeKey, remaining: { minute: 0, hour: 9, month: 9 } },
        "basic-key-0123456789": { plan: "BASIC", divider: 4, historyDays: 4 / 24 },
      },
    });
    const period = { from: "2025-07-01T00:00Z", to: "2025-07-01T06:00Z" };
    const options = { url: server.url, now, funding: false, plan: "business_max", ...period };
    dataset = await loadSantiment(options);
    total = await loadSantiment({ ...options, metric: "total_open_interest" });
    const asked = { from: "2025-07-01T00:00:00Z", to: "2025-07-01T06:00:00Z", interval: "5m" };
    const script = fileURLToPath(new URL("sanpy.py", import.meta.url));
    const env = { ...process.env, SANBASE_GQL_HOST: server.url, SANPY_APIKEY: "whole-key-0123456789" };
    const { stdout } = await promisify(execFile)(python as string, ["-W", "ignore", script, JSON.stringify(asked)], {
      env,
    });
    told = JSON.parse(stdout.trim().split("\n").at(-1) as string) as Told;
  }, 60_000);

  afterAll(() => server?.close());

  /** Rows of a column as sanpy labels them: by the starts of bars. */
  const labelled = ({ openInterestUsd }: Dataset, column: string): Rows => {
    const { times, values } = openInterestUsd.column(column);
    return Array.from(times, (time, row) => [time - stepMs, values[row] as number] as const);
  };

  test("gives the rows that we give, at the starts of our bars", () => {
    expect(told.binance).toEqual(labelled(dataset, "binance"));
    expect(told.okx).toEqual(labelled(dataset, "okx"));
    expect(told.total).toEqual(labelled(total, "total"));
    expect((told.binance as Rows).length).toBe(72);
  });

  test("gives our closes among the prices of many assets", () => {
    const { bitcoin, ethereum } = told.prices as Readonly<Record<string, Rows>>;
    const { times, close } = dataset.candles;
    expect(bitcoin).toEqual(Array.from(times, (time, row) => [time - stepMs, close.values[row]]));
    expect(ethereum?.filter(([, value]) => value !== null).length).toBe(72 - 11);
  });

  test("gives the same rows in batches, side by side or in one document", () => {
    expect(told.batch).toEqual([told.binance, told.total]);
    expect(told.together).toEqual([told.total, (told.prices as Readonly<Record<string, Rows>>).bitcoin]);
  });

  test("reads metadata and lists", () => {
    expect(told.metadata).toEqual({
      minInterval: "5m",
      defaultAggregation: "LAST",
      availableSelectors: ["SLUG", "OWNER", "LABEL"],
    });
    expect(told.metrics).toEqual([
      "exchange_open_interest",
      "open_interest_per_settlement_currency",
      "total_open_interest",
    ]);
    expect(told.of_slug).toContain("price_usd");
    expect(told.since).toBe("2025-07-01T00:00:00Z");
  });

  // 30 days of 5 minutes for a plan that divides by 6: 8640 × 2 × 1 × 0.3 / 6 = 864.
  test("is told the complexity that we compute", () => {
    const points = (30 * dayMs) / (5 * minuteMs);
    expect(told.complexity).toBe(864);
    expect(complexity({ points, intervalMs: 5 * minuteMs, divider: 6 })).toBeCloseTo(864, 9);
  });

  test("knows the server's refusals as its own errors", () => {
    const errors = told as unknown as Readonly<Record<string, readonly [string, string] | null>>;
    expect(errors.auth?.[0]).toBe("SanAuthError");
    expect(errors.limit?.[0]).toBe("SanRateLimitError");
    expect(told.wait).toBe(60);
    expect(errors.complex?.[0]).toBe("SanGraphqlQueryError");
    expect(errors.complex?.[1]).toContain("Operation is too complex");
    expect(errors.unknown?.[0]).toBe("SanGraphqlQueryError");
    expect(errors.outside?.[1]).toContain("outside the allowed interval");
    expect(errors.empty).toBeNull();
  });
});
