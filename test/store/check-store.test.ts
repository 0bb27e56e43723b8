import { appendFile, copyFile, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { checkStore } from "../../lib/store/check-store.js";
import { initStore } from "../../lib/store/init-store.js";
import { readManifest } from "../../lib/store/manifest.js";
import { answerOf, emptyFolder, emptyStore, hour, july, rowsOf } from "./append-fixture.js";

const august = Date.parse("2025-08-01T00:00Z");
const current = "FROM read_parquet('{store}/data/**/*.parquet', hive_partitioning = true)";

/** A store of two months, one value of which was revised. */
async function twoMonths(): Promise<string> {
  const store = await emptyStore();
  await appendAnswer(
    store,
    answerOf([
      {
        rows: [
          [july, 1],
          [july + hour, 2],
          [august, 3],
        ],
      },
    ]),
  );
  await appendAnswer(store, answerOf([{ rows: [[july, 5]] }], { retrievedAt: Date.parse("2025-09-02T00:00Z") }));
  return store;
}

/** The file of a month, or of the revisions. */
async function fileOf(store: string, month: string): Promise<string> {
  const { files } = await readManifest(store);
  return files.find((file) => file.month === month)?.path as string;
}

const kinds = (check: Awaited<ReturnType<typeof checkStore>>) => check.problems.map(({ kind, path }) => [kind, path]);

describe("a store is found to be good", () => {
  test("as it was made, with its files, rows and fetches counted", async () => {
    const check = await checkStore(await twoMonths());
    expect(check).toMatchObject({ ok: true, version: 3, files: 3, rows: 4, fetches: 2, problems: [], repairs: [] });
  });

  test("with nothing in it", async () => {
    expect(await checkStore(await emptyStore())).toMatchObject({ ok: true, version: 1, files: 0, problems: [] });
  });

  test("with files that nothing names, which it tells", async () => {
    const store = await twoMonths();
    await writeFile(join(store, "temporary", "1-abc.part"), "half");
    const check = await checkStore(store);
    expect(check.ok).toBe(true);
    expect(kinds(check)).toEqual([["stray", "temporary/1-abc.part"]]);
  });

  test("with hidden files in its folders that no program reads, and a repair leaves them", async () => {
    const store = await twoMonths();
    await writeFile(join(store, "data", ".DS_Store"), "icons");
    await writeFile(join(store, "data", "._x.parquet"), "icons");
    const check = await checkStore(store, { repair: true });
    expect(kinds(check)).toEqual([
      ["foreign", "data/._x.parquet"],
      ["stray", "data/.DS_Store"],
    ]);
    expect(await checkStore(store)).toMatchObject({ ok: true });
    expect((await readdir(join(store, "data"))).sort()).toEqual([".DS_Store", "dataset=exchange"]);
  });
});

describe("what is wrong is named", () => {
  test("one byte of a file changed", async () => {
    const store = await twoMonths();
    const path = await fileOf(store, "2025-07");
    const content = await readFile(join(store, path));
    content[40] = (content[40] as number) ^ 1;
    await writeFile(join(store, path), content);
    const check = await checkStore(store);
    expect(check.ok).toBe(false);
    expect(check.problems).toEqual([
      {
        kind: "damaged",
        path,
        detail:
          "it does not have its hash: exchange BTC binance 2025-07 is lost; put it back from a copy, or repair and fetch again",
      },
    ]);
  });

  test("a file cut short", async () => {
    const store = await twoMonths();
    const path = await fileOf(store, "2025-08");
    await truncate(join(store, path), 100);
    expect((await checkStore(store)).problems[0]?.detail).toMatch(/^it has 100 bytes instead of \d+: /);
  });

  test("a file that is not there", async () => {
    const store = await twoMonths();
    const path = await fileOf(store, "2025-08");
    await rm(join(store, path));
    expect(kinds(await checkStore(store))).toEqual([["missing", path]]);
  });

  test("a current file that other programs do not find, and one that they read though it is not the store's", async () => {
    const store = await twoMonths();
    const place = "data/dataset=exchange/asset=BTC/venue=binance/month=2025-08";
    await copyFile(join(store, place, "part.parquet"), join(store, place, "copy.parquet"));
    await rm(join(store, place, "part.parquet"));
    expect(kinds(await checkStore(store))).toEqual([
      ["unpublished", `${place}/part.parquet`],
      ["foreign", `${place}/copy.parquet`],
    ]);
  });

  test("details of a fetch", async () => {
    const store = await twoMonths();
    const [name] = await readdir(join(store, "fetches"));
    await appendFile(join(store, "fetches", name as string), " ");
    expect(kinds(await checkStore(store))).toEqual([["details", `fetches/${name}`]]);
  });

  test("the newest manifest, which is never passed over in silence", async () => {
    const store = await twoMonths();
    await truncate(join(store, "manifest", "00000003.json"), 300);
    await expect(readManifest(store)).rejects.toThrow(/00000003\.json is damaged: .* run checkStore with repair/);
    await expect(appendAnswer(store, answerOf([{ rows: [[july, 1]] }]))).rejects.toThrow(/00000003\.json is damaged/);
    const check = await checkStore(store);
    expect(check).toMatchObject({ ok: false, version: 2 });
    expect(kinds(check)[0]).toEqual(["manifest", "manifest/00000003.json"]);
  });

  test("a folder that is no store", async () => {
    await expect(checkStore(await emptyFolder())).rejects.toThrow(
      /^checkStore: no store in .*; make one with store\(path\) or `open-interest fetch`$/,
    );
  });
});

describe("repair", () => {
  test("drops a damaged file and asks for its month again, and no other", async () => {
    const store = await twoMonths();
    const path = await fileOf(store, "2025-07");
    await truncate(join(store, path), 100);
    const check = await checkStore(store, { repair: true });
    expect(check.repairs).toContain(`dropped ${path}`);
    expect(await checkStore(store)).toMatchObject({ ok: true, files: 2 });
    const { fetches } = await readManifest(store);
    // The first fetch was of June 30th 23:00 to August 1st 00:00, all but its first hour in July; that stamp is of August.
    expect(fetches.map(({ from, to }) => [from, to])).toEqual([]);
    const again = await appendAnswer(
      store,
      answerOf([
        {
          rows: [
            [july, 1],
            [july + hour, 2],
            [august, 3],
          ],
        },
      ]),
    );
    expect(again).toMatchObject({ added: 2, same: 1 });
  });

  test("makes the newest state anew from the files if its manifest is damaged", async () => {
    const store = await twoMonths();
    const before = await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`);
    await truncate(join(store, "manifest", "00000003.json"), 300);
    await checkStore(store, { repair: true });
    expect(await checkStore(store)).toMatchObject({ ok: true, version: 4, files: 3, fetches: 2 });
    expect(await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`)).toEqual(before);
    expect(
      await rowsOf(store, "SELECT old_value, new_value FROM read_parquet('{store}/revisions/**/*.parquet')"),
    ).toEqual([[1, 5]]);
  });

  test("makes all anew if no manifest is left that is good", async () => {
    const store = await twoMonths();
    const before = await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`);
    for (const name of await readdir(join(store, "manifest"))) await writeFile(join(store, "manifest", name), "");
    expect((await checkStore(store, { repair: true })).version).toBe(0);
    expect(await checkStore(store)).toMatchObject({ ok: true, version: 4, files: 3, fetches: 2 });
    expect(await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`)).toEqual(before);
  });

  test("takes a file that is not there from where other programs find it", async () => {
    const store = await twoMonths();
    await rm(join(store, "versions"), { recursive: true });
    const check = await checkStore(store, { repair: true });
    expect(check.problems.map(({ kind }) => kind)).toEqual(["missing", "missing", "missing"]);
    expect(await checkStore(store)).toMatchObject({ ok: true, version: 3, rows: 4, problems: [] });
  });

  test("links what other programs do not find, and puts aside what is not the store's", async () => {
    const store = await twoMonths();
    const place = join(store, "data/dataset=exchange/asset=BTC/venue=binance/month=2025-08");
    await copyFile(join(place, "part.parquet"), join(place, "copy.parquet"));
    await rm(join(place, "part.parquet"));
    await checkStore(store, { repair: true });
    expect(await checkStore(store)).toMatchObject({ ok: true, problems: [] });
    expect(await readdir(place)).toEqual(["part.parquet"]);
  });

  test("drops a fetch whose details are lost, and keeps its values", async () => {
    const store = await twoMonths();
    const [name] = await readdir(join(store, "fetches"));
    await rm(join(store, "fetches", name as string));
    await checkStore(store, { repair: true });
    expect(await checkStore(store)).toMatchObject({ ok: true, fetches: 1, rows: 4 });
  });

  test("cuts a fetch in two, the later of which goes on, and both keep their details", async () => {
    const store = await emptyStore();
    const september = Date.parse("2025-09-01T00:00Z");
    const rows = [july + hour, august + hour, september + hour].map((time) => [time, 1] as const);
    const { fetch } = await appendAnswer(store, answerOf([{ rows }]));
    await truncate(join(store, await fileOf(store, "2025-08")), 100);
    await checkStore(store, { repair: true });
    expect((await readManifest(store)).fetches.map(({ id }) => id)).toEqual([`${fetch}-2025-08`, fetch]);
    const now = Date.now();
    for (const step of [1, 2, 3]) {
      const end = september + (1 + step) * hour;
      const next = answerOf([{ rows: [[end, 1]] }], { from: end - hour, to: end });
      await appendAnswer(store, next, { continues: fetch, now: now + step * hour });
    }
    expect((await checkStore(store)).problems.filter(({ kind }) => kind !== "stray")).toEqual([]);
  });

  test("makes the newest state anew if its manifest is missing, though an earlier one is good", async () => {
    const store = await twoMonths();
    const before = await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`);
    await rm(join(store, "manifest", "00000003.json"));
    const check = await checkStore(store);
    expect(check).toMatchObject({ ok: false, version: 2 });
    expect(check.problems.map(({ kind, detail }) => [kind, detail.slice(0, 30)])).toEqual([
      ["manifest", "the newest manifest is missing"],
    ]);
    await checkStore(store, { repair: true });
    expect(await checkStore(store)).toMatchObject({ ok: true, version: 3, files: 3, fetches: 2 });
    expect(await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`)).toEqual(before);
  });

  test("takes no file that a killed writer left for one of a lost manifest, if another wrote the same and was replaced", async () => {
    const store = await twoMonths();
    const killedAt = (at: string) => ({
      onStep: (step: string) => {
        if (step === at) throw new Error("killed");
      },
    });
    const next = answerOf([{ rows: [[july + 2 * hour, 6]] }]);
    await expect(appendAnswer(store, next, killedAt("manifest written"))).rejects.toThrow("killed");
    await appendAnswer(store, next);
    const last = answerOf([{ rows: [[july + 3 * hour, 7]] }]);
    await expect(appendAnswer(store, last, killedAt("committed"))).rejects.toThrow("killed");
    const kinds = new Set((await checkStore(store)).problems.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["stray", "unpublished"]);
  });

  test("makes all anew where the folder of manifests is gone, and nothing else does", async () => {
    const store = await twoMonths();
    const before = await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`);
    await rm(join(store, "manifest"), { recursive: true });
    await expect(initStore(store)).rejects.toThrow(
      /^initStore: .* has lost its manifests; run check with repair \(`open-interest check --repair`\) to make one from them$/,
    );
    expect((await checkStore(store, { repair: true })).problems.map(({ kind }) => kind)).toEqual(["manifest"]);
    expect(await checkStore(store)).toMatchObject({ ok: true, version: 1, files: 3, fetches: 2 });
    expect(await rowsOf(store, `SELECT time, value, retrieved_at ${current} ORDER BY ALL`)).toEqual(before);
  });

  test("lets a store go on whose empty folders or fetches were lost", async () => {
    const store = await twoMonths();
    await rm(join(store, "temporary"), { recursive: true });
    expect(await checkStore(store)).toMatchObject({ ok: true });
    expect(await appendAnswer(store, answerOf([{ rows: [[august + hour, 4]] }]))).toMatchObject({ added: 1 });
    for (const name of ["temporary", "fetches", "data", "revisions"]) await rm(join(store, name), { recursive: true });
    await checkStore(store, { repair: true });
    expect(await checkStore(store)).toMatchObject({ ok: true, fetches: 0, rows: 5 });
    expect(await appendAnswer(store, answerOf([{ rows: [[july, 6]] }]))).toMatchObject({ revised: 1 });
    expect(await checkStore(store)).toMatchObject({ ok: true, fetches: 1 });
  });

  test("of a good store changes nothing", async () => {
    const store = await twoMonths();
    const before = await readManifest(store);
    expect((await checkStore(store, { repair: true })).repairs).toEqual([]);
    expect(await readManifest(store)).toEqual(before);
  });
});
