interface Level {
  readonly depth: number;
}

// Types above make the compiled lines other ones.
export function top({ depth }: Level): never {
  throw new RangeError(`level ${depth}`);
}
