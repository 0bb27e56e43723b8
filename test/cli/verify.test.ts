import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { verificationText } from "../../lib/cli/verify.js";
import type { Verification } from "../../lib/report/verify/verification.js";
import { makeNotebook } from "../report/make-notebook.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

function command(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test("verify says by its exit code whether a report is the same, differs, or is none", async () => {
  const path = await makeNotebook([
    "parameters:let n = 1",
    "md:## Two",
    "new Date(0).toString() + (n * 1000.5).toLocaleString()",
  ]);
  const folder = dirname(path);
  await command(["report", path, "-p", "n=2"], folder, { TZ: "Asia/Kolkata" });
  const html = join("reports", "study.html");
  const [same, notebook] = await Promise.all([
    command(["verify", html], folder, { TZ: "America/St_Johns", LC_ALL: "de_DE.UTF-8" }),
    command(["verify", join("reports", "study.ipynb"), "--notebook", path], folder),
  ]);
  expect(same).toMatchObject({ code: 0, stdout: "Same: the report made again has the same bytes.\n" });
  expect(same.stderr).toMatch(/\[3\/3\] Two {2}\d+\.\d s\n$/);
  expect(notebook).toMatchObject({ code: 0, stdout: same.stdout });

  const changed = join(folder, "changed.html");
  await writeFile(changed, (await readFile(join(folder, html), "utf8")).replace("2,001", "2,091"));
  await writeFile(join(folder, "other.html"), "<p>no report</p>");
  const [different, none, noneAsJson] = await Promise.all([
    command(["verify", changed, "--json"], folder),
    command(["verify", "other.html"], folder),
    command(["verify", "other.html", "--json"], folder),
  ]);
  expect(noneAsJson).toMatchObject({ code: 2, stderr: "" });
  expect(JSON.parse(noneAsJson.stdout)).toEqual({
    error: expect.stringMatching(/^verifyReport: other\.html holds no/),
  });
  expect(different.code).toBe(1);
  const { differences, report } = JSON.parse(different.stdout) as Verification;
  expect(differences.map(({ kind, cell }) => [kind, cell])).toEqual([
    ["edited", 3],
    ["cell", 3],
  ]);
  expect(differences[1]?.text).toMatch(/^text: “.*2,091” → “.*2,001”$/);
  expect(report.parameters).toEqual([{ name: "n", value: 2, given: true }]);
  expect(none).toMatchObject({ code: 2, stdout: "" });
  expect(none.stderr).toMatch(/^error: verifyReport: other\.html holds no stamp; give an \.html or \.ipynb file/);
});

test("verify keeps limits as report does, and tells what the notebook threw after its last cell", async () => {
  const path = await makeNotebook([
    "md:## Long",
    "await new Promise((next) => setTimeout(next, Number(process.env.PAUSE ?? 0)));",
    "setTimeout(() => { throw new Error('late') }, 50); 1",
  ]);
  const folder = dirname(path);
  await command(["report", path], folder);
  const html = join("reports", "study.html");
  const [late, slow] = await Promise.all([
    command(["verify", html, "--memory", "512M"], folder),
    command(["verify", html, "--cell-timeout", "1s", "--json"], folder, { PAUSE: "60000" }),
  ]);
  expect(late.code).toBe(0);
  expect(late.stderr).toContain("After its last cell the notebook threw, which no report tells: Error: late");
  expect(slow.code).toBe(2);
  expect(JSON.parse(slow.stdout).error).toMatch(
    /could not be found out: cell 1 \(Long\) .* fails here with TimeoutError: the cell ran longer .*raise --cell-timeout/,
  );
});

test("a verification in lines says what differs, what to know, and whether the outputs do", () => {
  const difference = { kind: "version", where: "versions", text: "Node v20 → v22" } as const;
  const all = {
    same: false,
    sameBytes: false,
    sameOutputs: true,
    differences: [difference],
    notes: ["a note"],
    report: { status: "stopped" },
  };
  const text = (more: object) => verificationText({ ...all, ...more } as unknown as Verification);
  expect(text({})).toBe(
    "versions: Node v20 → v22\nnote: a note\nDifferent, but the outputs of the cells are the same.",
  );
  expect(text({ sameOutputs: false })).toMatch(/\nDifferent\.$/);
  expect(text({ same: true, differences: [] })).toBe(
    "note: a note\nSame, as far as the report ran: made again that far, it has the same bytes.",
  );
});
