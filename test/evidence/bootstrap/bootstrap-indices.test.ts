import fc from "fast-check";
import { expect, test } from "vitest";
import { bootstrapIndices } from "../../../lib/evidence/bootstrap/bootstrap-indices.js";

const plain = { seed: 3, replication: 0 } as const;

test("every index is a row, and rows follow each other within a block, the first after the last", () => {
  const anyBlocks = fc.record({
    T: fc.integer({ min: 1, max: 60 }),
    blockLength: fc.integer({ min: 1, max: 90 }),
    seed: fc.integer({ min: 0, max: 2 ** 40 }),
    replication: fc.integer({ min: 0, max: 5000 }),
  });
  fc.assert(
    fc.property(anyBlocks, ({ T, ...options }) => {
      const stationary = bootstrapIndices(T, { ...options, method: "stationary" });
      expect(stationary.every((index) => index >= 0 && index < T)).toBe(true);
      const circular = bootstrapIndices(T, { ...options, method: "circular" });
      circular.forEach((index, row) => {
        if (row % options.blockLength > 0) expect(index).toBe((circular[row - 1] + 1) % T);
        expect(index >= 0 && index < T).toBe(true);
      });
    }),
    { seed: 20250701, numRuns: 60 },
  );
});

test("no rows have no indices", () => {
  expect([...bootstrapIndices(0, { ...plain, blockLength: 3 })]).toEqual([]);
});

test("resamples drawn alone are those drawn in a row, and another number or seed gives another", () => {
  const draw = (seed: number, replication: number): string =>
    bootstrapIndices(50, { blockLength: 5, seed, replication }).join();
  const inRow = Array.from({ length: 20 }, (_, r) => draw(8, r));
  expect(Array.from({ length: 10 }, (_, r) => draw(8, 19 - r))).toEqual(inRow.slice(10).reverse());
  expect(new Set([...inRow, draw(9, 0)]).size).toBe(21);
});

test("out receives the indices and is what is given back", () => {
  const out = new Int32Array(30);
  expect(bootstrapIndices(30, { ...plain, blockLength: 2.5 }, out)).toBe(out);
  expect([...out]).toEqual([...bootstrapIndices(30, { ...plain, blockLength: 2.5 })]);
});

// Of 100,000 rows a new block begins at each with probability 1/L, give or take √(p (1 − p) / 100,000); a new block
// goes on from the row before by chance in 1 of T. Tolerance four standard errors.
test.each([2, 4, 25])("stationary blocks have a mean length of %i rows and no memory", (blockLength) => {
  const T = 100_000;
  const indices = bootstrapIndices(T, { ...plain, blockLength });
  const p = 1 / blockLength;
  let begins = 0;
  let twice = 0;
  for (let row = 2; row < T; row++) {
    const here = indices[row] !== (indices[row - 1] + 1) % T;
    begins += here ? 1 : 0;
    twice += here && indices[row - 1] !== (indices[row - 2] + 1) % T ? 1 : 0;
  }
  expect(Math.abs(begins / T - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / T));
  expect(Math.abs(twice / T - p * p)).toBeLessThan(4 * Math.sqrt(((1 - p * p) * p * p) / T) + 1e-4);
});

// Each of 8 rows is drawn as often as the others: 2000 resamples of 8 rows in blocks of 3, so 2000 draws of each row.
// Counts hang together within a block, so the variance is at most three times that of single draws.
test.each(["stationary", "circular"] as const)("%s blocks draw every row equally often", (method) => {
  const counts = new Array<number>(8).fill(0);
  for (let replication = 0; replication < 2000; replication++) {
    for (const index of bootstrapIndices(8, { method, blockLength: 3, seed: 1, replication })) counts[index]++;
  }
  for (const count of counts)
    expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(3 * 16_000 * (1 / 8) * (7 / 8)));
});

test("blocks of one row are independent draws, with either method", () => {
  const one = bootstrapIndices(40, { ...plain, method: "stationary", blockLength: 1 });
  expect([...one]).toEqual([...bootstrapIndices(40, { ...plain, method: "circular", blockLength: 1 })]);
});

test("what is out of range is refused", () => {
  const ask = (options: object) => () => bootstrapIndices(5, { ...plain, blockLength: 2, ...options });
  expect(ask({ method: "moving" })).toThrow('bootstrapIndices: unknown method "moving"; known: stationary, circular');
  expect(ask({ blockLength: 0.5 })).toThrow("bootstrapIndices: blockLength 0.5 is not a mean number of rows");
  expect(ask({ blockLength: 2.5, method: "circular" })).toThrow(
    "bootstrapIndices: blockLength 2.5 is not a number of rows; give a whole number of at least 1",
  );
  expect(ask({ seed: -1 })).toThrow("bootstrapIndices: seed -1 is no seed of random numbers");
  expect(ask({ replication: -1 })).toThrow("philoxStream: stream -1 is no number of a stream");
  expect(() => bootstrapIndices(5, { ...plain, blockLength: 2 }, new Int32Array(4))).toThrow(
    "bootstrapIndices: out has 4 places for 5 rows; give one for each",
  );
  expect(() => bootstrapIndices(2.5, { ...plain, blockLength: 2 }, new Int32Array(2))).toThrow(
    "bootstrapIndices: T 2.5 is not a number of rows; give a whole number from 0 to 2^31 - 1",
  );
});
