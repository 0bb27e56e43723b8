import { join } from "node:path";
import { expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { checkStore } from "../../lib/store/check-store.js";
import { initStore } from "../../lib/store/init-store.js";
import { readManifest } from "../../lib/store/manifest.js";
import { answerOf, emptyFolder, emptyStore, hour, july, rowsOf } from "./append-fixture.js";
import { appender } from "./append-process.js";

test("all that two processes append to one file at once is in it, and readers find each file whole", async () => {
  const store = join(await emptyFolder(), "store");
  await initStore(store);
  const rounds = 12;
  const writers = ["a", "b"].map((name) => appender(store, name));
  await Promise.all(writers.map(({ ready }) => ready));
  for (const { begin } of writers) begin(1, rounds);
  let isOver = false;
  const over = Promise.all(writers.map(({ ended }) => ended)).then(() => {
    isOver = true;
  });
  let reads = 0;
  for (; !isOver; reads++) {
    const { files } = await readManifest(store);
    if (files.length === 0) continue;
    // As this library reads: the files that a manifest names, though newer ones have taken their place meanwhile.
    const paths = files.filter(({ kind }) => kind === "data").map(({ path }) => `'${store}/${path}'`);
    const [[rows] = []] = await rowsOf(store, `SELECT count(*) FROM read_parquet([${paths}])`);
    expect(Number(rows)).toBe(files.reduce((sum, file) => sum + (file.kind === "data" ? file.rows : 0), 0));
    // As other programs read: no value twice. One that opens a file twice may meet two of them under its name, and says so.
    const all = "FROM read_parquet('{store}/data/**/*.parquet', hive_partitioning = true)";
    const twice = await rowsOf(store, `SELECT series, time ${all} GROUP BY ALL HAVING count(*) > 1`).catch(
      (cause: Error) => {
        if (!/parquet|TProtocol|don't know what type/i.test(cause.message)) throw cause;
        return [];
      },
    );
    expect(twice).toEqual([]);
  }
  await over;
  expect(reads).toBeGreaterThan(0);
  expect(writers.map(({ acknowledged }) => acknowledged.length)).toEqual([rounds, rounds]);
  const found = await rowsOf(
    store,
    `SELECT series, (epoch_ms(time) - ${july}) // ${hour} AS number, value
     FROM read_parquet('{store}/data/**/*.parquet') WHERE number > 0 ORDER BY ALL`,
  );
  const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
  expect(found).toEqual(["a", "b"].flatMap((name) => numbers.map((number) => [name, String(number), number])));
  expect((await readManifest(store)).fetches).toHaveLength(2 * rounds);
  expect((await checkStore(store)).problems).toEqual([]);
});

test("appends of one process at the same time are all in", async () => {
  const store = await emptyStore();
  const values = Array.from({ length: 8 }, (_, index) => index);
  await Promise.all(values.map((value) => appendAnswer(store, answerOf([{ rows: [[july + value * hour, value]] }]))));
  expect(await rowsOf(store, "SELECT value FROM read_parquet('{store}/data/**/*.parquet') ORDER BY time")).toEqual(
    values.map((value) => [value]),
  );
});

test("a folder is made one store by those who make it at the same time", async () => {
  const store = `${await emptyFolder()}/a/b`;
  const made = await Promise.all([1, 2, 3, 4].map(() => initStore(store)));
  expect(made.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
});
