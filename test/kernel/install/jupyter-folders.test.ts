import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dataFolders, here, userDataFolder } from "../../../lib/kernel/install/jupyter-folders.js";
import { pythonPrefix } from "../../../lib/kernel/install/python.js";

const python = process.env.OPEN_INTEREST_PYTHON_JUPYTER;

describe("folders of Jupyter data", () => {
  // Source: "Data files" in Jupyter's documentation of its directories.
  test("a user's is where each platform has it", () => {
    const of = (platform: NodeJS.Platform, env = {}): string => userDataFolder({ platform, env, home: "/home/ana" });
    expect(of("linux")).toBe("/home/ana/.local/share/jupyter");
    expect(of("linux", { XDG_DATA_HOME: "/xdg" })).toBe("/xdg/jupyter");
    expect(of("darwin")).toBe("/home/ana/Library/Jupyter");
    expect(of("win32", { APPDATA: "/roaming" })).toBe(join("/roaming", "jupyter"));
    expect(of("darwin", { JUPYTER_DATA_DIR: "/mine" })).toBe("/mine");
  });

  test("an active environment comes before the user, JUPYTER_PATH before both", () => {
    const of = (env: Readonly<Record<string, string>>): string[] =>
      dataFolders(["/env"], { platform: "linux", env, home: "/home/ana" });
    const system = ["/usr/local/share/jupyter", "/usr/share/jupyter"];
    expect(of({})).toEqual(["/home/ana/.local/share/jupyter", "/env/share/jupyter", ...system]);
    expect(of({ VIRTUAL_ENV: "/env", JUPYTER_PATH: "/a:/b" })).toEqual([
      "/a",
      "/b",
      "/env/share/jupyter",
      "/home/ana/.local/share/jupyter",
      ...system,
    ]);
  });

  test.skipIf(python === undefined)("are those that Jupyter itself names", async () => {
    const prefix = await pythonPrefix(python);
    const env = { ...process.env, VIRTUAL_ENV: prefix, JUPYTER_PATH: "/a:/b" };
    const code = "import json; from jupyter_core.paths import jupyter_path; print(json.dumps(jupyter_path()))";
    const theirs = JSON.parse(execFileSync(python as string, ["-c", code], { encoding: "utf8", env })) as string[];
    const ours = dataFolders([prefix], { ...here(), env });
    // Jupyter adds the user's folder of Python packages, which depends on the Python.
    expect(theirs.filter((folder) => ours.includes(folder))).toEqual(ours);
  });
});
