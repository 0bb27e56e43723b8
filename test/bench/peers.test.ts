import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

// The libraries that benchmarks compare with have an install of their own, which an ordinary one does not touch.

interface Locked {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(resolve(import.meta.dirname, name), "utf8"));
const manifest = read("package.json");
const locked: Readonly<Record<string, Locked>> = read("package-lock.json").packages;

describe("the install of the benchmarks", () => {
  test("names no registry host, so that it works with any", () => {
    expect(Object.values(locked).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  test("runs no install script", () => {
    expect(Object.values(locked).filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  });

  test("is private and pins each library to one version", () => {
    expect(manifest.private).toBe(true);
    const versions = Object.values<string>(manifest.dependencies);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test("has the native code of every common platform", () => {
    const names = Object.keys(locked).map((path) => path.replace("node_modules/", ""));
    for (const platform of ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "linux-x64-musl", "win32-x64"]) {
      expect(names).toContain(`@duckdb/node-bindings-${platform}`);
    }
    for (const platform of ["darwin-arm64", "darwin-x64", "linux-arm64-gnu", "linux-x64-gnu", "win32-x64-msvc"]) {
      expect(names).toContain(`nodejs-polars-${platform}`);
    }
  });
});
