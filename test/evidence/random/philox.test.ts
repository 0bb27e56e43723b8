import { expect, test } from "vitest";
import { philox4x32, philoxStream } from "../../../lib/evidence/random/philox.js";

const hex = (words: Uint32Array): string => Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

// Random123 1.14, tests/kat_vectors: the lines "philox4x32 10".
test.each([
  ["zeros", [0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [
    "ones",
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    "408f276d 41c83b0e a20bc7c6 6d5451fd",
  ],
  [
    "digits of pi",
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  ],
])("the words of %s are those its authors publish", (_, counter, key, words) => {
  const out = new Uint32Array(4);
  philox4x32(Uint32Array.from(counter), Uint32Array.from(key), out);
  expect(hex(out)).toBe(words);
});

test("more than four words are those of the counters that follow, carried into the second word", () => {
  const key = Uint32Array.of(5, 6);
  const all = new Uint32Array(12);
  philox4x32(Uint32Array.of(0xfffffffe, 8, 3, 4), key, all);
  const one = new Uint32Array(4);
  const counters = [
    [0xfffffffe, 8],
    [0xffffffff, 8],
    [0, 9],
  ];
  counters.forEach(([lower, upper], block) => {
    philox4x32(Uint32Array.of(lower, upper, 3, 4), key, one);
    expect([...all.subarray(4 * block, 4 * block + 4)]).toEqual([...one]);
  });
});

// Stream 0 of seed 0 begins with the words of zeros: 0x6627e8d5 >> 5 = 0x3313f46, 0xe169c58d >> 6 = 0x385a716, and
// 0xbc57ac4c >> 5 = 0x5e2bd62, 0x9b00dbd8 >> 6 = 0x26c036f.
test("uniforms are the upper 27 and 26 bits of two words", () => {
  const stream = philoxStream(0, 0);
  expect(stream.uniform()).toBe((0x3313f46 * 2 ** 26 + 0x385a716) / 2 ** 53);
  expect(stream.uniform()).toBe((0x5e2bd62 * 2 ** 26 + 0x26c036f) / 2 ** 53);
});

// The seed is the key, the stream the upper half of the counter, the block its lower half; lower word first.
test("block b of stream s is the counter (b, s) under the seed", () => {
  const seed = 0x1a2b3 * 2 ** 32 + 0x9f00000d;
  const stream = 0x1ffff * 2 ** 32 + 0x80000001;
  const draws = philoxStream(seed, stream);
  const out = new Uint32Array(4);
  for (let block = 0; block < 40; block++) {
    philox4x32(Uint32Array.of(block, 0, 0x80000001, 0x1ffff), Uint32Array.of(0x9f00000d, 0x1a2b3), out);
    for (const word of out) expect(block === 1 ? draws.integer(2 ** 32) : draws.word()).toBe(word);
  }
});

// floor(word × 10 / 2³²) of 6627e8d5, e169c58d, bc57ac4c, 9b00dbd8: 0.3990, 0.8805, 0.7357, 0.6055.
test("whole numbers are the upper half of word × n", () => {
  const stream = philoxStream(0, 0);
  expect([10, 10, 10, 10].map((n) => stream.integer(n))).toEqual([3, 8, 7, 6]);
});

// A word modulo 3 · 2³⁰ would fall in the first third half of the time; word × n / 2³² rounded down, without rejection,
// would be a multiple of three half of the time. Tolerance four standard errors of 1/3.
test("whole numbers are as likely as each other where 2³² is no multiple of n", () => {
  const stream = philoxStream(11, 3);
  const thirds = [0, 0, 0];
  const remainders = [0, 0, 0];
  const draws = 30_000;
  for (let i = 0; i < draws; i++) {
    const drawn = stream.integer(3 * 2 ** 30);
    thirds[Math.floor(drawn / 2 ** 30)]++;
    remainders[drawn % 3]++;
  }
  for (const count of [...thirds, ...remainders]) {
    expect(Math.abs(count / draws - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / draws));
  }
});

test("one of one is 0", () => {
  const stream = philoxStream(5, 5);
  expect([stream.integer(1), stream.integer(1)]).toEqual([0, 0]);
});

// Standard errors of 40,000 draws: uniform mean 0.2887/200, normal mean 1/200, square √2/200, fourth power √96/200.
test("uniforms and normals have the moments of theirs", () => {
  const stream = philoxStream(2, 9);
  const n = 40_000;
  let [mean, normalMean, square, fourth, pairs] = [0, 0, 0, 0, 0];
  let before = 0;
  for (let i = 0; i < n; i++) {
    mean += stream.uniform() / n;
    const z = stream.normal();
    normalMean += z / n;
    square += z ** 2 / n;
    fourth += z ** 4 / n;
    pairs += (z * before) / n;
    before = z;
  }
  expect(Math.abs(mean - 0.5)).toBeLessThan((4 * 0.2887) / 200);
  expect(Math.abs(normalMean)).toBeLessThan(4 / 200);
  expect(Math.abs(square - 1)).toBeLessThan((4 * Math.SQRT2) / 200);
  expect(Math.abs(fourth - 3)).toBeLessThan((4 * Math.sqrt(96)) / 200);
  expect(Math.abs(pairs)).toBeLessThan(4 / 200);
});

test("streams and seeds differ, and each repeats itself", () => {
  const first = (seed: number, stream: number): number => philoxStream(seed, stream).uniform();
  const found = new Set([first(0, 0), first(0, 1), first(1, 0), first(2 ** 32, 0), first(0, 2 ** 32)]);
  expect(found.size).toBe(5);
  expect(first(7, 8)).toBe(first(7, 8));
});

test("a seed, a stream or a count that is none is refused", () => {
  for (const value of [-1, 1.5, Number.NaN, 2 ** 53, "1" as unknown as number]) {
    expect(() => philoxStream(value, 0)).toThrow(`philoxStream: seed ${value} is no seed of random numbers`);
    expect(() => philoxStream(0, value)).toThrow(`philoxStream: stream ${value} is no number of a stream`);
  }
  for (const n of [0, -3, 2.5, Number.NaN, 2 ** 32 + 1]) {
    expect(() => philoxStream(0, 0).integer(n)).toThrow(`integer: cannot draw one of ${n} numbers`);
  }
});
