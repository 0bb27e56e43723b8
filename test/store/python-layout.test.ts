import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { at, fakeSource, later, newStore } from "./fake-source.js";

// OPEN_INTEREST_PYTHON_FRAMES names a Python that has pandas, pyarrow, polars and duckdb.
const python = process.env.OPEN_INTEREST_PYTHON_FRAMES;
const title = python === undefined ? "skipped: OPEN_INTEREST_PYTHON_FRAMES is not set" : "to the bit";

test.skipIf(python === undefined)(`other programs read from data/ what the store holds, ${title}`, async () => {
  const kept = await newStore();
  const fake = fakeSource();
  const period = { source: "fake", from: "2025-07-30", to: "2025-08-02", fetch: fake.fetch };
  await kept.load({ ...period, now: later });
  await kept.load({ ...period, asset: "1000PEPE/β 50%", interval: "4h", now: later });
  fake.settings = { offset: 0.1, gaps: [at("2025-08-01T05:00Z")] };
  await kept.load({ ...period, refresh: true, now: later });
  const rows = await kept.rows(
    `SELECT dataset, asset, venue, month, measure, series, unit, interval_ms, epoch_us(time) AS time, value
     FROM observations`,
  );
  const lines = rows.map(({ value, ...cells }) => {
    const bits = Buffer.alloc(8);
    bits.writeDoubleBE(value as number);
    return [...Object.values(cells).map((cell) => cell ?? ""), bits.toString("hex")].join("|");
  });
  // Python sorts by code points, which for these texts is the order of JavaScript.
  const sha256 = createHash("sha256").update(lines.sort().join("\n")).digest("hex");
  const read = JSON.parse(
    execFileSync(python as string, [new URL("read-layout.py", import.meta.url).pathname, kept.path], {
      encoding: "utf8",
    }),
  );
  const same = { rows: rows.length, sha256 };
  expect(read).toEqual({ pandas: same, pyarrow: same, polars: same, duckdb: same });
  expect(rows.length).toBeGreaterThan(1000);
});
