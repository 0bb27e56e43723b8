import { existsSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { sampleCommand } from "../../lib/cli/sample.js";

describe("sampleCommand", () => {
  const folder = mkdtempSync(join(tmpdir(), "sample-command-"));
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("writes the sample into the folder, names each file and says what it wrote", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const said = vi.spyOn(console, "log").mockImplementation(() => {});
    await sampleCommand().parseAsync([folder], { from: "user" });
    expect(existsSync(join(folder, "ETH/funding.csv.gz"))).toBe(true);
    expect(told.mock.calls[0]).toEqual(["[ 1/14] BTC/candles.csv.gz"]);
    expect(told).toHaveBeenCalledTimes(14);
    expect(said.mock.calls[0][0]).toMatch(/^14 files, 3\.7 MB: .*sample-command-/);
  });
});
