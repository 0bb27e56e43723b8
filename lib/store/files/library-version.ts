import { readFileSync } from "node:fs";

/** Version of this library, as its package tells it. */
export function libraryVersion(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
