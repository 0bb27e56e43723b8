import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../../../lib/report/files/make-folder.js";
import { checkReportFolder } from "../../../lib/report/files/report-folder.js";

const newFolder = () => mkdtemp(join(tmpdir(), "open-interest-"));

describe("a folder of reports", () => {
  test("that can be written to is as it was afterwards", async () => {
    const folder = await newFolder();
    checkReportFolder(join(folder, "a", "b"), { names: ["study"], formats: ["html", "md"], files: ["index.html"] });
    expect(await readdir(folder)).toEqual([]);
  });

  test("with something of another kind in the place of a file or folder is refused by its name", async () => {
    const folder = await newFolder();
    await mkdir(join(folder, "study.ipynb"));
    await writeFile(join(folder, "study_files"), "");
    checkReportFolder(folder, { names: ["study"], formats: ["html"] });
    expect(() => checkReportFolder(folder, { names: ["study"], formats: ["html", "ipynb"] })).toThrow(
      /^checkReportFolder: .*study\.ipynb is a folder, in the place of a file; give another --out$/,
    );
    expect(() => checkReportFolder(folder, { names: ["study"], formats: ["md"] })).toThrow(
      /^checkReportFolder: .*study_files is a file, in the place of a folder; give another --out$/,
    );
  });

  test("loses what a killed process left half written, and nothing else", async () => {
    const folder = await newFolder();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const kept = ["notes.part", "study.html", `study.html.${process.pid}.part`, `movie.avi.${pid}.part`];
    for (const name of [...kept, `study.html.${pid}.part`, `.probe.${pid}.part`])
      await writeFile(join(folder, name), "");
    checkReportFolder(folder);
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
  });
});

test.skipIf(!existsSync("/proc/self"))("a folder in which none can be made is told, and does not hang", () => {
  expect(() => checkReportFolder("/proc/x/y")).toThrow(
    "checkReportFolder: /proc/x/y cannot be written to (ENOENT); give another --out",
  );
});

test("the first folder that was made is told", async () => {
  const folder = await newFolder();
  expect(makeFolder(join(folder, "a", "b"))).toBe(join(folder, "a"));
  expect(makeFolder(join(folder, "a", "b"))).toBe(undefined);
});
