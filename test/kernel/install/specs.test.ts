import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installedSpecs } from "../../../lib/kernel/install/installed-specs.js";
import { type KernelSpec, kernelKind, ownMark } from "../../../lib/kernel/install/kernel-spec.js";
import { removeSpecs } from "../../../lib/kernel/install/remove-specs.js";
import { shortLived } from "../../../lib/kernel/install/short-lived.js";
import { tslabSpec } from "../../../lib/kernel/install/tslab-spec.js";
import { writeSpec } from "../../../lib/kernel/install/write-spec.js";

const folder = (): string => mkdtempSync(join(tmpdir(), "specs-"));
const ours: KernelSpec = {
  argv: [process.execPath, import.meta.filename, "{connection_file}"],
  display_name: "Ours",
  language: "typescript",
  metadata: { [ownMark]: "1.0.0" },
};
const others: KernelSpec = { argv: ["/no/such/python", "-m", "k"], display_name: "Theirs", language: "python" };

describe("kernel specs", () => {
  test("are written whole, with logos, and nothing else is left", async () => {
    const dataFolder = folder();
    const written = await writeSpec(ours, { dataFolder, name: "ours" });
    expect(written).toEqual({ folder: join(dataFolder, "kernels", "ours"), replaced: false });
    expect(readdirSync(written.folder).sort()).toEqual([
      "kernel.json",
      "logo-32x32.png",
      "logo-64x64.png",
      "logo-svg.svg",
    ]);
    expect(JSON.parse(readFileSync(join(written.folder, "kernel.json"), "utf8"))).toEqual(ours);
    expect((await writeSpec(ours, { dataFolder, name: "ours" })).replaced).toBe(true);
    expect(readdirSync(dataFolder)).toEqual(["kernels"]);
    expect(readdirSync(join(dataFolder, "kernels"))).toEqual(["ours"]);
  });

  test("do not take the place of another kernel's unless forced", async () => {
    const dataFolder = folder();
    await writeSpec(others, { dataFolder, name: "k" });
    await expect(writeSpec(ours, { dataFolder, name: "k" })).rejects.toThrow(/holds another kernel named k.*--force/);
    expect((await installedSpecs([dataFolder]))[0].spec?.display_name).toBe("Theirs");
    await writeSpec(ours, { dataFolder, name: "k", force: true });
    expect((await installedSpecs([dataFolder]))[0].spec?.display_name).toBe("Ours");
  });

  test("are refused under names that Jupyter does not take", async () => {
    for (const name of ["a b", "../a", "", "..", "A"]) {
      await expect(writeSpec(ours, { dataFolder: folder(), name })).rejects.toThrow("is no name of a kernel");
    }
  });

  test("a folder that cannot be written is told in a line", async () => {
    const dataFolder = join(folder(), "file");
    writeFileSync(dataFolder, "");
    await expect(writeSpec(ours, { dataFolder, name: "k" })).rejects.toThrow(
      /^writeSpec: .*; give another place: --user/,
    );
  });

  test("are listed with what keeps them from starting, and by whom they are hidden", async () => {
    const [first, second] = [folder(), folder()];
    await writeSpec(ours, { dataFolder: first, name: "k" });
    await writeSpec(others, { dataFolder: second, name: "k" });
    mkdirSync(join(second, "kernels", "torn"));
    writeFileSync(join(second, "kernels", "torn", "kernel.json"), "{");
    const found = await installedSpecs([first, join(first, "none"), second]);
    expect(found.map(({ name, kind, hidden }) => [name, kind, hidden])).toEqual([
      ["k", "open-interest", false],
      ["k", "other", true],
      ["torn", "other", false],
    ]);
    expect(found.map(({ problem }) => problem?.split(":")[0])).toEqual([
      undefined,
      "there is no /no/such/python",
      "kernel.json cannot be read",
    ]);
  });

  test("are removed only if ours, and none if one of them is not", async () => {
    const dataFolder = folder();
    await writeSpec(ours, { dataFolder, name: "ours" });
    await writeSpec(others, { dataFolder, name: "theirs" });
    await expect(removeSpecs(["ours", "theirs"], [dataFolder])).rejects.toThrow("is not ours; give --force");
    await expect(removeSpecs(["ours", "none"], [dataFolder])).rejects.toThrow(
      'there is no kernel "none"; known: ours, theirs',
    );
    expect(existsSync(join(dataFolder, "kernels", "ours"))).toBe(true);
    expect(await removeSpecs(["ours"], [dataFolder])).toHaveLength(1);
    expect(await removeSpecs(["theirs"], [dataFolder], { force: true })).toHaveLength(1);
    expect(readdirSync(join(dataFolder, "kernels"))).toEqual([]);
  });
});

describe("tslab's spec", () => {
  test("is what tslab writes, by absolute paths, and known as tslab's", () => {
    const spec = tslabSpec(process.cwd());
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv[1]).toMatch(/^\/.*node_modules\/tslab\/bin\/tslab$/);
    expect(spec.argv.slice(2)).toEqual(["kernel", "--config-path", "{connection_file}"]);
    expect(kernelKind(spec)).toBe("tslab");
    expect(kernelKind({ ...spec, argv: ["tslab", ...spec.argv.slice(2)] })).toBe("tslab");
  });
});

test("a place that will not stay is known", () => {
  expect(shortLived("/home/ana/.npm/_npx/0f/node_modules/open-interest/dist/kernel/main.js")).toMatch(/npx/);
  expect(shortLived("/tmp/x/main.js", "/tmp")).toMatch(/temporary/);
  expect(shortLived("/home/ana/tmp/main.js", "/tmp")).toBeUndefined();
});
