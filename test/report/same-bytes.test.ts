import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { notebookText } from "./make-notebook.js";

// The command as it is installed; the test script builds it before.
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const run = promisify(execFile);

/** Cells that say something else on each machine, if they can. */
const hostile = [
  "md:# Study\n\nÄ, ı, İ, ß",
  "parameters:let path = ''; let n = 1;",
  "console.log(new Date(0).toString(), new Date(0).toLocaleString(), new Date(2025, 6, 1)); new Date(2025, 2, 30, 2, 30)",
  "[(1234.5).toLocaleString(), (-1234567.891).toLocaleString(undefined, { style: 'percent' }), 12n.toLocaleString()]",
  "[new Intl.DateTimeFormat().format(0), Intl.DateTimeFormat().resolvedOptions(), new Intl.NumberFormat().format(0.5)]",
  "['ä', 'z', 'a', 'Z', 'ı', 'I', 'i', 'İ', 'ö'].sort((a, b) => a.localeCompare(b)).join(' ') + ' ' + 'IıİI'.toLocaleLowerCase()",
  "[process.cwd(), import.meta.filename, import.meta.url, path, require('node:path').resolve('x'), process.env.TZ]",
  "console.error(new Error('a stack')); console.table([{ a: 1 }]); console.log('%o', new Map([['b', { z: 1 }], ['a', 2]]))",
  "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/markdown': '**' + new Date(0).toLocaleDateString() + '**', b: 1, a: 2 }) })",
  "await import('./missing.mjs')",
];

const places: readonly Readonly<Record<string, string>>[] = [
  { TZ: "UTC", LANG: "C", LC_ALL: "C" },
  { TZ: "Asia/Kolkata", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8", FORCE_COLOR: "1" },
  { TZ: "America/St_Johns", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8", LC_NUMERIC: "ar_EG.UTF-8", NO_COLOR: "1" },
  { TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", LANGUAGE: "tr" },
];

/** A folder with the notebook and what it imports from, as another person would have it. */
async function copyOfStudy(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), "open-interest-")), "a study");
  await mkdir(join(folder, "notebooks"), { recursive: true });
  await writeFile(join(folder, "package-lock.json"), "{}");
  await writeFile(join(folder, "notebooks", "study.ipynb"), notebookText(hostile));
  return folder;
}

async function reportIn(place: Readonly<Record<string, string>>, inside: boolean): Promise<string[]> {
  const folder = await copyOfStudy();
  const elsewhere = join(await mkdtemp(join(tmpdir(), "open-interest-")), "data");
  const out = join(folder, "out");
  const notebook = join(folder, "notebooks", "study.ipynb");
  const given = inside ? ["-p", `path=${elsewhere}`, "-p", "n=2"] : ["-p", "n=2", "-p", `path=${elsewhere}`];
  const options = { cwd: inside ? join(folder, "notebooks") : tmpdir(), env: { ...process.env, ...place } };
  // The last cell fails, and so does the command.
  await run(process.execPath, [main, "report", notebook, "--out", out, ...given], options).catch(() => {});
  const texts = await Promise.all(["study.html", "study.ipynb"].map((name) => readFile(join(out, name), "utf8")));
  for (const text of texts) {
    expect(text).not.toContain(folder);
    expect(text).not.toContain(encodeURI(folder));
    expect(text).not.toContain(elsewhere.slice(0, -5));
  }
  return texts;
}

test("a report has the same bytes in every time zone, language and folder, whatever its cells ask for", async () => {
  const [first, ...others] = await Promise.all(places.map((place, index) => reportIn(place, index % 2 === 0)));
  expect(first?.[1]).toContain("Cannot find module './missing.mjs' imported from ./study.ipynb");
  for (const other of others) {
    expect(other[1]).toBe(first?.[1]);
    expect(other[0] === first?.[0]).toBe(true);
  }
});
