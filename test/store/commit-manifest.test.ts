import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { commitManifest } from "../../lib/store/commit-manifest.js";
import { readManifest } from "../../lib/store/manifest.js";
import { answerOf, emptyStore, july } from "./append-fixture.js";

const noStep = () => {};
const append = (store: string) => appendAnswer(store, answerOf([{ rows: [[july, 1]] }]));
const names = async (store: string) => (await readdir(join(store, "manifest"))).sort();

test("a commit is the next version, and the last 64 know their names", async () => {
  const store = await emptyStore();
  for (let number = 0; number < 66; number++) {
    const base = await readManifest(store);
    const committed = await commitManifest(store, base, base, `commit ${number}`, noStep);
    expect(committed?.version).toBe(base.version + 1);
  }
  const { recent } = await readManifest(store);
  expect(recent).toHaveLength(64);
  expect([recent[0], recent[63]]).toEqual(["commit 2", "commit 65"]);
});

test("a commit on a state that is not the newest is none", async () => {
  const store = await emptyStore();
  const base = await readManifest(store);
  await append(store);
  expect(await commitManifest(store, base, base, "late", noStep)).toBeUndefined();
  expect(await names(store)).toEqual(["00000001.json", "00000002.json"]);
  expect(await readdir(join(store, "temporary"))).toEqual([]);
});

// Its number is free again: the manifest that had it was removed, being old.
test("a commit that is so late that its number is free again is none, and takes its manifest back", async () => {
  const store = await emptyStore();
  const base = await readManifest(store);
  for (let number = 0; number < 3; number++) await append(store);
  await rm(join(store, "manifest", "00000002.json"));
  const newest = await readManifest(store);
  expect(await commitManifest(store, base, base, "late", noStep)).toBeUndefined();
  expect(await names(store)).toEqual(["00000001.json", "00000003.json", "00000004.json"]);
  expect(await readManifest(store)).toEqual(newest);
});
