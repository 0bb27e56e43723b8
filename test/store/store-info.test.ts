import { expect, test } from "vitest";
import { table } from "../../lib/notebook/table.js";
import { readManifest } from "../../lib/store/manifest.js";
import { at, fakeSource, later, newStore } from "./fake-source.js";

test("info tells of each source, asset and length of bars what there is and what is missing", async () => {
  const kept = await newStore();
  expect(await kept.info()).toEqual([]);
  const fake = fakeSource({ gaps: [at("2025-07-02T05:00Z")] });
  const load = (from: string, to: string, refresh = false) =>
    kept.load({ source: "fake", from, to, fetch: fake.fetch, refresh, now: later });
  await load("2025-07-01", "2025-07-02");
  await load("2025-07-05", "2025-07-05");
  fake.settings = { ...fake.settings, offset: 1 };
  await load("2025-07-05", "2025-07-05", true);

  const info = await kept.info();
  const shared = { source: "fake", asset: "BTC", fetches: 3, lastFetch: "2026-01-15T12:34:56Z" };
  const { files } = await readManifest(kept.path);
  const bytes = files.filter(({ kind }) => kind === "data").reduce((sum, file) => sum + file.bytes, 0);
  // Three days of three settlements, and three counts at midnights; 72 hours less the gap of nine series, less three blanks.
  const [own, hours] = [9 + 3, 71 * 9 - 3];
  expect(info).toEqual([
    {
      ...shared,
      interval: "own",
      venues: "binance",
      from: "2025-07-01T00:00:00.007Z",
      to: "2025-07-06",
      rows: own,
      bytes: Math.round((bytes * own) / (own + hours)),
      holes: 0,
      missing: 0,
      revised: 3 + 1,
    },
    {
      ...shared,
      interval: "1h",
      venues: "binance, okx",
      from: "2025-07-01T01:00Z",
      to: "2025-07-06",
      rows: hours,
      bytes: Math.round((bytes * hours) / (own + hours)),
      holes: 1,
      missing: 1,
      revised: 24 * 9 - 1,
    },
  ]);
  expect(table(info).rows[1]?.slice(0, 4)).toEqual(["fake", "BTC", "1h", "binance, okx"]);
});
