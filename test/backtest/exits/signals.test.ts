import { describe, expect, test } from "vitest";
import { barsUntilFill } from "../../../lib/backtest/exits/bars-until-fill.js";
import {
  encodeSignals,
  isSignals,
  longEntryBit,
  longExitBit,
  missingBit,
  nextSide,
  type SignalRules,
  type Signals,
  shortEntryBit,
  shortExitBit,
  signalConflicts,
} from "../../../lib/backtest/exits/signals.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";

const hours = (count: number): Float64Array => Float64Array.from({ length: count }, (_, row) => (row + 1) * hourMs);

function event(values: readonly number[], { delayMs = 0, from = 0 } = {}): Series {
  return series({
    times: values.map((_, row) => (row + 1 + from) * hourMs),
    values,
    name: "event",
    unit: "number",
    ...(delayMs > 0 ? { delayMs } : {}),
  });
}

const encode = (
  signals: Signals,
  rows: number,
  fill?: Parameters<typeof barsUntilFill>[0],
): ReturnType<typeof encodeSignals> => encodeSignals(signals, hours(rows), hourMs, fill && { fill });

const letters: Readonly<Record<string, number>> = {
  E: longEntryBit,
  X: longExitBit,
  e: shortEntryBit,
  x: shortExitBit,
  "?": missingBit,
};

/** Side after events written as letters: E and X of the long side, e and x of the short side. */
function sideAfter(events: string, side: number, rules: SignalRules = {}, missing: "flat" | "hold" = "flat"): number {
  const bits = [...events].reduce((sum, letter) => sum | letters[letter], 0);
  return nextSide(bits, side, signalConflicts(rules, missing));
}

const sides = [-1, 0, 1] as const;
const fromEach = (events: string, rules?: SignalRules, missing?: "flat" | "hold"): readonly number[] =>
  sides.map((side) => sideAfter(events, side, rules, missing));

describe("nextSide", () => {
  test("keeps the side without events", () => {
    expect(fromEach("")).toEqual([-1, 0, 1]);
  });

  test("enters from flat, and changes nothing on the side already held", () => {
    expect([sideAfter("E", 0), sideAfter("E", 1)]).toEqual([1, 1]);
    expect([sideAfter("e", 0), sideAfter("e", -1)]).toEqual([-1, -1]);
  });

  test("exits only the side that is named", () => {
    expect(fromEach("X")).toEqual([-1, 0, 0]);
    expect(fromEach("x")).toEqual([0, 0, 1]);
    expect(fromEach("Xx")).toEqual([0, 0, 0]);
  });

  test("reverses, closes or keeps the position that an opposite entry meets", () => {
    expect([sideAfter("E", -1), sideAfter("e", 1)]).toEqual([1, -1]);
    expect([sideAfter("E", -1, { opposite: "close" }), sideAfter("e", 1, { opposite: "close" })]).toEqual([0, 0]);
    expect([sideAfter("E", -1, { opposite: "ignore" }), sideAfter("e", 1, { opposite: "ignore" })]).toEqual([-1, 1]);
  });

  test("exits first, so that an exit and an opposite entry reverse under every rule", () => {
    for (const opposite of ["reverse", "close", "ignore"] as const) {
      expect(sideAfter("Xe", 1, { opposite })).toBe(-1);
      expect(sideAfter("xE", -1, { opposite })).toBe(1);
    }
  });

  test("settles an entry with the exit of its own side by the rule", () => {
    expect(fromEach("EX")).toEqual([-1, 0, 0]);
    expect(fromEach("EX", { entryWithExit: "entry" })).toEqual([1, 1, 1]);
    expect(fromEach("EX", { entryWithExit: "ignore" })).toEqual([-1, 0, 1]);
    expect(fromEach("ex")).toEqual([0, 0, 1]);
    expect(fromEach("ex", { entryWithExit: "entry" })).toEqual([-1, -1, -1]);
    expect(fromEach("ex", { entryWithExit: "ignore" })).toEqual([-1, 0, 1]);
  });

  test("settles entries of both sides by the rule", () => {
    expect(fromEach("Ee")).toEqual([-1, 0, 1]);
    expect(fromEach("Ee", { bothEntries: "long" })).toEqual([1, 1, 1]);
    expect(fromEach("Ee", { bothEntries: "short" })).toEqual([-1, -1, -1]);
    expect(fromEach("EeX")).toEqual([-1, -1, -1]); // the exit takes the long entry away, the short one stands
  });

  test("is flat after a missing decision, or goes on with the present events", () => {
    expect(fromEach("?E")).toEqual([0, 0, 0]);
    expect(fromEach("?", {}, "hold")).toEqual([-1, 0, 1]);
    expect(fromEach("?X", {}, "hold")).toEqual([-1, 0, 0]);
  });

  test("mirrors when the sides are exchanged, under mirrored rules", () => {
    const mirrored: Readonly<Record<string, string>> = { E: "e", e: "E", X: "x", x: "X" };
    for (let bits = 0; bits < 16; bits++) {
      const events = "EXex".split("").filter((_, index) => (bits >> index) & 1);
      for (const opposite of ["reverse", "close", "ignore"] as const) {
        for (const entryWithExit of ["exit", "entry", "ignore"] as const) {
          for (const [bothEntries, other] of [
            ["ignore", "ignore"],
            ["long", "short"],
          ] as const) {
            const here = fromEach(events.join(""), { opposite, entryWithExit, bothEntries });
            const there = fromEach(events.map((letter) => mirrored[letter]).join(""), {
              opposite,
              entryWithExit,
              bothEntries: other,
            });
            expect(there.map((side) => 0 - side).reverse()).toEqual(here.map((side) => side + 0));
          }
        }
      }
    }
  });
});

describe("encodeSignals", () => {
  test("places an event on the bar after the one at whose end it happened", () => {
    const { bits, sizes, missing } = encode({ longEntry: event([1, 0, 0]), longExit: event([0, 1, 1]) }, 3);
    expect([...bits]).toEqual([0, longEntryBit, longExitBit]);
    expect([sizes, missing]).toEqual([1, 0]);
  });

  test("places it on its own bar where the fill is at that close", () => {
    expect([...encode({ shortEntry: event([1, 0]), shortExit: event([1, 1]) }, 2, "same close").bits]).toEqual([
      shortEntryBit | shortExitBit,
      shortExitBit,
    ]);
  });

  test("waits for what comes late, by whole bars", () => {
    const late = event([1, 0, 0, 0], { delayMs: 1 });
    const later = event([0, 1, 0, 0], { delayMs: hourMs });
    expect([...encode({ longEntry: late, shortEntry: later }, 4).bits]).toEqual([0, 0, longEntryBit, shortEntryBit]);
  });

  test("takes series of some of the rows only", () => {
    expect([...encode({ longEntry: event([1], { from: 1 }) }, 4).bits]).toEqual([0, 0, longEntryBit, 0]);
  });

  test("counts a row with a gap once, and marks it", () => {
    const { bits, missing } = encode({ longEntry: event([Number.NaN, 1]), longExit: event([Number.NaN, 0]) }, 3);
    expect([...bits]).toEqual([0, missingBit, longEntryBit]);
    expect(missing).toBe(1);
  });

  test("takes the size of the entry's row, and misses the decision where it is missing", () => {
    const size = series({ times: [hourMs, 2 * hourMs], values: [0.5, Number.NaN], name: "size", unit: "fraction" });
    const { bits, sizes, missing } = encode({ longEntry: event([1, 1, 1]), longExit: event([0, 0, 0, 1]), size }, 5);
    expect([...bits]).toEqual([0, longEntryBit, missingBit, missingBit, longExitBit]);
    expect([...(sizes as Float64Array)]).toEqual([Number.NaN, 0.5, Number.NaN, Number.NaN, Number.NaN]);
    expect(missing).toBe(2);
  });

  test("is causal: what it says of the first n rows is the same without the later ones", () => {
    const entry = [0, 1, Number.NaN, 0, 1, 1];
    const exit = [1, 0, 0, 1, 0, 1];
    const whole = encode({ longEntry: event(entry), longExit: event(exit) }, 6);
    for (let rows = 0; rows <= 6; rows++) {
      const part = encode({ longEntry: event(entry.slice(0, rows)), longExit: event(exit.slice(0, rows)) }, rows);
      expect([...part.bits]).toEqual([...whole.bits.subarray(0, rows)]);
    }
  });

  test("of nothing is nothing", () => {
    expect(encode({ longEntry: event([]) }, 0).bits).toHaveLength(0);
  });

  test("refuses what is no event, naming series, row and time", () => {
    expect(() => encode({ longEntry: event([0, 0.5]) }, 2)).toThrow(
      "encodeSignals: longEntry is 0.5 at row 1 (1970-01-01T02:00Z); give 1 for an event, 0 for none, NaN for a gap",
    );
    expect(() => encode({ longExit: event([1]) }, 1)).toThrow(
      "encodeSignals: signals without an entry; give longEntry, shortEntry or both",
    );
    const between = series({ times: [hourMs / 2], values: [1], name: "event", unit: "number" });
    expect(() => encode({ shortEntry: between }, 1)).toThrow(
      "encodeSignals: shortEntry time 1970-01-01T00:30Z at row 0 is not the end of any bar; align the signal to the candles",
    );
    expect(() => encode({ longEntry: event([1]), size: 0 }, 1)).toThrow(
      "encodeSignals: size 0 is not above 0; give a fraction of equity, NaN for a gap",
    );
    const size = series({ times: [hourMs], values: [-1], name: "size", unit: "fraction" });
    expect(() => encode({ longEntry: event([1]), size }, 1)).toThrow("size -1 at row 0 (1970-01-01T01:00Z)");
    expect(() => encode({ longEntry: event([1]), size: size.with(size.values, { unit: "usd" }) }, 1)).toThrow(
      'encodeSignals: size "size" has unit usd; give fractions of equity',
    );
  });

  test("refuses an unknown rule, naming the known ones", () => {
    expect(() => signalConflicts({ opposite: "flip" as "close" })).toThrow(
      'signalConflicts: unknown opposite "flip"; known: reverse, close, ignore',
    );
    expect(() => signalConflicts({ entryWithExit: "both" as "exit" })).toThrow("known: exit, entry, ignore");
    expect(() => signalConflicts({ bothEntries: "both" as "long" })).toThrow("known: ignore, long, short");
    expect(() => signalConflicts({}, "zero" as "flat")).toThrow("known: flat, hold");
  });
});

describe("isSignals", () => {
  test("tells signals from a series of targets by their shape", () => {
    expect(isSignals({ longEntry: event([1]) })).toBe(true);
    expect(isSignals(event([1]))).toBe(false);
  });
});

describe("barsUntilFill", () => {
  // Hourly bars, decided at 01:00. Known at 01:00, 01:30, 02:00 or 02:30: opens are at 01:00, 02:00, 03:00 (of the bars
  // 1, 2 and 3 later), closes at 01:00 (0 later), 02:00, 03:00.
  test.each([
    ["next open", [1, 2, 2, 3]],
    ["next close", [1, 1, 2, 2]],
    ["same close", [0, 1, 1, 2]],
  ] as const)("of %s counts the bars to the fill", (fill, expected) => {
    expect([0, 0.5, 1, 1.5].map((bars) => barsUntilFill(fill, bars * hourMs, hourMs))).toEqual(expected);
  });
});
