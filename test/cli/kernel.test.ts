import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { command } from "./command.js";

const python = process.env.OPEN_INTEREST_PYTHON_JUPYTER;
const root = resolve(import.meta.dirname, "../..");
const newFolder = (): string => mkdtempSync(join(tmpdir(), "kernel-command-"));
const read = (folder: string, name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, "kernels", name, "kernel.json"), "utf8"));

describe("open-interest kernel", () => {
  test("installs for the user by absolute paths, lists and removes", async () => {
    const folder = newFolder();
    const env = { JUPYTER_DATA_DIR: folder };
    const installed = await command(["kernel", "install", "--types", "warn", "--no-oi"], { env });
    expect(installed).toMatchObject({ code: 0 });
    expect(installed.stdout).toBe(`Installed TypeScript (open-interest): ${join(folder, "kernels/open-interest")}\n`);
    expect(read(folder, "open-interest")).toMatchObject({
      argv: [process.execPath, join(root, "dist/kernel/main.js"), "{connection_file}", "--types", "warn", "--no-oi"],
      display_name: "TypeScript (open-interest)",
      language: "typescript",
      interrupt_mode: "message",
      metadata: { debugger: false },
    });
    expect((await command(["kernel", "install"], { env })).stdout).toMatch(/^Replaced /);
    expect(read(folder, "open-interest").argv).toHaveLength(3);
    expect((await command(["kernel", "list"], { env })).stdout).toMatch(
      /^open-interest +TypeScript \(open-interest\) +typescript +there +/m,
    );
    const [listed] = JSON.parse((await command(["kernel", "list", "--user", "--json"], { env })).stdout);
    expect(listed).toMatchObject({ name: "open-interest", kind: "open-interest", hidden: false, problem: null });
    expect((await command(["kernel", "remove", "open-interest"], { env })).stdout).toMatch(/^Removed open-interest: /);
    expect(readdirSync(join(folder, "kernels"))).toEqual([]);
  });

  test("installs the local tslab into a folder", async () => {
    const folder = newFolder();
    const { code } = await command(["kernel", "install", "--tslab", "--folder", folder], { cwd: root });
    expect(code).toBe(0);
    expect((read(folder, "tslab").argv as string[])[1]).toBe(realpathSync(join(root, "node_modules/tslab/bin/tslab")));
  });

  test("says in a line what it does not take", async () => {
    const fails = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await command(["kernel", ...args], { env: { JUPYTER_DATA_DIR: newFolder() } });
      expect(code).toBe(1);
      return stderr;
    };
    expect(await fails("install", "--user", "--folder", "x")).toContain("cannot be used with option");
    expect(await fails("install", "--tslab", "--types", "off")).toContain("cannot be used with option");
    expect(await fails("install", "--types", "maybe")).toContain("Allowed choices are error, warn, off");
    expect(await fails("install", "--name", "a b")).toMatch(/^error: "a b" is no name of a kernel; .*\n$/);
    expect(await fails("install", "--sys-prefix", "/no/python")).toMatch(/^error: \/no\/python does not run; .*\n$/);
    expect(await fails("remove", "nothing", "--user")).toBe(
      'error: there is no kernel "nothing"; there is none at all\n',
    );
  });

  test.skipIf(python === undefined)("what it installs is what Jupyter finds", async () => {
    const prefix = newFolder();
    expect(await command(["kernel", "install", "--prefix", prefix])).toMatchObject({ code: 0 });
    const env = { ...process.env, JUPYTER_PATH: join(prefix, "share/jupyter") };
    const args = ["-m", "jupyter_client.kernelspecapp", "list", "--json"];
    const { kernelspecs } = JSON.parse(execFileSync(python as string, args, { encoding: "utf8", env }));
    expect(kernelspecs["open-interest"].spec).toMatchObject({ display_name: "TypeScript (open-interest)" });
    expect(existsSync(join(kernelspecs["open-interest"].resource_dir, "logo-svg.svg"))).toBe(true);
  });
});

describe("open-interest lab", () => {
  test("says what to install where there is no JupyterLab", async () => {
    const { code, stderr } = await command(["lab", "--python", process.execPath]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: .* has no JupyterLab; install it: .* -m pip install jupyterlab plotly jupyterlab_widgets .*\n$/,
    );
  });
});
