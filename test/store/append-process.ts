import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hour, july } from "./append-fixture.js";

const built = new URL("../../dist/index.js", import.meta.url).href;

/**
 * Appends an answer for each number from the one it is told, to the one it is told: a value at an hour of its own, and
 * one at a fixed hour, which it revises. After each that was acknowledged it writes its number. It writes `ready` after it
 * has appended to another store, so that it begins at full speed, and begins when it is told the numbers.
 */
const program = (store: string, name: string): string => `
  const { Series, store } = await import(${JSON.stringify(built)});
  const { writeSync } = await import("node:fs");
  const append = (kept, number) => {
    const time = ${july} + number * ${hour};
    const values = [Float64Array.of(${july}, time), Float64Array.of(number, number)];
    return kept.append({
      source: "exchange", asset: "BTC", intervalMs: ${hour}, query: {}, from: time - ${hour}, to: time,
      retrievedAt: ${july} + number, rowsRead: 2, issues: [],
      provenance: { source: "exchange", simulated: false, description: "Made up", files: [] },
      series: [{
        measure: "open_interest",
        series: new Series(...values, ${JSON.stringify(name)}, "base", { venue: "okx" }),
      }],
    });
  };
  const kept = await store(${JSON.stringify(store)}, { create: false });
  await append(await store(${JSON.stringify(store)} + "-" + process.pid), 1);
  writeSync(1, "ready\\n");
  const [first, last] = await new Promise((resolve) => {
    process.stdin.once("data", (data) => resolve(String(data).split(" ").map(Number)));
  });
  for (let number = first; number <= last; number++) {
    await append(kept, number);
    writeSync(1, number + "\\n");
  }
  process.exit();
`;

/** A process that appends. */
export interface Appender {
  readonly child: ChildProcess;
  /** Numbers whose answers were acknowledged. */
  readonly acknowledged: readonly number[];
  /** Waits until it can begin. */
  readonly ready: Promise<void>;
  readonly begin: (first: number, last: number) => void;
  /** Waits for its end, and for all it wrote. */
  readonly ended: Promise<unknown>;
}

/** Starts a process that appends to a store a series of the given name. */
export function appender(store: string, name: string): Appender {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program(store, name)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const acknowledged: number[] = [];
  let begun: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk;
    const lines = text.split("\n");
    text = lines.pop() as string;
    for (const line of lines) {
      if (line === "ready") begun();
      else acknowledged.push(Number(line));
    }
  });
  return {
    child,
    acknowledged,
    ready,
    begin: (first, last) => child.stdin.write(`${first} ${last}`),
    ended: once(child, "close"),
  };
}
