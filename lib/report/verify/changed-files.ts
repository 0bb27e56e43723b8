import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { ParameterValue } from "../run/parameters.js";
import type { Stamp } from "../stamp/stamp.js";
import { shortened } from "./compare-lines.js";
import type { Difference } from "./verification.js";

/**
 * Files of a report's data that have other bytes here. A cell that fails on them does not get to say so. They are looked
 * up by their names in the folders that the texts among the parameters name, and in the given ones.
 */
export function changedFiles(
  { data }: Stamp,
  values: Iterable<ParameterValue | undefined>,
  folders: readonly string[],
): Difference[] {
  const places = [...values].flatMap((value) => (typeof value === "string" && value !== "" ? [resolve(value)] : []));
  const roots = [...places, ...places.map(dirname), ...folders];
  const files = new Map(data.flatMap((one) => one.files.map(({ name, sha256 }) => [name, sha256])));
  const found = [...files].flatMap(([name, sha256]) => {
    const paths = [...roots.map((root) => join(root, name)), ...places.filter((path) => basename(path) === name)];
    const path = paths.find(isFile);
    const now = path === undefined ? sha256 : createHash("sha256").update(readFileSync(path)).digest("hex");
    return now === sha256 ? [] : [`file ${name} has other bytes (sha256 ${sha256.slice(0, 12)} → ${now.slice(0, 12)})`];
  });
  return shortened(found, "file", "files").map((text) => ({ kind: "data", where: "data", text }));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
