import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { checkStore } from "../../../lib/store/check-store.js";
import { recordedGaps } from "../../../lib/store/record/recorded-gaps.js";
import { store as openStore } from "../../../lib/store/store.js";
import { emptyFolder } from "../append-fixture.js";
import { recordingProcess } from "./recording-process.js";

const second = 1000;
const kills = Number(process.env.OPEN_INTEREST_RECORD_KILLS ?? 3);

test(`a recording that is killed ${kills} times and then stopped has each instant once or tells that it is missing`, async () => {
  const path = `${await emptyFolder()}/store`;
  const acknowledged: number[] = [];
  for (let round = 0; round < kills; round++) {
    const { child, lines, reached, ended } = recordingProcess(path);
    await reached(2);
    // At some moment of a tick, another one each time.
    await wait((13 * round) % 50);
    child.kill("SIGKILL");
    await ended;
    acknowledged.push(...lines.map(Number));
    const { problems } = await checkStore(path);
    expect(problems.filter(({ kind }) => kind !== "stray" && kind !== "unpublished")).toEqual([]);
  }
  const last = recordingProcess(path);
  await last.reached(2);
  last.child.kill("SIGINT");
  await last.ended;
  expect(last.child.exitCode).toBe(0);
  const report = JSON.parse(last.lines.at(-1) as string);
  expect(report.ticks).toBe(last.lines.length - 1);
  acknowledged.push(...last.lines.slice(0, -1).map(Number));

  const opened = await openStore(path);
  try {
    const { openInterest } = await opened.load({ source: "recorded", interval: "1s" });
    const gaps = await recordedGaps(path, { asset: "BTC", intervalMs: second });
    const { times } = openInterest;
    const missing: string[] = [];
    const doubly: string[] = [];
    for (const venue of ["alpha", "beta", "gamma"]) {
      const column = openInterest.column(`${venue} BTCUSDT`);
      for (let row = 0; row < times.length; row++) {
        const time = times[row] as number;
        const isThere = !Number.isNaN(column.values[row] as number);
        const isTold = gaps.some(
          ({ where, from = 0, to = 0 }) => (where === venue || where === "recording") && from <= time && to >= time,
        );
        if (!isThere && !isTold) missing.push(`${venue} ${new Date(time).toISOString()}`);
        if (isThere && isTold) doubly.push(`${venue} ${new Date(time).toISOString()}`);
      }
    }
    expect(missing).toEqual([]);
    expect(doubly).toEqual([]);
    // What was acknowledged is there.
    const alpha = openInterest.column("alpha BTCUSDT");
    for (const time of acknowledged) expect(alpha.at(time)).not.toBeNaN();
    expect(acknowledged.length).toBeGreaterThan(2 * kills);
  } finally {
    opened.close();
  }
}, 120_000);
