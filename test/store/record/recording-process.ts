import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const built = new URL("../../../dist/index.js", import.meta.url).href;

/**
 * Records three made-up venues every 50 milliseconds of the real clock, of which one fails now and then. After each tick it
 * writes the instant; SIGINT is handed on as the signal, and its report written at the end.
 */
const program = (path: string): string => `
  const { record } = await import(${JSON.stringify(built)});
  const { writeSync } = await import("node:fs");
  const venues = ["alpha", "beta", "gamma"];
  const snapshot = (venue, time) => ({
    venue, instrument: "BTCUSDT", asset: "BTC", kind: "perpetual", margin: "linear", settle: "USDT", expiry: NaN, time,
    timeFrom: "answer", contracts: NaN, base: time % 1000, usd: NaN, price: NaN, priceName: "", baseConvertedAt: "",
    usdConvertedAt: "", sides: 1,
  });
  // A second of the recorder is a real twentieth: twenty instants in each real second, of a second each.
  const now = () => Math.round(1751328000000 + (Date.now() - 1751328000000) * 20);
  const taker = {
    venues,
    prepare: async () => {},
    take: async () => {
      const time = now();
      const up = venues.filter((venue) => venue !== "gamma" || Math.floor(time / 7000) % 2 === 0);
      const failures = up.length === 3 ? [] : [{ venue: "gamma", what: "gamma", asset: "", message: "is down" }];
      return { snapshots: up.map((venue) => snapshot(venue, time)), failures, issues: [], askedAt: time, answeredAt: time };
    },
  };
  const stop = new AbortController();
  process.on("SIGINT", () => stop.abort());
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(1, ms / 20)));
  const report = await record({
    path: ${JSON.stringify(path)}, taker, every: "1s", toleranceMs: 500, now, sleep, signal: stop.signal,
    onTick: ({ at }) => writeSync(1, at + "\\n"),
  });
  writeSync(1, JSON.stringify(report) + "\\n");
`;

/** A process that records. */
export interface RecordingProcess {
  readonly child: ChildProcess;
  /** Lines it wrote: instants that are stored, and the report if it came to its end. */
  readonly lines: readonly string[];
  /** Waits until it has written so many lines. */
  readonly reached: (count: number) => Promise<void>;
  readonly ended: Promise<unknown>;
}

export function recordingProcess(path: string): RecordingProcess {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program(path)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk;
    const parts = text.split("\n");
    text = parts.pop() as string;
    lines.push(...parts);
  });
  const ended = once(child, "close");
  const reached = async (count: number): Promise<void> => {
    while (lines.length < count && child.exitCode === null && child.signalCode === null)
      await once(child.stdout, "data");
  };
  return { child, lines, reached, ended };
}
