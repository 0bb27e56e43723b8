import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../../lib/sources/dataset.js";
import type { SourceOptions } from "../../../lib/sources/source-options.js";
import type { Store } from "../../../lib/store/store.js";
import { emptyFolder } from "../append-fixture.js";
import { later, newStore } from "../fake-source.js";

const file = { timeColumn: "time", unit: "usd", label: "instant", priceColumn: "price" } as const;
const okx = ({ openInterestUsd }: Dataset) => [...openInterestUsd.column("okx").values];
const revisions = ({ quality }: Dataset) => quality.issues.filter(({ kind }) => kind === "revision");
const fetchCount = async (kept: Store) => (await kept.rows("SELECT count(*) AS n FROM fetches"))[0]?.n;

/** Writes a file of an hour in each row from 2025-07-01T00:00Z on, with the price of 2, and loads it through the store. */
async function fileOf(folder: string, name: string, values: readonly (number | "")[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const rows = values.map((value, hour) => `2025-07-01T0${hour}:00Z,2,${value}`);
  const path = join(folder, name);
  await writeFile(path, ["time,price,OKX", ...rows].join("\n"));
  return path;
}

const period = { from: "2025-06-30T23:00Z", to: "2025-07-01T02:00Z" };
const loaded = (kept: Store, path: string, more: SourceOptions = {}) =>
  kept.load({ source: "file", path, file, ...more, now: later });

describe("a file that is loaded through a store", () => {
  test("gives its own numbers, whatever other file of its name was loaded before, and says so", async () => {
    const folder = await emptyFolder();
    const first = await fileOf(join(folder, "a"), "oi.csv", [10, 20, 30]);
    const second = await fileOf(join(folder, "b"), "oi.csv", [11, 20, 33]);
    const kept = await newStore();
    expect(okx(await loaded(kept, first, period))).toEqual([10, 20, 30]);
    const data = await loaded(kept, second, period);
    expect(okx(data)).toEqual([11, 20, 33]);
    const [other, ...series] = revisions(data);
    // Two values of okx, in dollars and in coins.
    expect(other).toMatchObject({ where: "oi", count: 4 });
    expect(other?.detail).toBe(
      "values differ from those kept before as oi, from oi.csv with another hash; where that is another file, give this one a `name` of its own",
    );
    expect(series.map(({ where, count }) => [where, count])).toEqual([
      ["okx", 2],
      ["okx", 2],
    ]);
    // What is kept is that of the last file, also where it is one that was there before.
    expect(okx(await loaded(kept, first, period))).toEqual([10, 20, 30]);
    expect(okx(await kept.load({ source: "oi", offline: true }))).toEqual([10, 20, 30]);
    const named = await loaded(kept, second, { ...period, file: { ...file, name: "second" } });
    expect([okx(named), revisions(named)]).toEqual([[11, 20, 33], []]);
  });

  test("gives no value that the file no longer has", async () => {
    const folder = await emptyFolder();
    const kept = await newStore();
    await loaded(kept, await fileOf(folder, "oi.csv", [10, 20, 30]));
    expect(okx(await loaded(kept, await fileOf(folder, "oi.csv", [10, "", 30])))).toEqual([10, Number.NaN, 30]);
    expect(okx(await kept.load({ source: "oi" }))).toEqual([10, 20, 30]);
  });

  test("is appended only where the store has not all of it from the same file", async () => {
    const folder = await emptyFolder();
    const kept = await newStore();
    const path = await fileOf(folder, "oi.csv", [10, 20, 30, 40]);
    await loaded(kept, path, period);
    await loaded(kept, path, { ...period, to: "2025-07-01T01:00Z" });
    expect(await fetchCount(kept)).toBe(1);
    await loaded(kept, path);
    await loaded(kept, path);
    expect(await fetchCount(kept)).toBe(2);
  });

  test("is kept under its name without the endings of files alone", async () => {
    const folder = await emptyFolder();
    const kept = await newStore();
    for (const [name, stored] of [
      ["oi.2025.csv", "oi.2025"],
      ["oi.v2.CSV", "oi.v2"],
      ["deribit.txt.csv", "deribit"],
    ] as const) {
      await loaded(kept, await fileOf(folder, name, [10, 20, 30]));
      expect(okx(await kept.load({ source: stored, offline: true })), name).toEqual([10, 20, 30]);
    }
    await expect(loaded(kept, await fileOf(folder, "sample.csv", [1, 2]))).rejects.toThrow(
      'load: a file "sample" would be taken for the source of that name; give another `name`',
    );
  });
});
