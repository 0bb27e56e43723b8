/** An array that worker threads see without a copy. */
export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** A copy that worker threads see. */
export function sharedCopy(values: ArrayLike<number>): Float64Array {
  const shared = sharedFloats(values.length);
  shared.set(values);
  return shared;
}
