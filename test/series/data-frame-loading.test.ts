import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { series } from "../../lib/series/series.js";

const folder = new URL("../../lib/series/", import.meta.url);
const loaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("danfojs"));

test("danfojs is loaded by the first DataFrame and by nothing before", async () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const file of files) await import(new URL(file, folder).href);
  const data = series({ name: "a", unit: "usd", times: [1], values: [2] });
  expect(loaded()).toBe(false);
  data.toDataFrame();
  expect(loaded()).toBe(true);
});
