import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { processError } from "../../../lib/report/run/process-error.js";

test("what Node writes when its heap is full is known for lack of memory", () => {
  const code = "const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length / 3))";
  const node = spawnSync(process.execPath, ["--max-old-space-size=32", "-e", code], { encoding: "utf8" });
  const end = { code: node.status, signal: node.signal, text: node.stderr, isOverMemory: false };
  expect(processError(end)).toMatchObject({
    name: "ProcessError",
    message: expect.stringMatching(
      /^the process ran out of memory and ended \((SIG\w+|exit code \d+)\); give it more with --memory \(memoryMb\), or load less/,
    ),
  });
});
