import fc from "fast-check";
import { expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { checkStore } from "../../lib/store/check-store.js";
import { readManifest } from "../../lib/store/manifest.js";
import { answerOf, emptyStore, hour, july, rowsOf } from "./append-fixture.js";

// Against a plain model: a map from venue, name and instant to the value last told.

/** Values of some instants, from some hours before a month begins to some after; NaN is none. */
interface Told {
  readonly venue: string;
  readonly name: string;
  readonly values: readonly number[];
  readonly first: number;
}

const value = fc.constantFrom(Number.NaN, 0, -0, 1, 2, 1.5, 5e-324);
const told: fc.Arbitrary<Told> = fc.record({
  venue: fc.constantFrom("binance", "okx", ""),
  name: fc.constantFrom("a", "b"),
  first: fc.integer({ min: -4, max: 4 }),
  values: fc.array(value, { maxLength: 5 }),
});
/** An answer tells of each series once. */
const answers = fc.array(
  fc.uniqueArray(told, { minLength: 1, maxLength: 3, selector: ({ venue, name }) => `${venue} ${name}` }),
  { minLength: 1, maxLength: 5 },
);

const timeOf = (first: number, index: number): number => july + (first + index) * hour;

function append(store: string, parts: readonly Told[], retrievedAt: number) {
  const series = parts.map(({ venue, name, first, values }) => ({
    name,
    identity: venue === "" ? {} : { venue },
    rows: values.map((one, index) => [timeOf(first, index), one] as const),
  }));
  return appendAnswer(store, answerOf(series, { retrievedAt }));
}

/** All current values by their keys, as another program reads them. */
async function stored(store: string): Promise<ReadonlyMap<string, string>> {
  if ((await readManifest(store)).files.length === 0) return new Map();
  const rows = await rowsOf(
    store,
    `SELECT coalesce(venue, '') || ' ' || series || ' ' || epoch_ms(time), value::VARCHAR
     FROM read_parquet('{store}/data/**/*.parquet', hive_partitioning = true)`,
  );
  const found = new Map(rows.map(([key, one]) => [String(key), String(one)]));
  // No key is there twice.
  expect(found.size).toBe(rows.length);
  return found;
}

const asNumbers = (found: ReadonlyMap<string, string>): ReadonlyMap<string, number> =>
  new Map([...found].map(([key, one]): [string, number] => [key, Number(one)]).sort());

test("any appends leave what a map would hold, and the revisions are what differed", async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (list) => {
      const store = await emptyStore();
      const model = new Map<string, number>();
      const differences: string[] = [];
      for (const [round, parts] of list.entries()) {
        let [added, same, revised] = [0, 0, 0];
        for (const { venue, name, first, values } of parts) {
          for (const [index, one] of values.entries()) {
            if (Number.isNaN(one)) continue;
            const key = `${venue} ${name} ${timeOf(first, index)}`;
            const before = model.get(key);
            if (before === undefined) added++;
            else if (before === one) same++;
            else {
              revised++;
              differences.push(`${key} ${before} ${one} ${round}`);
            }
            model.set(key, one + 0);
          }
        }
        expect(await append(store, parts, july + round)).toMatchObject({ added, same, revised });
      }
      expect(asNumbers(await stored(store))).toEqual(new Map([...model].sort()));
      const { files } = await readManifest(store);
      const changes = files.some(({ kind }) => kind === "revisions")
        ? await rowsOf(
            store,
            `SELECT coalesce(venue, '') || ' ' || series || ' ' || epoch_ms(time), old_value, new_value,
               epoch_ms(new_retrieved_at) - ${july}
             FROM read_parquet('{store}/revisions/**/*.parquet', hive_partitioning = true)`,
          )
        : [];
      const written = changes.map(([key, old, now, round]) => `${key} ${Number(old)} ${Number(now)} ${round}`);
      expect(written.sort()).toEqual(differences.sort());
      expect((await checkStore(store)).problems).toEqual([]);
    }),
    { seed: 6, numRuns: 8 },
  );
});

test("appends of ranges that do not meet give the same bytes in any order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.array(value, { minLength: 16 }),
      async (order, values) => {
        const part = (place: number): Told => ({
          venue: "okx",
          name: "a",
          first: place * 4 - 8,
          values: values.slice(place * 4, place * 4 + 4),
        });
        const hashes = async (places: readonly number[]) => {
          const store = await emptyStore();
          for (const place of places) await append(store, [part(place)], july);
          return (await readManifest(store)).files.map(({ path }) => path);
        };
        expect(await hashes(order)).toEqual(await hashes([0, 1, 2, 3]));
      },
    ),
    { seed: 7, numRuns: 2 },
  );
});

test("what is appended twice changes nothing the second time", async () => {
  await fc.assert(
    fc.asyncProperty(answers, async ([parts = []]) => {
      const store = await emptyStore();
      const { added } = await append(store, parts, july);
      const { files } = await readManifest(store);
      expect(await append(store, parts, july + hour)).toMatchObject({ added: 0, same: added, revised: 0 });
      expect((await readManifest(store)).files).toEqual(files);
    }),
    { seed: 8, numRuns: 4 },
  );
});
