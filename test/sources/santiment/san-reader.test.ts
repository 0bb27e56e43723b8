import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadSantiment } from "../../../lib/sources/santiment/santiment.js";
import type { SantimentOptions } from "../../../lib/sources/santiment/santiment-options.js";
import { now, rows, start, stepMs, world } from "./san-fixture.js";
import { type SanServer, type SanWorld, sanServer } from "./san-server.js";

let server: SanServer;

// A key of the machine's would be sent otherwise.
beforeEach(() => {
  vi.stubEnv("SANTIMENT_API_KEY", "");
  vi.stubEnv("SANPY_APIKEY", "");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const period = { from: "2025-07-01", to: "2025-07-01T06:00Z" };
const small = { venues: ["binance"], funding: false, plan: "business_max" };

async function load(options: SantimentOptions = {}, changes: Partial<SanWorld> = {}) {
  server = await sanServer({ ...world, ...changes });
  return loadSantiment({ url: server.url, now, backoffMs: 1, ...period, ...small, ...options });
}

const ofBinance = () => server.documents().filter((document) => document.includes('owner: "binance"'));

test("a period is read in parts that meet and do not overlap", async () => {
  await load({ pointsPerCall: 30 });
  const asked = ofBinance().map((document) => /from: "([^"]+)" to: "([^"]+)"/.exec(document)?.slice(1));
  expect(asked).toEqual([
    ["2025-07-01T00:00:00Z", "2025-07-01T02:30:00Z"],
    ["2025-07-01T02:30:00Z", "2025-07-01T05:00:00Z"],
    ["2025-07-01T05:00:00Z", "2025-07-01T06:00:00Z"],
  ]);
});

test("any parts, closed or open at their end, and either form give the same dataset", async () => {
  const whole = await load();
  await server.close();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 5, max: rows + 5 }),
      fc.boolean(),
      fc.constantFrom("timeseriesDataJson" as const, "timeseriesData" as const),
      async (pointsPerCall, inclusive, form) => {
        const { provenance, ...parts } = await load({ pointsPerCall, form }, { inclusive });
        await server.close();
        const { provenance: _, ...one } = whole;
        // A server that gives the row at the end of a part gives it twice.
        const quality = { ...parts.quality, rowsRead: one.quality.rowsRead };
        expect({ ...parts, quality }).toEqual(one);
        expect(provenance.files.length).toBe(2 + 2 * Math.ceil(rows / pointsPerCall));
      },
    ),
    { numRuns: 12, seed: 7 },
  );
});

test("any period is that part of the whole", async () => {
  const whole = (await load()).openInterestUsd.column("binance");
  await server.close();
  const bar = fc.integer({ min: 0, max: rows - 1 });
  await fc.assert(
    fc.asyncProperty(bar, bar, fc.integer({ min: 5, max: 40 }), async (a, b, pointsPerCall) => {
      const [from, to] = [start + Math.min(a, b) * stepMs, start + (Math.max(a, b) + 1) * stepMs];
      const iso = (time: number) => new Date(time).toISOString();
      const part = await load({ from: iso(from), to: iso(to), pointsPerCall });
      await server.close();
      const column = part.openInterestUsd.column("binance");
      const expected = whole.slice(from, to);
      expect([...column.times]).toEqual([...expected.times]);
      expect([...column.values]).toEqual([...expected.values]);
    }),
    { numRuns: 12, seed: 7 },
  );
});

// With a weight of 600 a plan that divides by 7 may ask for 50000 × 7 / (2 × 600) = 291 points, without one for 41: 72 are
// refused, 36 accepted.
test("a call that is too complex is made again for half of it, and later ones are no larger", async () => {
  const plain = await load();
  await server.close();
  const halved = await load({ plan: "free" }, { weight: 600, keys: { "": { plan: "FREE", divider: 1 } } });
  expect(halved.openInterestUsd).toEqual(plain.openInterestUsd);
  const calls = server.documents().filter((document) => document.includes("timeseriesDataJson"));
  // Refused, first half, second half; then the two halves of the price.
  expect(calls.length).toBe(5);
});

test("a call that is too complex however small is refused", async () => {
  await expect(load({}, { weight: 1e6 })).rejects.toThrow(
    /^loadSantiment: Santiment refuses exchange_open_interest bitcoin binance \S+: Operation is too complex: complexity is \d+ and maximum is 50000; ask for less: a shorter period or a longer interval$/,
  );
  // 72, 36, 18 and 12 points.
  expect(ofBinance().length).toBe(4);
});

test("no more calls begin in a minute than the plan allows", async () => {
  const waits: string[] = [];
  const controller = new AbortController();
  const loading = load({
    plan: "free",
    pointsPerCall: 1,
    signal: controller.signal,
    onProgress: ({ what }) => {
      if (!what.includes("allows")) return;
      waits.push(what);
      controller.abort(new Error("waited"));
    },
  });
  await expect(loading).rejects.toThrow("waited");
  expect(waits[0]).toContain("loadSantiment: Santiment allows 100 requests in");
  expect(server.requests.length).toBeLessThanOrEqual(100);
});
