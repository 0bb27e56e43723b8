import type { ByteQueue } from "./byte-queue.js";
import { RefusedError } from "./refused-error.js";

// The greeting of ZMTP 3 (RFC 23): signature (FF, 8 bytes of any value, 7F), version, mechanism of 20 bytes, whether
// the peer is the server of the mechanism, 31 bytes of zeros.
const greetingLength = 64;
const mechanism = "NULL";

/** What is sent first: version 3.0, which peers of 3.1 speak as well, and no security but the signature of messages. */
export const greeting = Buffer.alloc(greetingLength);
greeting[0] = 0xff;
greeting[9] = 0x7f;
greeting[10] = 3;
greeting.write(mechanism, 12, "latin1");

/**
 * Takes the greeting of a peer out of the bytes that came; false until all of it is there.
 * @throws {RefusedError} at the first byte that shows another protocol: who speaks HTTP waits for an answer, and would
 *   never send the rest
 */
export function takeGreeting(bytes: ByteQueue): boolean {
  const has = (index: number): boolean => bytes.length > index;
  if (has(0) && bytes.at(0) !== 0xff)
    throw new RefusedError(`${byte(bytes, 0)} at the start of the greeting; no ZeroMQ`);
  if (has(9) && (bytes.at(9) & 1) === 0) throw new RefusedError(`${byte(bytes, 9)} ends the signature; no ZeroMQ`);
  if (has(10) && bytes.at(10) < 3) throw new RefusedError(`version ${bytes.at(10)} of ZMTP; expected 3 or later`);
  if (bytes.length < greetingLength) return false;
  const theirs = bytes.take(greetingLength).toString("latin1", 12, 32).replace(/\0+$/, "");
  if (theirs !== mechanism) throw new RefusedError(`mechanism ${JSON.stringify(theirs)}; expected ${mechanism}`);
  return true;
}

const byte = (bytes: ByteQueue, index: number): string => `0x${bytes.at(index).toString(16).padStart(2, "0")}`;
