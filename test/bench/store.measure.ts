import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import type * as OpenInterest from "../../lib/index.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import type { Store } from "../../lib/store/store.js";
import { type PythonPeer, startPython } from "./python.js";
import { built, printTimings, type Timed, timeByTurns } from "./timing.js";

/*
 * Half a year of the archive's files, 184 of snapshots and six of bars: read from their zips, kept, and queried back, by this
 * library, pandas and polars by turns. Here each file is held to its checksum, the meaning of its labels is found out, and what
 * is kept is on the disk and has a record of where it came from; there nothing of that is done, and all columns are kept side
 * by side.
 */
const path = resolve(import.meta.dirname, "../../../shared/data/binance-archive");
const months = ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"];
const period = { from: "2025-07-01", to: "2025-12-31" };
const days = 184;
const rounds = 3;

const folder = mkdtempSync(join(tmpdir(), "open-interest-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(!existsSync(path))("half a year of the archive is loaded, kept and read back", async () => {
  const { datasetAnswer, loadBinanceArchive, store }: typeof OpenInterest = await import(built);
  const peers = (
    await Promise.all(
      ["pandas", "polars"].map(async (library) => {
        const needs = library === "pandas" ? ["pandas", "pyarrow"] : ["polars"];
        return { library, peer: await startPython("archive.py", needs) };
      }),
    )
  ).filter((one): one is { library: string; peer: PythonPeer } => one.peer !== undefined);

  let data: Dataset | undefined;
  let kept: Store | undefined;
  let count = 0;
  const seen = new Map<string, number>();
  const steps: Readonly<Record<string, () => Promise<number>>> = {
    async load() {
      data = await loadBinanceArchive({ path, interval: "5m", ...period });
      return present(data);
    },
    async write() {
      kept?.close();
      kept = await store(join(folder, `store${count++}`));
      await kept.append(datasetAnswer(data as Dataset, { query: {}, retrievedAt: Date.parse("2026-01-15") }));
      return 0;
    },
    async read() {
      return present(await (kept as Store).load({ source: "binance-archive", interval: "5m", offline: true }));
    },
    async query() {
      const panel = await (kept as Store).query(
        `SELECT date_trunc('day', time - INTERVAL 1 SECOND) + INTERVAL 1 DAY AS day, avg(value) AS mean
         FROM observations WHERE measure = 'open_interest' GROUP BY ALL`,
      );
      expect(panel.length).toBe(days);
      return panel.column("mean").values[1] as number;
    },
  };
  for (const [step, run] of Object.entries(steps)) {
    const ours: Timed = {
      name: "open-interest",
      run: async () => {
        seen.set(`${step} open-interest`, await run());
      },
    };
    const theirs = peers.map(
      ({ library, peer }): Timed => ({
        name: library,
        run: async () => {
          const told = await peer.ask({ run: `${library}-${step}`, path, months, folder: join(folder, library) });
          seen.set(`${step} ${library}`, (told.sum ?? told.second ?? 0) as number);
          return told;
        },
      }),
    );
    printTimings(`${step}, half a year of five minutes`, await timeByTurns([ours, ...theirs], rounds));
    for (const { library } of peers) {
      const [mine, other] = [seen.get(`${step} open-interest`) as number, seen.get(`${step} ${library}`) as number];
      // The last midnight is in the file of the day after, which they do not know of; sums are of values of one size.
      expect(Math.abs(other / mine - 1) || 0, `${step} of ${library}`).toBeLessThan(1e-4);
    }
  }
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  console.log(`highest memory of open-interest: ${mebibytes(process.resourceUsage().maxRSS * 1024)}`);
  for (const { library, peer } of peers) {
    const { peakBytes } = await peer.ask({ run: `${library}-read`, folder: join(folder, library) });
    console.log(`highest memory of ${library}: ${mebibytes(peakBytes)}`);
    peer.close();
  }
  kept?.close();
});

/** Sum of the coins, as a check that all have read the same. */
function present({ openInterest }: Dataset): number {
  const [column] = openInterest.columns;
  return (column as { values: Float64Array }).values.reduce(
    (sum, value) => (Number.isNaN(value) ? sum : sum + value),
    0,
  );
}
