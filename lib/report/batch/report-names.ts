import type { ParameterValue } from "../run/parameters.js";
import { sha256 } from "../stamp/sha256.js";

/** Most characters of a name, so that a path with it and an ending fits every file system. */
const maxLength = 120;
const hashLength = 8;

/**
 * Names for the files of reports, without ending: `asset=BTC,from=2025-01-01`. They hold letters, digits and `=,._+-~`
 * only, whatever the values hold, so that none leads into another folder and none needs quotes. A name that lost
 * something by that has the start of a hash of its values after a `~`; names that would still be one file, also where
 * letter case does not count, are numbered.
 */
export function reportNames(combinations: readonly Readonly<Record<string, ParameterValue>>[]): string[] {
  const taken = new Set<string>();
  return combinations.map((values) => {
    const base = plainName(values);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}~${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function plainName(values: Readonly<Record<string, ParameterValue>>): string {
  const parts = Object.entries(values).map(([name, value]) => `${safe(name)}=${safe(String(value))}`);
  const plain = parts.join(",").slice(0, maxLength);
  const isWhole =
    plain ===
    Object.entries(values)
      .map((pair) => pair.join("="))
      .join(",");
  // A comma or an equals sign within a value could make two combinations look alike.
  const isClear = Object.values(values).every((value) => !/[,=~]/.test(String(value)));
  return isWhole && isClear ? plain : `${plain}~${sha256(JSON.stringify(Object.entries(values))).slice(0, hashLength)}`;
}

/** Neither a separator of folders, nor what a shell, a browser or a file system takes for more than a letter. */
function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._+-]+/g, "_");
}
