import { readSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";

const headerBytes = 4;

/**
 * Writes a value to a pipe and comes back when all of it is in the pipe: what is written is there for the reader even
 * if this process goes no further. The pipe must be one that blocks, as those from a parent process are.
 */
export function writeFrame(descriptor: number, value: unknown): void {
  const frame = frameOf(value);
  for (let written = 0; written < frame.length; ) written += writeSync(descriptor, frame, written);
}

/** A value as `writeFrame` writes it and `readFrame` and `frameReader` read it: its length, then itself. */
export function frameOf(value: unknown): Buffer {
  const content = serialize(value);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(content.length);
  return Buffer.concat([header, content]);
}

/**
 * Waits for the next value of a pipe and reads it.
 * @throws {Error} if the pipe ends before
 */
export function readFrame(descriptor: number): unknown {
  const read = (length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      const count = readSync(descriptor, bytes, filled, length - filled, null);
      if (count === 0) throw new Error(`readFrame: the pipe ended after ${filled} of ${length} bytes`);
      filled += count;
    }
    return bytes;
  };
  return deserialize(read(read(headerBytes).readUInt32LE()));
}

/** Takes the bytes of a pipe as they come and calls `onValue` for each value that is whole. */
export function frameReader(onValue: (value: unknown) => void): (bytes: Buffer) => void {
  let parts: Buffer[] = [];
  let available = 0;
  let needed = headerBytes;
  let isHeader = true;
  return (bytes) => {
    parts.push(bytes);
    available += bytes.length;
    while (available >= needed) {
      // Joined only when a value is whole: a figure comes in hundreds of parts.
      const joined = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
      const content = joined.subarray(0, needed);
      parts = [joined.subarray(needed)];
      available -= needed;
      if (isHeader) {
        isHeader = false;
        needed = content.readUInt32LE();
        continue;
      }
      isHeader = true;
      needed = headerBytes;
      onValue(deserialize(content));
    }
  };
}
