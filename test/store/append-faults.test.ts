import { spawn } from "node:child_process";
import { chmod, cp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { checkStore } from "../../lib/store/check-store.js";
import { storeFailure } from "../../lib/store/files/store-failure.js";
import { readManifest } from "../../lib/store/manifest.js";
import { answerOf, emptyFolder, emptyStore, hour, july, rowsOf } from "./append-fixture.js";

const current = "FROM read_parquet('{store}/data/**/*.parquet', hive_partitioning = true)";

/** Two months and a revision: every step there is. */
const second = answerOf([
  {
    rows: [
      [july - hour, 1],
      [july, 20],
      [july + hour, 30],
    ],
  },
]);

async function storeOfOne(): Promise<string> {
  const store = await emptyStore();
  await appendAnswer(store, answerOf([{ rows: [[july, 2]] }]));
  return store;
}

async function steps(): Promise<readonly string[]> {
  const names: string[] = [];
  await appendAnswer(await storeOfOne(), second, { onStep: (step) => void names.push(step) });
  return names;
}

test("an append has these steps", async () => {
  expect(await steps()).toEqual([
    "partition merged",
    "partition merged",
    "revisions written",
    "details written",
    "manifest written",
    "manifest linked",
    "committed",
    "published",
  ]);
});

// Up to the sixth step the store is as it was; from then on all of the answer is in it.
test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  "a failure after step %i leaves the store before or after the append",
  async (place) => {
    const store = await storeOfOne();
    let step = 0;
    const failing = appendAnswer(store, second, {
      onStep: () => {
        if (step++ === place) throw new Error("the power went");
      },
    });
    await expect(failing).rejects.toThrow("the power went");
    const check = await checkStore(store);
    expect(check).toMatchObject({ version: place < 5 ? 2 : 3, rows: place < 5 ? 1 : 4 });
    expect(check.problems.filter(({ kind }) => kind !== "stray" && kind !== "unpublished")).toEqual([]);
    expect(await appendAnswer(store, second)).toMatchObject(
      place < 5 ? { added: 2, revised: 1 } : { added: 0, same: 3 },
    );
    await checkStore(store, { repair: true });
    expect(await rowsOf(store, `SELECT value ${current} ORDER BY time`)).toEqual([[1], [20], [30]]);
  },
);

test("what a killed writer has left goes after ten minutes, and not before", async () => {
  const store = await storeOfOne();
  // A copy of the store as it is in the middle of an append, when nothing has been tidied.
  const killed = await emptyFolder();
  await appendAnswer(store, second, {
    onStep: async (step) => {
      if (step === "manifest written") await cp(store, killed, { recursive: true });
    },
  });
  const strays = async () => (await checkStore(killed)).problems.filter(({ kind }) => kind === "stray").length;
  // Two files of values, one of revisions, details and a manifest.
  expect(await strays()).toBe(5);
  await checkStore(killed, { repair: true });
  expect(await strays()).toBe(5);
  await checkStore(killed, { repair: true, now: Date.now() + 660_000 });
  expect(await strays()).toBe(0);
  expect(await checkStore(killed)).toMatchObject({ ok: true, rows: 1 });
});

test("a writer that was overtaken builds on what the other wrote", async () => {
  const store = await storeOfOne();
  let isFirst = true;
  const appended = await appendAnswer(store, second, {
    onStep: async (step) => {
      if (step !== "manifest written" || !isFirst) return;
      isFirst = false;
      await appendAnswer(store, answerOf([{ rows: [[july, 5]] }]));
      await appendAnswer(store, answerOf([{ rows: [[july + 2 * hour, 6]] }]));
    },
  });
  expect(appended).toMatchObject({ added: 2, revised: 1 });
  expect(appended.largestChange).toBe(3);
  expect(await rowsOf(store, `SELECT value ${current} ORDER BY time`)).toEqual([[1], [20], [30], [6]]);
  expect(
    await rowsOf(store, "SELECT old_value, new_value FROM read_parquet('{store}/revisions/**/*.parquet')"),
  ).toEqual([
    [2, 5],
    [5, 20],
  ]);
  expect((await checkStore(store)).problems).toEqual([]);
});

test("a damaged file does not go on under a new hash: it is named, and nothing is stored", async () => {
  const store = await storeOfOne();
  const [file] = (await readManifest(store)).files;
  const place = join(store, file?.path as string);
  const content = await readFile(place);
  // A byte of the library's name, which any reader passes over.
  const name = content.lastIndexOf("DuckDB");
  content[name] = (content[name] as number) ^ 1;
  await writeFile(place, content);
  expect(await rowsOf(store, `SELECT value ${current}`)).toEqual([[2]]);
  await expect(appendAnswer(store, second)).rejects.toThrow(
    `appendAnswer: ${place} is damaged, so nothing was stored: it does not have its hash; run checkStore`,
  );
  expect((await readManifest(store)).version).toBe(2);
});

describe("a store that cannot be written to", () => {
  test.each([
    ["ENOSPC", "the disk is full; free some space and append again"],
    ["EROFS", "the file system is read-only; put the store on another one"],
    ["EACCES", "permission is denied; ask for it, or copy the store to a folder of your own"],
  ])("says why: %s", (code, advice) => {
    const cause = Object.assign(new Error(`${code}: open 'x'`), { code });
    expect(String(storeFailure("appendAnswer", "s", cause))).toBe(
      `Error: appendAnswer: s cannot be written to (${code}): ${advice}`,
    );
  });

  test("says so where DuckDB hides the code", () => {
    const cause = new Error('IO Error: Could not write file "x": No space left on device');
    expect(String(storeFailure("appendAnswer", "s", cause))).toContain("(ENOSPC): the disk is full");
  });

  // The superuser writes anywhere, so the child is nobody.
  test.skipIf(process.platform === "win32")("for lack of permission is as it was", async () => {
    const store = await storeOfOne();
    for (const name of ["", ...(await readdir(store))]) await chmod(join(store, name), 0o555);
    await chmod(dirname(store), 0o711);
    const message = await appendAsNobody(store);
    expect(message).toMatch(/^appendAnswer: .* cannot be written to \(EACCES\): permission is denied; /);
    for (const name of ["", ...(await readdir(store))]) await chmod(join(store, name), 0o755).catch(() => {});
    expect(await checkStore(store)).toMatchObject({ ok: true, rows: 1, problems: [] });
    expect((await readManifest(store)).version).toBe(2);
  });
});

/** The message with which appending fails in a process that may not write. */
function appendAsNobody(store: string): Promise<string> {
  const module = new URL("../../dist/index.js", import.meta.url);
  const code = `
    const { store } = await import(${JSON.stringify(module.href)});
    const kept = await store(${JSON.stringify(store)}, { create: false });
    await kept.append({
      source: "exchange", asset: "BTC", intervalMs: 1, query: {}, from: 0, to: 1, retrievedAt: 1, rowsRead: 0,
      series: [], issues: [], provenance: { source: "exchange", simulated: false, description: "", files: [] },
    }).catch((error) => process.stdout.write(error.message));`;
  const isRoot = process.getuid?.() === 0;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], isRoot ? { uid: 65534, gid: 65534 } : {});
  return new Promise((resolve) => {
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
    child.on("close", () => resolve(text));
  });
}
