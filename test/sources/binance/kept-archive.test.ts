import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type BinanceArchiveOptions, loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { dataHash } from "../../../lib/sources/data-hash.js";
import {
  type Archive,
  add,
  at,
  day,
  emptyFolder,
  issues,
  july,
  klinesPath,
  load,
  metricsHeader,
  metricsPath,
  metricsRows,
  serveArchive,
  twoDays,
  wrong,
} from "./archive-fixture.js";

const now = at("2025-08-20");

/** A server of an archive and a folder to keep its files in, and a load from them. */
async function keeping(archive: Archive, respond?: Parameters<typeof serveArchive>[1]) {
  const keep = await emptyFolder();
  const server = await serveArchive(archive, respond);
  const loadKept = (options: BinanceArchiveOptions = {}) =>
    loadBinanceArchive({ ...twoDays, url: server.url, keep, now, backoffMs: 1, ...options });
  /** Paths asked for since the last call of this. */
  let seen = 0;
  const asked = (): string[] => {
    const paths = server.requests.slice(seen).map(({ path }) => path.slice(1));
    seen = server.requests.length;
    return paths.sort();
  };
  return { keep, server, loadKept, asked };
}

describe("loadBinanceArchive that keeps files", () => {
  test("keeps each with its checksum as the archive has it, and asks for none again", async () => {
    const archive = july(["end", "end"]);
    const { keep, loadKept, asked } = await keeping(archive);
    const fetched = await loadKept();
    for (const [path, bytes] of archive) expect(new Uint8Array(await readFile(join(keep, path)))).toEqual(bytes);
    expect(asked().length).toBe(archive.size + 1);
    const again = await loadKept();
    expect(asked()).toEqual([]);
    expect(dataHash(again)).toBe(dataHash(fetched));
    expect(again.provenance).toEqual(fetched.provenance);
    expect(dataHash(await loadBinanceArchive({ ...twoDays, path: keep }))).toBe(dataHash(await load(archive)));
  });

  test("goes on where it was ended, without fetching again what is there", async () => {
    const archive = july(["end", "end"]);
    const klines = `/${klinesPath("2025-07")}`;
    const ended = new AbortController();
    const { loadKept, asked } = await keeping(archive, ({ path }) => {
      if (path !== klines || ended.signal.aborted) return undefined;
      ended.abort();
      return { fault: "silent" };
    });
    await expect(loadKept({ signal: ended.signal })).rejects.toThrow(/abort/i);
    asked();
    expect(wrong(await loadKept())).toEqual([]);
    expect(asked().filter((path) => path.includes("/metrics/"))).toEqual([metricsPath("2025-07-03")]);
  });

  test("fetches again what is cut, has another hash, or lacks its file, and takes away what a killed process left", async () => {
    const archive = july(["end", "end"]);
    const { keep, loadKept, asked } = await keeping(archive);
    const whole = await loadKept();
    asked();
    const [one, two] = [metricsPath("2025-07-01"), metricsPath("2025-07-02")];
    await writeFile(join(keep, one), (await readFile(join(keep, one))).subarray(0, 1000));
    await writeFile(join(keep, `${two}.CHECKSUM`), "0".repeat(64));
    // No process has an id this high.
    const left = `${join(keep, two)}.4194305-0.part`;
    const running = `${join(keep, two)}.${process.pid}-99.part`;
    await writeFile(left, "half");
    await writeFile(running, "half");
    const again = await loadKept();
    expect(dataHash(again)).toBe(dataHash(whole));
    expect(asked()).toEqual([one, `${one}.CHECKSUM`, two, `${two}.CHECKSUM`]);
    expect(issues(again, "revision")).toEqual([]);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(running)).toBe(true);
    expect((await readdir(join(keep, one, ".."))).filter((name) => name.endsWith(".part")).length).toBe(1);
  });

  test("a file without a checksum is kept too, unless it is cut", async () => {
    const archive = july(["end", "end"]);
    const path = metricsPath("2025-07-01");
    archive.delete(`${path}.CHECKSUM`);
    const { keep, loadKept, asked } = await keeping(archive);
    expect(issues(await loadKept(), "unverified")).toMatchObject([{ count: 1 }]);
    asked();
    expect(issues(await loadKept(), "unverified")).toMatchObject([{ count: 1 }]);
    expect(asked()).toEqual([]);
    await writeFile(join(keep, path), (await readFile(join(keep, path))).subarray(0, 1000));
    expect(wrong(await loadKept())).toEqual([]);
    expect(asked()).toEqual([path, `${path}.CHECKSUM`]);
  });

  test("what is not there is asked for again after a day, and soon where it may only be late", async () => {
    const archive = july(["end", "end"]);
    const missing = metricsPath("2025-07-02");
    const bytes = archive.get(missing) as Uint8Array;
    archive.delete(missing);
    const { loadKept, asked } = await keeping(archive);
    const justThen = at("2025-07-04T12:00Z");
    await loadKept({ now: justThen });
    asked();
    await loadKept({ now: justThen });
    expect(asked()).toContain(missing);

    await loadKept();
    expect(asked()).toContain(missing);
    expect(issues(await loadKept(), "missing-file")).toMatchObject([{ count: 1 }]);
    expect(asked()).toEqual([]);
    archive.set(missing, bytes);
    expect(wrong(await loadKept({ now: now + day + 1 }))).toEqual([]);
    expect(asked()).toContain(missing);
  });

  test("a line of absent files that a kill has cut is not read", async () => {
    const archive = july(["end", "end"]);
    archive.delete(metricsPath("2025-07-02"));
    const { keep, loadKept, asked } = await keeping(archive);
    await loadKept();
    asked();
    const journal = join(keep, "absent.jsonl");
    await writeFile(journal, `${(await readFile(journal, "utf8")).slice(0, -9)}`);
    await loadKept();
    expect(asked().length).toBe(1);
  });

  test("a file published anew is told and fetched when refreshed, and only then", async () => {
    const archive = july(["end", "end"]);
    const path = metricsPath("2025-07-01");
    const { loadKept, asked } = await keeping(archive);
    await loadKept();
    asked();
    const rows = metricsRows("2025-07-01", "end").map((row, index) =>
      index === 9 ? row.replace(/T,[^,]+/, "T,7") : row,
    );
    add(archive, path, [metricsHeader, ...rows]);
    expect(wrong(await loadKept())).toEqual([]);
    expect(asked()).toEqual([]);
    const revised = await loadKept({ refresh: true });
    expect(wrong(revised)).toEqual([at("2025-07-01T00:50Z")]);
    expect(issues(revised, "revision")).toMatchObject([
      {
        where: "metrics",
        count: 1,
        from: at("2025-07-01"),
        detail: "BTCUSDT-metrics-2025-07-01.zip was published anew since kept; read and kept as it is now",
      },
    ]);
    expect(asked().filter((each) => each.endsWith(".zip"))).toEqual([path, metricsPath("2025-07-03")].sort());
    const later = await loadKept();
    expect(wrong(later)).toEqual([at("2025-07-01T00:50Z")]);
    expect(issues(later, "revision")).toEqual([]);
  });

  test("a file published anew is told even where a kill came between its checksum and itself", async () => {
    const archive = july(["end", "end"]);
    const path = metricsPath("2025-07-01");
    const { keep, loadKept } = await keeping(archive);
    await loadKept();
    add(archive, path, [metricsHeader, ...metricsRows("2025-07-01", "end").slice(0, 280)]);
    await writeFile(join(keep, `${path}.CHECKSUM`), archive.get(`${path}.CHECKSUM`) as Uint8Array);
    expect(issues(await loadKept({ refresh: true }), "revision")).toMatchObject([{ where: "metrics", count: 1 }]);
    expect(issues(await loadKept({ refresh: true }), "revision")).toEqual([]);
  });

  test("the file of another day under a day's name is fetched again, and is no revision", async () => {
    const archive = july(["end", "end"]);
    const [one, two] = [metricsPath("2025-07-01"), metricsPath("2025-07-02")];
    const { keep, loadKept, asked } = await keeping(archive);
    const whole = await loadKept();
    asked();
    for (const end of ["", ".CHECKSUM"]) await writeFile(join(keep, one + end), await readFile(join(keep, two + end)));
    const again = await loadKept();
    expect(dataHash(again)).toBe(dataHash(whole));
    expect(asked()).toEqual([one, `${one}.CHECKSUM`]);
    expect(issues(again, "revision")).toEqual([]);
  });

  test("a place where no files can be kept is told before anything is fetched", async () => {
    const { keep, loadKept, server } = await keeping(july(["end", "end"]));
    const file = join(keep, "file");
    await writeFile(file, "");
    await expect(loadKept({ keep: file })).rejects.toThrow(
      `loadBinanceArchive: keep "${file}" is no folder and cannot be made one (ENOTDIR); give another`,
    );
    await expect(loadKept({ keep: " " })).rejects.toThrow("keep is empty; give a folder, or leave it out");
    expect(server.requests).toEqual([]);
  });

  test.runIf(process.platform === "linux")("a place where Node never ends to make folders is told too", async () => {
    const { loadKept } = await keeping(july(["end"]));
    await expect(loadKept({ keep: "/proc/nope" })).rejects.toThrow('keep "/proc/nope" is no folder');
  });

  test("a folder in the place of a kept file is named", async () => {
    const { keep, loadKept } = await keeping(july(["end", "end"]));
    const place = join(keep, metricsPath("2025-07-01"));
    await mkdir(place, { recursive: true });
    await expect(loadKept()).rejects.toThrow(
      `loadBinanceArchive: ${place} cannot be read (EISDIR); it is a folder, so take it away`,
    );
  });

  test("a folder to read from is not one to keep in", async () => {
    await expect(loadBinanceArchive({ ...twoDays, path: "a", keep: "b" })).rejects.toThrow(
      "keep is for files fetched over HTTP; leave out keep, or path",
    );
  });
});
