import type { Codec } from "@uwdata/flechette";
import { decompress } from "fzstd";
import { decompressBlock } from "lz4js";

const lz4Magic = 0x184d2204;
const zstdMagic = 0xfd2fb528;

/**
 * What unpacks the buffers of an Arrow file.
 * @param take called with the bytes that a buffer says it unpacks to, before they are reserved; throws if they are too many
 */
export function arrowCodecs(take: (bytes: number) => void): { readonly lz4: Codec; readonly zstd: Codec } {
  const codec = (decode: (bytes: Uint8Array, length: number) => Uint8Array): Codec => ({
    decode(bytes, length) {
      take(length);
      return decode(bytes, length);
    },
    encode() {
      throw new Error("buffers are only read here");
    },
  });
  return { lz4: codec(lz4Frame), zstd: codec(zstdFrame) };
}

/**
 * One LZ4 frame. Each block is unpacked by lz4js, which trusts lengths: they are checked here, so that a damaged one is
 * refused and never makes it run for minutes.
 */
function lz4Frame(bytes: Uint8Array, length: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== lz4Magic) throw new Error("a buffer is no LZ4 frame");
  const flags = bytes[4];
  if (flags >> 6 !== 1 || (flags & 1) !== 0) throw new Error(`LZ4 frame of an unknown form (flags ${flags})`);
  const blockChecksums = (flags & 0x10) !== 0;
  let at = 7;
  if ((flags & 8) !== 0) {
    if (view.getBigUint64(6, true) !== BigInt(length))
      throw new Error("an LZ4 frame is of another size than its buffer");
    at = 15;
  }
  const whole = new Uint8Array(length);
  let done = 0;
  for (;;) {
    const head = view.getUint32(at, true);
    at += 4;
    if (head === 0) break;
    const size = head & 0x7fffffff;
    if (at + size > bytes.length) throw new Error("an LZ4 block is longer than its buffer");
    if (head >>> 31 === 1) {
      whole.set(bytes.subarray(at, at + size), done);
      done += size;
    } else {
      done = decompressBlock(bytes, whole, at, size, done);
    }
    if (!(done <= length)) throw new Error("an LZ4 frame unpacks to more than its buffer");
    at += size + (blockChecksums ? 4 : 0);
  }
  if (done !== length) throw new Error(`an LZ4 frame unpacks to ${done} bytes, not ${length}`);
  return whole;
}

/** One Zstandard frame, whose own size, where it says one, must be that of its buffer. */
function zstdFrame(bytes: Uint8Array, length: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== zstdMagic) throw new Error("a buffer is no Zstandard frame");
  const descriptor = bytes[4];
  const isSingle = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] as number);
  const form = descriptor >> 6;
  const size =
    form === 0
      ? isSingle
        ? bytes[at]
        : undefined
      : form === 1
        ? view.getUint16(at, true) + 256
        : form === 2
          ? view.getUint32(at, true)
          : Number(view.getBigUint64(at, true));
  if (size !== undefined && size !== length) throw new Error("a Zstandard frame is of another size than its buffer");
  const whole = decompress(bytes, new Uint8Array(length));
  if (whole.length !== length) throw new Error(`a Zstandard frame unpacks to ${whole.length} bytes, not ${length}`);
  return whole;
}
