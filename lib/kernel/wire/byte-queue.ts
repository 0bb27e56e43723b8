/** Bytes that came in parts, taken out in parts of other lengths. Parts are joined only where what is taken needs it. */
export class ByteQueue {
  /** How many bytes wait. */
  length = 0;
  private parts: Buffer[] = [];
  /** Bytes of the first part that were taken. */
  private offset = 0;

  push(part: Buffer): void {
    if (part.length === 0) return;
    this.parts.push(part);
    this.length += part.length;
  }

  /** The byte at an index, which must be among those that wait. */
  at(index: number): number {
    let position = index + this.offset;
    for (const part of this.parts) {
      if (position < part.length) return part[position] as number;
      position -= part.length;
    }
    throw new RangeError(`ByteQueue.at: ${index} is beyond the ${this.length} bytes that wait`);
  }

  /** Takes the first bytes, of which so many must wait. What lies within one part is not copied. */
  take(count: number): Buffer {
    if (count > this.length)
      throw new RangeError(`ByteQueue.take: ${count} is beyond the ${this.length} bytes that wait`);
    const first = this.parts[0];
    if (first === undefined || count === 0) return Buffer.alloc(0);
    this.length -= count;
    const end = this.offset + count;
    if (end > first.length) return this.join(count);
    const taken = first.subarray(this.offset, end);
    this.offset = end;
    if (end === first.length) {
      this.parts.shift();
      this.offset = 0;
    }
    return taken;
  }

  private join(count: number): Buffer {
    const joined = Buffer.allocUnsafe(count);
    let filled = 0;
    let used = 0;
    while (filled < count) {
      const part = this.parts[used] as Buffer;
      const copied = part.copy(joined, filled, this.offset, Math.min(part.length, this.offset + count - filled));
      filled += copied;
      this.offset += copied;
      if (this.offset === part.length) {
        used++;
        this.offset = 0;
      }
    }
    this.parts.splice(0, used);
    return joined;
  }
}
