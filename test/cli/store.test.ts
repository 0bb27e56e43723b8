import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportText, tickText } from "../../lib/cli/store/record.js";
import { july, writeArchive } from "../sources/binance/archive-fixture.js";
import { providerServer } from "../sources/provider-server.js";
import { command } from "./command.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-command-"));
  await writeArchive(join(folder, "archive"), july(["end", "end"]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const archive = ["--source", "binance-archive", "--path", "archive", "--from", "2025-07-01", "--to", "2025-07-02"];
const run = (...args: readonly string[]) => command(args, { cwd: folder });

/** The one file of values of a month. */
async function dataFile(store: string): Promise<string> {
  const names = await readdir(join(folder, store), { recursive: true });
  return join(folder, store, names.find((name) => /versions.*\.parquet$/.test(name)) as string);
}

describe("open-interest fetch, info and check", () => {
  test("keep what was loaded, tell what there is, and find a damaged file", async () => {
    const first = await run("fetch", ...archive, "--interval", "1h", "--store", "kept", "--json");
    const told = JSON.parse(first.stdout);
    // Two days of hours; both files of metrics and the month of klines are named with their hashes.
    expect([first.code, told.rows, told.columns, told.from, told.to]).toEqual([
      0,
      48,
      ["binance"],
      "2025-07-01",
      "2025-07-03",
    ]);
    const again = await run("fetch", ...archive, "--interval", "1h", "--store", "kept");
    expect(again.code).toBe(0);
    expect(again.stdout).toContain(`Kept in kept, data ${told.sha256}`);

    const info = await run("info", "kept", "--json");
    const rows = JSON.parse(info.stdout) as readonly Record<string, unknown>[];
    // Nothing was fetched twice.
    expect(rows.find(({ interval }) => interval === "5m")).toMatchObject({
      source: "binance-archive",
      asset: "BTC",
      venues: "binance",
      fetches: 1,
      revised: 0,
    });
    const sound = await run("check", "kept");
    expect([sound.code, sound.stdout]).toEqual([0, expect.stringMatching(/^kept: sound \(\d+ files?, [\d,]+ values/)]);

    const file = await dataFile("kept");
    const bytes = await readFile(file);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    await writeFile(file, bytes);
    const damaged = await run("check", "kept");
    expect(damaged.code).toBe(1);
    expect(damaged.stdout).toContain("kept: damaged");
    expect(damaged.stdout).toContain("binance-archive BTC binance 2025-07 is lost");
    expect((await run("check", "kept", "--repair")).code).toBe(0);
    const mended = await run("fetch", ...archive, "--interval", "1h", "--store", "kept", "--json");
    expect(JSON.parse(mended.stdout).sha256).toBe(told.sha256);
    expect((await run("check", "kept")).code).toBe(0);
  });

  test("say in a line what cannot be, and leave nothing behind", async () => {
    const none = await run("info", "nowhere");
    expect([none.code, none.stdout]).toEqual([1, ""]);
    expect(none.stderr).toMatch(/^error: nowhere is not there; check the path/);
    const asJson = await run("check", "nowhere", "--json");
    expect([asJson.code, Object.keys(JSON.parse(asJson.stdout))]).toEqual([1, ["error"]]);
    const unknown = await run("fetch", "--source", "coinglass");
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("Allowed choices are sample")]);
    const setting = await run("fetch", "--source", "sample", "--set", "metric=x", "--store", "new");
    expect([setting.code, setting.stderr]).toEqual([
      1,
      'error: source "sample" has no setting "metric"; it has none\n',
    ]);
    const twice = await run("fetch", "--set", "a=1", "--set", "a=2");
    expect(twice.stderr).toContain('"a" comes twice');
  });

  test("stop at Ctrl-C with 130, and keep what was stored", async () => {
    // There are no metrics, and the answer about klines never comes.
    const server = await providerServer(({ path }) => (path.includes("klines") ? { fault: "silent" } : undefined));
    const period = archive.filter((arg) => arg !== "--path" && arg !== "archive");
    const stopped = await command(["fetch", ...period, "--url", server.url, "--store", "cut"], {
      cwd: folder,
      interruptAt: "[",
    });
    await server.close();
    expect(stopped.stderr).toContain("Stopping; what was stored so far stays");
    expect(stopped.code).toBe(130);
    expect((await run("check", "cut")).code).toBe(0);
  });
});

describe("open-interest import", () => {
  test("puts a file that is declared by settings into a store", async () => {
    await writeFile(join(folder, "venues.csv"), "when,price,OKX\n1751328000000,100,500\n1751331600000,100,600\n");
    const settings = ["timeColumn=when", "unit=usd", "label=instant", "priceColumn=price"].flatMap((one) => [
      "--set",
      one,
    ]);
    const done = await run("import", "venues.csv", "--store", "files", ...settings, "--json");
    expect([done.stderr, done.code]).toEqual(["", 0]);
    expect(JSON.parse(done.stdout)).toMatchObject({ rows: 2, columns: ["okx"], intervalMs: 3_600_000 });
    const undeclared = await run("import", "venues.csv", "--store", "files");
    expect([undeclared.code, undeclared.stderr]).toEqual([1, expect.stringContaining("unit and label not given")]);
  });
});

describe("open-interest record", () => {
  test("tells a tick in a line, with what failed and what was missed", () => {
    const tick = {
      at: Date.parse("2025-07-01T00:05Z"),
      added: 8,
      instruments: 2,
      failures: [],
      holes: [],
      waiting: 0,
      storeFailure: "",
    };
    expect(tickText(tick)).toBe("2025-07-01T00:05Z: 2 instruments, 8 values stored");
    const hole = { from: 0, to: 0, count: 3, why: "asleep", where: "" } as const;
    expect(
      tickText({ ...tick, failures: ["OKX limits the rate"], holes: [hole], waiting: 1, storeFailure: "disk full" }),
    ).toBe(
      "2025-07-01T00:05Z: 2 instruments, 8 values stored; 3 instants missed before; 1 answer waiting to be stored (disk full); OKX limits the rate",
    );
  });

  test("says what it has done, or that there was nothing to do", async () => {
    const report = {
      ticks: 0,
      added: 0,
      present: 0,
      outages: [],
      holes: [],
      missed: 0,
      from: Number.NaN,
      to: Number.NaN,
    };
    expect(reportText(report, "kept")).toBe("Nothing recorded in kept: no instant of the schedule was reached");
    const [from, to] = [Date.parse("2025-07-01T00:05Z"), Date.parse("2025-07-01T00:10Z")];
    const outage = { where: "okx", count: 2, from, to, message: "limits the rate" };
    const text = reportText({ ...report, ticks: 2, added: 16, from, to, outages: [outage] }, "kept");
    expect(text).toMatch(
      /^Recorded 2 instants, 2025-07-01T00:05Z → 2025-07-01T00:10Z, 16 values in kept; 0 missed\n\nWhat could not be had\n/,
    );
    expect(text).toContain("limits the rate");
    const refused = await run("record", "--every", "soon");
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("soon")]);
  });
});
