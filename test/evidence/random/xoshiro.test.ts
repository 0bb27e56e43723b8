import { expect, test } from "vitest";
import { philoxStream } from "../../../lib/evidence/random/philox.js";
import { xoshiro128, xoshiroStream } from "../../../lib/evidence/random/xoshiro.js";

// The reference implementation, xoshiro128plusplus.c by Blackman and Vigna, from the state 1 2 3 4; rand_xoshiro 0.7
// tests against the same.
const reference = [
  641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
];

test("the words are those its authors' program gives, in one piece or in several", () => {
  const whole = new Uint32Array(10);
  xoshiro128(Int32Array.of(1, 2, 3, 4), whole);
  expect([...whole]).toEqual(reference);
  const state = Int32Array.of(1, 2, 3, 4);
  for (const part of [0, 5]) {
    const out = new Uint32Array(5);
    xoshiro128(state, out);
    expect([...out]).toEqual(reference.slice(part, part + 5));
  }
});

test("a stream starts from the first words of the Philox stream of its seed and number", () => {
  const philox = philoxStream(7, 12);
  const state = Int32Array.of(philox.word(), philox.word(), philox.word(), philox.word());
  const words = new Uint32Array(600);
  xoshiro128(state, words);
  const stream = xoshiroStream(7, 12);
  for (const word of words) expect(stream.word()).toBe(word);
});

test("streams and seeds differ, and each repeats itself", () => {
  const first = (seed: number, stream: number): number => xoshiroStream(seed, stream).uniform();
  expect(new Set([first(0, 0), first(0, 1), first(1, 0), first(2 ** 32, 0), first(0, 2 ** 32)]).size).toBe(5);
  expect(first(7, 8)).toBe(first(7, 8));
});

// First numbers of 20,000 streams in ten cells: 2000 in each, chi-square of 9 degrees beyond 27.9 once in a thousand.
test("the first numbers of streams in a row are spread evenly, and tell nothing of the next stream's", () => {
  const cells = new Float64Array(10);
  let before = 0.5;
  let product = 0;
  for (let stream = 0; stream < 20_000; stream++) {
    const value = xoshiroStream(3, stream).uniform();
    cells[Math.floor(10 * value)]++;
    product += (value - 0.5) * (before - 0.5);
    before = value;
  }
  expect(cells.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(27.9);
  // The error of the mean product is 1/12 / √20,000; four of them.
  expect(Math.abs(product / 20_000)).toBeLessThan((4 * (1 / 12)) / Math.sqrt(20_000));
});

test("a seed or a stream that is none is refused", () => {
  for (const value of [-1, 1.5, Number.NaN]) {
    expect(() => xoshiroStream(value, 0)).toThrow(`seed ${value} is no seed of random numbers`);
    expect(() => xoshiroStream(0, value)).toThrow(`stream ${value} is no number of a stream`);
  }
});
