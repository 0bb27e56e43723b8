import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteQueue } from "../../../lib/kernel/wire/byte-queue.js";
import { encodeCommand } from "../../../lib/kernel/wire/zmtp-commands.js";
import { encodeFrames, type Frame, frameReader } from "../../../lib/kernel/wire/zmtp-frames.js";
import { bytes } from "./raw-client.js";

function framesIn(...chunks: readonly Buffer[]): Frame[] {
  const queue = new ByteQueue();
  const next = frameReader(queue);
  return chunks.flatMap((chunk) => {
    queue.push(chunk);
    const frames: Frame[] = [];
    for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
    return frames;
  });
}

/** Frames in a form that is compared fast. */
const textOf = (frames: readonly Frame[]): string[] =>
  frames.map(({ body, more, command }) => `${more} ${command} ${body.toString("hex")}`);

test("frames have the flags and lengths of RFC 23", () => {
  const two = Buffer.concat(encodeFrames([Buffer.from("Hello"), Buffer.from("World")]));
  expect(two).toEqual(bytes("01 05 'Hello' 00 05 'World'"));
  // 255 bytes are the last with a length of one byte; 256 have one of eight.
  expect(Buffer.concat(encodeFrames([Buffer.alloc(255)])).subarray(0, 3)).toEqual(bytes("00 ff 00"));
  expect(Buffer.concat(encodeFrames([Buffer.alloc(256)])).subarray(0, 10)).toEqual(
    bytes("02 00 00 00 00 00 00 01 00 00"),
  );
  expect(Buffer.concat(encodeFrames([Buffer.alloc(0)]))).toEqual(bytes("00 00"));
  // RFC 37, section on heartbeats: command frame, size, name with its length, context.
  expect(encodeCommand("PONG", Buffer.from("ctx"))).toEqual(bytes("04 08 04 'PONG' 'ctx'"));
});

test("a large body is sent as it is, not copied", () => {
  const large = Buffer.alloc(20_000, 1);
  const pieces = encodeFrames([Buffer.from("a"), large, Buffer.from("b")]);
  expect(pieces).toHaveLength(3);
  expect(pieces[1]).toBe(large);
  const whole = Buffer.concat([bytes("01 01 'a' 03 00 00 00 00 00 00 4e 20"), large, bytes("00 01 'b'")]);
  expect(Buffer.concat(pieces).equals(whole)).toBe(true);
});

test("any cut of the bytes gives the same frames", () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    // Both sides of where the length gets longer, and where bodies are no more copied.
    fc.constantFrom(254, 255, 256, 257, 16_384, 16_385, 40_000).map((length) => new Uint8Array(length).fill(length)),
  );
  const messages = fc.array(fc.array(body, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
  fc.assert(
    fc.property(messages, fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1 }), (sent, sizes) => {
      const stream = Buffer.concat(sent.flatMap((frames) => encodeFrames(frames.map((frame) => Buffer.from(frame)))));
      const chunks: Buffer[] = [];
      for (let from = 0, turn = 0; from < stream.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        chunks.push(stream.subarray(from, from + size));
        from += size;
      }
      const expected = sent.flatMap((frames) =>
        frames.map((frame, index) => ({ body: Buffer.from(frame), more: index < frames.length - 1, command: false })),
      );
      expect(textOf(framesIn(...chunks))).toEqual(textOf(expected));
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("every single byte may come alone", () => {
  const stream = bytes("01 02 'ab' 04 06 04 'PING' 'x' 02 00 00 00 00 00 00 00 03 'cde'");
  const frames = framesIn(...[...stream].map((byte) => Buffer.of(byte)));
  expect(frames.map(({ body, more, command }) => [body.toString(), more, command])).toEqual([
    ["ab", true, false],
    ["\u0004PINGx", false, true],
    ["cde", false, false],
  ]);
});

test.each([
  ["a flag that the protocol does not know", "08 00", "flags 0x08 of a frame; expected 0 to 4 or 6"],
  ["a command that goes on", "05 00", "flags 0x05 of a frame; expected 0 to 4 or 6"],
  [
    "a length of 2 ** 63",
    "02 80 00 00 00 00 00 00 00",
    "a message of 9223372036854776000 bytes or more; at most 1073741824",
  ],
  ["a length of 1 GiB", "02 00 00 00 00 40 00 00 00", "a message of 1073741888 bytes or more; at most 1073741824"],
])("%s is refused before more is read", (_, written, message) => {
  expect(() => framesIn(bytes(written))).toThrow(message);
});

test("frames of one message without end are refused, empty ones as well", () => {
  // 64 bytes are counted for each beside its body: 15 fit into 1000, of which the next message may have as many again.
  const queue = new ByteQueue();
  const next = frameReader(queue, 1000);
  const read = (written: string): number => {
    queue.push(bytes(written));
    let count = 0;
    while (next() !== undefined) count++;
    return count;
  };
  expect(read(`${"01 00 ".repeat(14)} 00 00`)).toBe(15);
  expect(read("01 00 ".repeat(15))).toBe(15);
  expect(() => read("01 00")).toThrow("a message of 1024 bytes or more; at most 1000");
});
