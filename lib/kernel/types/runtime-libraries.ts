/** Parts of the language's library that not every Node has, each by the compiler's name, with a name that tells. */
const parts: readonly (readonly [string, string])[] = [
  ["es2024.arraybuffer", "ArrayBuffer.prototype.resizable"],
  ["es2024.collection", "Map.groupBy"],
  ["es2024.object", "Object.groupBy"],
  ["es2024.promise", "Promise.withResolvers"],
  ["es2024.regexp", "RegExp.prototype.unicodeSets"],
  ["es2024.sharedmemory", "Atomics.waitAsync"],
  ["es2024.string", "String.prototype.isWellFormed"],
  ["es2025.collection", "Set.prototype.union"],
  ["es2025.float16", "Float16Array"],
  ["es2025.intl", "Intl.DurationFormat"],
  ["es2025.iterator", "Iterator.from"],
  ["es2025.promise", "Promise.try"],
  ["es2025.regexp", "RegExp.escape"],
  ["esnext.array", "Array.fromAsync"],
  ["esnext.collection", "Map.prototype.getOrInsert"],
  ["esnext.date", "Date.prototype.toTemporalInstant"],
  ["esnext.error", "Error.isError"],
  ["esnext.sharedmemory", "Atomics.pause"],
  ["esnext.temporal", "Temporal"],
  ["esnext.typedarrays", "Uint8Array.fromHex"],
];

/** What the session or the compiler itself puts in place, and what any Node that the kernel runs on has. */
const always = ["es2023", "esnext.decorators", "esnext.disposable"];

/**
 * Compiler names of the libraries that the running Node has, so that `Object.groupBy` is an error before the cell runs
 * where it would be one afterwards.
 */
export function runtimeLibraries(): readonly string[] {
  return [...always, ...parts.filter(([, name]) => isThere(name)).map(([library]) => library)];
}

function isThere(name: string): boolean {
  const path = name.split(".");
  const last = path.pop() as string;
  let holder: unknown = globalThis;
  for (const step of path) holder = (holder as Readonly<Record<string, unknown>> | undefined)?.[step];
  return holder !== undefined && holder !== null && last in Object(holder);
}
