import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jupyterPython, type PythonPeer, startPython } from "./python.js";

// Our kernel, tslab and ipykernel as a front end meets them, by turns in one run. Only what arrives can fail; the times
// are told.

interface Quantiles {
  readonly median: number;
  readonly p95: number;
}
type ByKernel<T = Quantiles> = Readonly<Record<string, T>>;

const kernels = ["open-interest", "tslab", "python3"];
const folder = mkdtempSync(join(tmpdir(), "open-interest-kernels-"));
let peer: PythonPeer | undefined;

beforeAll(async () => {
  const main = resolve(import.meta.dirname, "../../dist/cli/main.js");
  for (const which of [[], ["--tslab"]]) {
    const command = [main, "kernel", "install", "--folder", folder, ...which];
    const { stderr, status } = spawnSync(process.execPath, command, { encoding: "utf8" });
    expect(status, stderr).toBe(0);
  }
  process.env.JUPYTER_PATH = folder;
  peer = await startPython("kernels.py", ["jupyter_client", "ipykernel"], jupyterPython);
});

afterAll(() => {
  peer?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(jupyterPython === undefined)("kernels", () => {
  test("start and give their first result", async () => {
    const { times } = (await ask({ run: "start", kernels, rounds: 5 })) as { times: ByKernel };
    print("First result of a fresh kernel, milliseconds", times, "python3");
  });

  test("run cells, complete and print", async () => {
    // After some fifty rounds tslab answers no more.
    const told = await ask({ run: "cells", kernels, rounds: 30 });
    print("1 + 1, milliseconds", told.small as ByKernel, "tslab");
    print("A cell of 25 lines, milliseconds", told.long as ByKernel, "tslab");
    print("Completion of a member, milliseconds", told.member as ByKernel, "python3");
    print("Completion of a name, milliseconds", told.name as ByKernel, "python3");
    console.log("20,000 printed lines");
    console.table(told.printed);
    console.log("Memory of all its processes then, MB");
    console.table(told.memoryMb);
    expect((told.printed as ByKernel<{ readonly lines: number }>)["open-interest"]?.lines).toBe(20_000);
  });

  test.each([
    ["the same cell again", false],
    ["a new cell each time", true],
  ])("stay as they are over 1,000 cells, %s", async (what, distinct) => {
    const told = await ask({ run: "growth", kernel: "open-interest", cells: 1000, distinct });
    console.log(`1,000 cells of 25 lines, ${what}: milliseconds per cell and MB`);
    console.table(told);
  });
});

async function ask(question: object): Promise<Readonly<Record<string, unknown>>> {
  const { ms, processorMs, peakBytes, ...told } = await (peer as PythonPeer).ask(question);
  return told;
}

function print(title: string, times: ByKernel, base: string): void {
  console.log(title);
  const rows = Object.entries(times).map(([name, { median, p95 }]) => [
    name,
    { median: Math.round(median), p95: Math.round(p95), [`÷ ${base}`]: (median / times[base].median).toFixed(2) },
  ]);
  console.table(Object.fromEntries(rows));
}
