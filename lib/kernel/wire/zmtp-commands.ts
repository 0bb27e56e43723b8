import { RefusedError } from "./refused-error.js";
import { encodeCommandFrame } from "./zmtp-frames.js";

/** A command of ZMTP, such as READY, PING or SUBSCRIBE. */
export interface Command {
  readonly name: string;
  readonly data: Buffer;
}

/** The bytes of a command with its frame. */
export function encodeCommand(name: string, data: Buffer): Buffer {
  return encodeCommandFrame(Buffer.concat([Buffer.of(name.length), Buffer.from(name, "latin1"), data]));
}

/** @throws {RefusedError} if the name goes beyond the end */
export function decodeCommand(body: Buffer): Command {
  const end = 1 + (body[0] ?? 0);
  if (end === 1 || body.length < end) throw new RefusedError(`a command of ${body.length} bytes without a whole name`);
  return { name: body.toString("latin1", 1, end), data: body.subarray(end) };
}

/** The bytes of READY, which ends the handshake. */
export function encodeReady(properties: Readonly<Record<string, Buffer>>): Buffer {
  const parts = Object.entries(properties).flatMap(([name, value]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    return [Buffer.of(name.length), Buffer.from(name, "latin1"), length, value];
  });
  return encodeCommand("READY", Buffer.concat(parts));
}

/**
 * The properties of a READY by their names in lower case, since case has no meaning in them.
 * @throws {RefusedError} if a property goes beyond the end
 */
export function decodeProperties(data: Buffer): Map<string, Buffer> {
  const properties = new Map<string, Buffer>();
  for (let at = 0; at < data.length; ) {
    const nameEnd = at + 1 + (data[at] as number);
    const start = nameEnd + 4;
    const end = start <= data.length ? start + data.readUInt32BE(nameEnd) : Number.POSITIVE_INFINITY;
    if (end > data.length) throw new RefusedError(`READY ends within a property, at byte ${at} of ${data.length}`);
    properties.set(data.toString("latin1", at + 1, nameEnd).toLowerCase(), data.subarray(start, end));
    at = end;
  }
  return properties;
}
