import { mkdir, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { checkStore } from "../../lib/store/check-store.js";
import { initStore } from "../../lib/store/init-store.js";
import { readManifest } from "../../lib/store/manifest.js";
import { answerOf, emptyFolder, emptyStore, july } from "./append-fixture.js";

describe("a store is made", () => {
  test("in a folder that is empty, or not there, with those above it", async () => {
    for (const folder of [await emptyFolder(), join(await emptyFolder(), "a", "b")]) {
      expect(await initStore(folder)).toMatchObject({ format: 1, version: 1, files: [], fetches: [] });
      expect((await readdir(folder)).sort()).toEqual([
        "README.md",
        "data",
        "fetches",
        "manifest",
        "revisions",
        "temporary",
        "versions",
      ]);
      expect(await readdir(join(folder, "temporary"))).toEqual([]);
    }
  });

  test("once: one that is there stays as it is", async () => {
    const store = await emptyStore();
    await appendAnswer(store, answerOf([{ rows: [[july, 1]] }]));
    const before = await readManifest(store);
    expect(await initStore(store)).toEqual(before);
  });

  test("where one was not finished", async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, "versions"));
    await mkdir(join(folder, "manifest"));
    await writeFile(join(folder, "README.md"), "");
    expect(await initStore(folder)).toMatchObject({ version: 1 });
    expect(await readFile(join(folder, "README.md"), "utf8")).toMatch(/^# A store of open-interest\n/);
  });
});

describe("no store is made", () => {
  test("of a file", async () => {
    const file = join(await emptyFolder(), "x.csv");
    await writeFile(file, "time,value");
    await expect(initStore(file)).rejects.toThrow(`initStore: ${file} is a file; give a folder`);
    await expect(initStore(join(file, "a"))).rejects.toThrow(/^initStore: .* cannot be made a store \(EEXIST\)/);
  });

  test.each(["notes.txt", "README.md", "data/prices.csv"])("in a folder that holds %s, which stays", async (name) => {
    const folder = await emptyFolder();
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, name), "mine");
    await expect(initStore(folder)).rejects.toThrow(
      `initStore: ${folder} holds ${name} and no manifest, so it is no store; give an empty folder or one that is not there`,
    );
    expect(await readFile(join(folder, name), "utf8")).toBe("mine");
    expect((await readdir(folder)).sort()).toEqual([...new Set(["data", name.split("/")[0]])].sort());
  });
});

describe("a manifest", () => {
  test("of a newer format says so, and is left alone", async () => {
    const store = await emptyStore();
    const file = join(store, "manifest", "00000001.json");
    const newer = (await readFile(file, "utf8")).replace('"format":1', '"format":2');
    await writeFile(file, newer);
    const message =
      /is of format 2, written by a newer version of this library, which reads format 1; update open-interest$/;
    await expect(readManifest(store)).rejects.toThrow(message);
    await expect(initStore(store)).rejects.toThrow(message);
    await expect(appendAnswer(store, answerOf([]))).rejects.toThrow(message);
    await expect(checkStore(store, { repair: true })).rejects.toThrow(message);
    expect(await readFile(file, "utf8")).toBe(newer);
  });

  test("holds its own hash: the SHA-256 of its text with 64 zeros for it", async () => {
    const store = await emptyStore();
    await appendAnswer(store, answerOf([{ rows: [[july, 1]] }], { query: { note: "0".repeat(64), text: 'ü "x"\n' } }));
    const text = await readFile(join(store, "manifest", "00000002.json"), "utf8");
    const told = JSON.parse(text).sha256 as string;
    const bytes = new TextEncoder().encode(text.replace(told, "0".repeat(64)));
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    expect(digest).toBe(told);
    expect((await readManifest(store)).fetches[0]?.query).toEqual({ note: "0".repeat(64), text: 'ü "x"\n' });
  });

  // Each byte of the file in turn.
  test("with any byte changed or cut is refused", async () => {
    const store = await emptyStore();
    const file = join(store, "manifest", "00000001.json");
    const good = await readFile(file);
    for (let place = 0; place < good.length; place += 7) {
      const bad = Buffer.from(good);
      bad[place] = (bad[place] as number) ^ 2;
      await writeFile(file, bad);
      await expect(readManifest(store)).rejects.toThrow(/is damaged|newer version/);
      await truncate(file, place);
      await expect(readManifest(store)).rejects.toThrow(/is damaged/);
    }
    await writeFile(file, good);
    expect((await readManifest(store)).version).toBe(1);
  });
});
