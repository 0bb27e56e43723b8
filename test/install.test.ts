import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

// What an install brings, read off the lockfile, so that a new dependency cannot change it unseen.

interface Locked {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const root = resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"));
const locked: Readonly<Record<string, Locked>> = JSON.parse(
  readFileSync(resolve(root, "package-lock.json"), "utf8"),
).packages;
const installed = Object.entries(locked).filter(([path, { link }]) => path !== "" && link !== true);
const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

describe("an install", () => {
  test("names no registry host, so that it works with any", () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test("needs no install script: each package that has one is denied it", () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(new Set(scripted)).toEqual(new Set(Object.keys(manifest.allowScripts)));
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });

  test("of the published package has no script at all and few packages", () => {
    // Builds for single platforms are optional: an install brings the one it needs.
    const production = installed.filter(([, { dev, optional }]) => dev !== true && optional !== true);
    expect(production.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
    expect(production.length).toBeLessThan(45);
    for (const name of ["danfojs-node", "ccxt", "tslab"])
      expect(production.map(([path]) => nameOf(path))).not.toContain(name);
  });

  test("pins every direct dependency to one version", () => {
    const ranges = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter(([, range]) => !/^(\d+\.\d+\.\d+(-r\.\d+)?|file:\.)$/.test(range))).toEqual([]);
  });

  // request 2 forges requests (CVE-2023-28155) and is unmaintained; xlsx before 0.20.2 pollutes prototypes
  // (CVE-2023-30533) and backtracks (CVE-2024-22363); tough-cookie before 4.1.3 pollutes prototypes (CVE-2023-26136).
  test("has maintained packages in place of those with known holes", () => {
    expect(locked["node_modules/request"]?.name).toBe("@cypress/request");
    expect(locked["node_modules/xlsx"]?.name).toBe("@e965/xlsx");
    expect(Number(locked["node_modules/tough-cookie"]?.version?.split(".")[0])).toBeGreaterThanOrEqual(5);
  });

  test("has the native code of every common platform", () => {
    const names = new Set(installed.map(([path]) => nameOf(path)));
    for (const platform of ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "linux-x64-musl", "win32-x64"]) {
      expect(names).toContain(`@duckdb/node-bindings-${platform}`);
    }
    for (const tool of ["oxc-parser", "oxc-transform"]) {
      for (const platform of [
        "darwin-arm64",
        "darwin-x64",
        "linux-arm64-gnu",
        "linux-x64-gnu",
        "linux-x64-musl",
        "win32-x64-msvc",
      ]) {
        expect(names).toContain(`@${tool}/binding-${platform}`);
      }
    }
  });
});
