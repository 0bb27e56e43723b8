import { closeSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf, frameReader, readFrame, writeFrame } from "../../../lib/kernel/engine/frames.js";

test("values come out as they went in, wherever the bytes between are cut", () => {
  const values = fc.array(fc.anything({ withTypedArray: true, withDate: true, withMap: true }), { maxLength: 6 });
  fc.assert(
    fc.property(values, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sent, sizes) => {
      const bytes = Buffer.concat(sent.map(frameOf));
      const received: unknown[] = [];
      const read = frameReader((value) => received.push(value));
      for (let from = 0, turn = 0; from < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        read(bytes.subarray(from, from + size));
        from += size;
      }
      // A prototype does not pass; all that JSON could hold, and gaps and typed arrays, do.
      expect(received).toEqual(structuredClone(sent));
    }),
    { seed: 3, numRuns: 100 },
  );
});

test("what was written into a file is read from it, and an end within a value is told", () => {
  const path = join(mkdtempSync(join(tmpdir(), "open-interest-")), "frames");
  const writer = openSync(path, "w");
  writeFrame(writer, { values: Float64Array.of(1, Number.NaN), text: "ü".repeat(1e5) });
  writeFrame(writer, null);
  closeSync(writer);
  const reader = openSync(path, "r");
  expect(readFrame(reader)).toEqual({ values: Float64Array.of(1, Number.NaN), text: "ü".repeat(1e5) });
  expect(readFrame(reader)).toBe(null);
  expect(() => readFrame(reader)).toThrow("readFrame: the pipe ended after 0 of 4 bytes");
  closeSync(reader);
});
