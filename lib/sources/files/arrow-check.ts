/** What the frame of an Arrow file holds. */
export interface ArrowFrame {
  /**
   * The messages in an order in which each is known before it is used: of a file the schema, the dictionaries and the
   * batches, since a file may have them in any order, and polars has dictionaries last.
   */
  readonly parts: readonly Uint8Array[];
  /** Whether it is a stream, and not a file with a footer. */
  readonly isStream: boolean;
  /** Whether a stream ends with its mark, or is a file. */
  readonly isWhole: boolean;
}

/** Most fields, with those within fields, and most entries of metadata. */
const mostEntries = 100_000;
const deepest = 32;
const largestScale = 76;
const mostRows = 1e9;
const magic = "ARROW1";
/** Bits of one text in its second buffer, by the number of its type: offsets of 32 or 64 bits, or a view. */
const textBits: Readonly<Record<number, number>> = { 4: 32, 5: 32, 19: 64, 20: 64, 23: 128, 24: 128 };

/** What a message must know of those before it. */
interface CheckState {
  dictionaryBits: number;
}

/**
 * Checks the lengths and places in an Arrow IPC file or stream before it is decoded, all of them against what there is:
 * a decoder that trusts a damaged one would run for minutes or take all memory.
 * Source: Apache Arrow columnar format, "Serialization and Interprocess Communication"; the tables of Schema.fbs,
 * Message.fbs and File.fbs.
 * @throws {Error} saying what does not fit
 */
export function checkArrow(bytes: Uint8Array): ArrowFrame {
  const whole = flat(bytes);
  if (!startsWith(bytes, 0)) return checkStream(bytes);
  if (!startsWith(bytes, bytes.length - magic.length)) throw new Error("it does not end as an Arrow file");
  const end = bytes.length - magic.length - 4;
  const length = whole.int32(end);
  if (length <= 0 || length > end) throw new Error("its footer is not within it");
  const footer = whole.table(end - length);
  const state = { dictionaryBits: checkSchema(whole, whole.inner(footer, 6)) };
  const parts = [schemaMessage(bytes.subarray(end - length, end), whole, end - length)];
  for (const slot of [8, 10]) {
    const blocks = whole.vector(whole.slot(footer, slot), 24);
    for (let index = 0; index < blocks.count; index++) {
      parts.push(part(bytes, whole.int64(blocks.start + 24 * index), state));
    }
  }
  const metadata = whole.vector(whole.slot(footer, 12), 4);
  if (metadata.count > mostEntries) throw new Error("it has too much metadata");
  return { parts, isStream: false, isWhole: true };
}

function checkStream(bytes: Uint8Array): ArrowFrame {
  const state = { dictionaryBits: 1 };
  let at = 0;
  while (at < bytes.length) {
    const next = checkMessage(bytes, at, state);
    if (next === undefined) return { parts: [bytes], isStream: true, isWhole: true };
    at = next;
  }
  return { parts: [bytes], isStream: true, isWhole: false };
}

/**
 * A message of the schema in the footer of a file. The one before the batches need not be there: polars leaves out what
 * makes it a message.
 */
function schemaMessage(footer: Uint8Array, whole: Flat, start: number): Uint8Array {
  const table = whole.table(start);
  const schema = whole.inner(table, 6) as number;
  const version = whole.slot(table, 4);
  const frame = 8;
  const prefix = 32;
  const message = new Uint8Array(frame + prefix + footer.length);
  const view = new DataView(message.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, prefix + footer.length, true);
  // A table at 16 whose fields, version, kind and header, are at 4, 6 and 8 from there, as its list of fields at 4 says.
  view.setInt32(frame, 16, true);
  for (const [index, value] of [10, 12, 4, 6, 8].entries()) view.setInt16(frame + 4 + 2 * index, value, true);
  view.setInt32(frame + 16, 12, true);
  view.setInt16(frame + 20, version === undefined ? 0 : whole.uint8(version), true);
  view.setUint8(frame + 22, 1);
  view.setInt32(frame + 24, prefix + schema - start - 24, true);
  message.set(footer, frame + prefix);
  return message;
}

/** The bytes of one message of a file. */
function part(bytes: Uint8Array, start: number, state: CheckState): Uint8Array {
  const end = checkMessage(bytes, start, state);
  if (end === undefined) throw new Error(`there is no message at byte ${start}`);
  return bytes.subarray(start, end);
}

/** Index after the message, undefined after the end mark. */
function checkMessage(bytes: Uint8Array, start: number, state: CheckState): number | undefined {
  const whole = flat(bytes);
  let at = start;
  let length = whole.int32(at);
  at += 4;
  if (length === -1) {
    length = whole.int32(at);
    at += 4;
  }
  if (length === 0) return undefined;
  if (length < 0 || at + length > bytes.length) throw new Error(`a message at byte ${start} is longer than the file`);
  const head = flat(bytes.subarray(at, at + length));
  const message = head.table(0);
  const body = head.slot(message, 10);
  const bodyLength = body === undefined ? 0 : head.int64(body);
  if (bodyLength < 0 || at + length + bodyLength > bytes.length) {
    throw new Error(`the data of a message at byte ${start} are longer than the file`);
  }
  const kind = head.slot(message, 6);
  const type = kind === undefined ? 0 : head.uint8(kind);
  const content = head.inner(message, 8);
  const data = bytes.subarray(at + length, at + length + bodyLength);
  if (type === 1) state.dictionaryBits = checkSchema(head, content);
  else if (type === 3) checkBatch(head, content, data);
  else if (type === 2 && content !== undefined) checkDictionary(head, head.inner(content, 6), data, state);
  else throw new Error(`a message at byte ${start} is of an unknown kind`);
  return at + length + bodyLength;
}

function checkBatch(head: Flat, batch: number | undefined, data: Uint8Array): void {
  if (batch === undefined) throw new Error("a batch has no description");
  const nodes = head.vector(head.slot(batch, 6), 16);
  for (let index = 0; index < nodes.count; index++) {
    const length = head.int64(nodes.start + 16 * index);
    if (length < 0 || length > mostRows) throw new Error(`a batch says that it has ${length} rows`);
  }
  head.vector(head.slot(batch, 12), 8);
  const regions = head.vector(head.slot(batch, 8), 16);
  for (let index = 0; index < regions.count; index++) {
    const offset = head.int64(regions.start + 16 * index);
    const length = head.int64(regions.start + 16 * index + 8);
    if (offset < 0 || length < 0 || offset + length > data.length) throw new Error("a buffer is not within its batch");
  }
}

/** Dictionaries are decoded whole, so that they must have as much in their second buffer as they say to have entries. */
function checkDictionary(head: Flat, batch: number | undefined, data: Uint8Array, state: CheckState): void {
  checkBatch(head, batch, data);
  const nodes = head.vector(head.slot(batch as number, 6), 16);
  const regions = head.vector(head.slot(batch as number, 8), 16);
  if (nodes.count === 0 || regions.count < 2) throw new Error("a dictionary has no entries");
  const entries = head.int64(nodes.start);
  const offset = head.int64(regions.start + 16);
  const length = head.int64(regions.start + 24);
  const isPacked = head.slot(batch as number, 10) !== undefined;
  const unpacked = isPacked && length >= 8 ? flat(data).int64(offset) : -1;
  const bytes = unpacked === -1 ? length : unpacked;
  if (entries * state.dictionaryBits > bytes * 8) throw new Error("a dictionary has fewer entries than it says");
}

/** @returns fewest bits that an entry of a dictionary takes in its second buffer */
function checkSchema(head: Flat, schema: number | undefined): number {
  if (schema === undefined) throw new Error("it has no schema");
  let left = mostEntries;
  let fewestBits = Number.POSITIVE_INFINITY;
  const endian = head.slot(schema, 4);
  if (endian !== undefined && head.uint8(endian) !== 0) throw new Error("its numbers are big-endian");
  checkFields(head.slot(schema, 6), 0);
  spend(head.vector(head.slot(schema, 8), 4).count);
  return fewestBits;

  function checkFields(at: number | undefined, depth: number): void {
    if (depth > deepest) throw new Error("its types are too deep");
    const fields = head.vector(at, 4);
    spend(fields.count);
    for (let index = 0; index < fields.count; index++) {
      const field = head.table(fields.start + 4 * index);
      const kind = head.slot(field, 8);
      const type = head.inner(field, 10);
      if (type !== undefined && kind !== undefined) checkType(head.uint8(kind), type);
      if (kind !== undefined && head.slot(field, 12) !== undefined) {
        fewestBits = Math.min(fewestBits, textBits[head.uint8(kind)] ?? 1);
      }
      spend(head.vector(head.slot(field, 16), 4).count);
      checkFields(head.slot(field, 14), depth + 1);
    }
  }

  function checkType(kind: number, type: number): void {
    const slot = head.slot(type, 6);
    if (slot === undefined) return;
    if (kind === 14) spend(head.vector(slot, 4).count);
    if (kind === 7 && Math.abs(head.int32(slot)) > largestScale) throw new Error("a decimal has too many places");
  }

  function spend(count: number): void {
    left -= count;
    if (left < 0) throw new Error("it has too many fields");
  }
}

/** Places in the tables of a flatbuffer; a read outside of it throws. */
interface Flat {
  readonly uint8: (at: number) => number;
  readonly int32: (at: number) => number;
  readonly int64: (at: number) => number;
  /** Place of the table that the number at this place points to. */
  readonly table: (at: number) => number;
  /** Place of a table's field, undefined if it is left out. */
  readonly slot: (table: number, field: number) => number | undefined;
  /** Place of the table in a table's field, undefined if it is left out. */
  readonly inner: (table: number, field: number) => number | undefined;
  /** First element and count of the vector that a field points to; none if it is left out. */
  readonly vector: (slot: number | undefined, stride: number) => { readonly start: number; readonly count: number };
}

function flat(bytes: Uint8Array): Flat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const int32 = (at: number) => view.getInt32(at, true);
  const table = (at: number) => at + int32(at);
  const slot = (place: number, field: number) => {
    const fields = place - int32(place);
    if (field >= view.getInt16(fields, true)) return undefined;
    const offset = view.getInt16(fields + field, true);
    return offset === 0 ? undefined : place + offset;
  };
  return {
    uint8: (at) => view.getUint8(at),
    int32,
    int64: (at) => Number(view.getBigInt64(at, true)),
    table,
    slot,
    inner: (place, field) => {
      const at = slot(place, field);
      return at === undefined ? undefined : table(at);
    },
    vector: (at, stride) => {
      if (at === undefined) return { start: 0, count: 0 };
      const start = at + int32(at) + 4;
      const count = int32(start - 4);
      if (count < 0 || start + count * stride > bytes.length) throw new Error("a list is longer than the file");
      return { start, count };
    },
  };
}

function startsWith(bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < magic.length; index++) if (bytes[at + index] !== magic.charCodeAt(index)) return false;
  return true;
}
