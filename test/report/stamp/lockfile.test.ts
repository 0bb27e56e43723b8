import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findLockfile, readLockfile } from "../../../lib/report/stamp/lockfile.js";

// printf 'a\nb\n' | sha256sum
const hash = "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2";

test("the nearest lockfile above a folder is told by its name and hash, whatever its line ends", () => {
  const root = mkdtempSync(join(tmpdir(), "open-interest-"));
  const deep = join(root, "one", "two");
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(root, "package-lock.json"), "far");
  writeFileSync(join(root, "one", "yarn.lock"), "a\nb\n");
  const found = findLockfile(deep);
  expect(found).toEqual({ folder: join(root, "one"), path: join(root, "one", "yarn.lock") });
  expect(readLockfile(join(root, "one", "yarn.lock"))).toEqual({ name: "yarn.lock", sha256: hash });
  writeFileSync(join(root, "one", "yarn.lock"), "a\r\nb\r\n");
  expect(readLockfile(join(root, "one", "yarn.lock")).sha256).toBe(hash);
  expect(findLockfile(root)?.path).toBe(join(root, "package-lock.json"));
});
