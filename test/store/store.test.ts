import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { dataHash } from "../../lib/sources/data-hash.js";
import { datasetAnswer } from "../../lib/store/dataset-answer.js";
import { readManifest } from "../../lib/store/manifest.js";
import { Store, store } from "../../lib/store/store.js";
import { emptyFolder } from "./append-fixture.js";
import { at, fakeSource, later, newStore } from "./fake-source.js";

const period = { source: "fake", from: "2025-07-30", to: "2025-08-02", now: later } as const;

describe("store", () => {
  test("makes a folder a store, and opens one that is there", async () => {
    const folder = join(await emptyFolder(), "new", "market");
    const made = await store(folder);
    expect([made.path, String(made)]).toEqual([folder, `Store ${folder}`]);
    await made.load({ ...period, fetch: fakeSource().fetch });
    made.close();
    const opened = await store(folder, { create: false });
    expect((await opened.load({ ...period, offline: true })).openInterest.length).toBe(96);
    opened.close();
  });

  test("shows with Tab what a user does with it, and no more", () => {
    expect(Object.getOwnPropertyNames(Store.prototype).sort()).toEqual(
      ["constructor", "path", "load", "query", "rows", "append", "info", "check", "close", "toString"].sort(),
    );
  });

  test("refuses what is no store, and makes none unless it may", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "file"), "");
    await expect(store(join(folder, "file"))).rejects.toThrow(/store: .*file is a file; give the folder of a store$/);
    await expect(store(folder)).rejects.toThrow("holds file and no manifest, so it is no store");
    await rm(join(folder, "file"));
    await expect(store(folder, { create: false })).rejects.toThrow(
      `store: ${folder} holds no store; check the path, or make one by \`store(path)\` or \`open-interest fetch\``,
    );
    await expect(store(join(folder, "none"), { create: false })).rejects.toThrow(/none is not there; check the path/);
    expect(await readdir(folder)).toEqual([]);
    await expect(store("")).rejects.toThrow("store: no path given; give the folder of the store, such as data/market");
  });

  test("cannot be used once it is closed", async () => {
    const kept = await newStore();
    await kept.rows("FROM fetches");
    kept.close();
    kept.close();
    await expect(kept.rows("FROM fetches")).rejects.toThrow(/^store: .* was closed; open it again with store\(\)$/);
    await expect(kept.load({ ...period, offline: true })).rejects.toThrow("was closed");
  });

  test("keeps what is appended by hand under the name of its source", async () => {
    const kept = await newStore();
    const data = await fakeSource().fetch(period);
    const { added, same } = await kept.append(datasetAnswer(data, { query: {}, retrievedAt: later }));
    // 96 hours of five bar fields and two venues in coins and dollars, but for four blanks; twelve settlements and four days.
    expect([added, same]).toEqual([96 * 9 - 4 + 12 + 4, 0]);
    expect(dataHash(await kept.load({ ...period, offline: true }))).toBe(dataHash(data));
    expect((await kept.append(datasetAnswer(data, { query: {}, retrievedAt: later }))).added).toBe(0);
  });

  test("takes a folder whose name SQL or a pattern of files would misread", async () => {
    const folder = join(await emptyFolder(), "it's [my] store*");
    await mkdir(folder);
    const kept = await store(folder);
    const data = await kept.load({ ...period, fetch: fakeSource().fetch });
    expect(data.openInterest.column("okx").at(at("2025-07-31"))).toBeGreaterThan(0);
    expect((await kept.rows("SELECT count(*) AS n FROM fetches"))[0]).toEqual({ n: 2 });
    expect((await kept.rows("SELECT count(DISTINCT venue) AS n FROM observations"))[0]).toEqual({ n: 2 });
    kept.close();
  });

  test("names a file that is damaged or missing instead of reading it", async () => {
    const kept = await newStore();
    await kept.load({ ...period, fetch: fakeSource().fetch });
    const { files } = await readManifest(kept.path);
    const file = join(kept.path, files.find(({ venue, month }) => venue === "okx" && month === "2025-08")?.path ?? "");
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    const again = await store(kept.path);
    await writeFile(file, bytes);
    await expect(again.load({ ...period, offline: true })).rejects.toThrow(
      `store: ${file} is damaged: it does not have its hash; run check() to see what else is`,
    );
    await rm(file);
    await expect(again.load({ ...period, offline: true })).rejects.toThrow(`store: ${file} cannot be read (ENOENT)`);
    // A period that does not need the file is read.
    expect((await again.load({ ...period, to: "2025-07-30", offline: true })).openInterest.length).toBe(24);
    again.close();
  });
});

describe("where DuckDB is not there", () => {
  afterEach(() => {
    vi.doUnmock("@duckdb/node-api");
    vi.resetModules();
  });

  test("a query says so", async () => {
    const kept = await newStore();
    vi.resetModules();
    vi.doMock("@duckdb/node-api", () => {
      throw new Error("no build");
    });
    const { store: open } = await import("../../lib/store/store.js");
    const opened = await open(kept.path);
    await expect(opened.rows("FROM fetches")).rejects.toThrow(
      "DuckDB cannot be loaded on this platform; reinstall open-interest with its optional packages",
    );
  });
});
