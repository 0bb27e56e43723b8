import type { ByteQueue } from "./byte-queue.js";
import { RefusedError } from "./refused-error.js";

// Frames of ZMTP 3.0 and 3.1 (RFC 23 and 37): a byte of flags, the length in 1 or 8 bytes, the body.
const moreFlag = 1;
const longFlag = 2;
const commandFlag = 4;

/** A body up to this length is copied to its neighbours, so that a message of small parts is one piece. */
const copiedBytes = 16_384;

/** Far above all that a notebook sends; whoever announces more speaks another protocol, or means harm. */
const maxMessageBytes = 2 ** 30;

/** Counted for each frame beside its body, so that empty frames without end are too many, too. */
const frameOverhead = 64;

/** One frame: part of a message, or a command. */
export interface Frame {
  readonly body: Buffer;
  /** Whether the message goes on after it. */
  readonly more: boolean;
  readonly command: boolean;
}

/** The bytes of a message of several frames, in pieces to be sent one after the other. Large bodies are not copied. */
export function encodeFrames(frames: readonly Buffer[]): Buffer[] {
  let length = 0;
  for (const body of frames) length += headerLength(body) + (body.length > copiedBytes ? 0 : body.length);
  const small = Buffer.allocUnsafe(length);
  const pieces: Buffer[] = [];
  let start = 0;
  let end = 0;
  for (let index = 0; index < frames.length; index++) {
    const body = frames[index] as Buffer;
    end = writeHeader(small, end, body, index < frames.length - 1 ? moreFlag : 0);
    if (body.length > copiedBytes) {
      pieces.push(small.subarray(start, end), body);
      start = end;
    } else {
      small.set(body, end);
      end += body.length;
    }
  }
  if (end > start) pieces.push(small.subarray(start, end));
  return pieces;
}

/** The bytes of a command. */
export function encodeCommandFrame(body: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(headerLength(body) + body.length);
  frame.set(body, writeHeader(frame, 0, body, commandFlag));
  return frame;
}

const headerLength = (body: Buffer): number => (body.length > 255 ? 9 : 2);

function writeHeader(target: Buffer, at: number, body: Buffer, flags: number): number {
  if (body.length <= 255) {
    target[at] = flags;
    target[at + 1] = body.length;
    return at + 2;
  }
  target[at] = flags | longFlag;
  // The length has 64 bits, of which no body needs more than 53.
  target.writeUInt32BE(Math.floor(body.length / 2 ** 32), at + 1);
  target.writeUInt32BE(body.length % 2 ** 32, at + 5);
  return at + 9;
}

/**
 * Reads frames from bytes as they come. The function that it gives takes the next frame out of the queue, or gives
 * undefined until all of it is there; it throws a `RefusedError` as soon as the bytes can be no frame.
 * @param maxBytes of a message, each of its frames counted as 64 bytes more; by default 1 GiB
 */
export function frameReader(bytes: ByteQueue, maxBytes = maxMessageBytes): () => Frame | undefined {
  let header: { readonly flags: number; readonly length: number } | undefined;
  let messageBytes = 0;
  return () => {
    header ??= readHeader(bytes);
    if (header === undefined) return undefined;
    const { flags, length } = header;
    const command = (flags & commandFlag) !== 0;
    const total = (command ? 0 : messageBytes) + length + frameOverhead;
    if (total > maxBytes) throw new RefusedError(`a message of ${total} bytes or more; at most ${maxBytes}`);
    if (bytes.length < length) return undefined;
    header = undefined;
    const more = (flags & moreFlag) !== 0;
    if (!command) messageBytes = more ? total : 0;
    return { body: bytes.take(length), more, command };
  };
}

function readHeader(bytes: ByteQueue): { flags: number; length: number } | undefined {
  if (bytes.length === 0) return undefined;
  const flags = bytes.at(0);
  if (flags > 7 || (flags & (commandFlag | moreFlag)) === (commandFlag | moreFlag)) {
    throw new RefusedError(`flags 0x${flags.toString(16).padStart(2, "0")} of a frame; expected 0 to 4 or 6`);
  }
  const isLong = (flags & longFlag) !== 0;
  if (bytes.length < (isLong ? 9 : 2)) return undefined;
  bytes.take(1);
  if (!isLong) return { flags, length: bytes.take(1).readUInt8() };
  const length = bytes.take(8);
  return { flags, length: length.readUInt32BE(0) * 2 ** 32 + length.readUInt32BE(4) };
}
