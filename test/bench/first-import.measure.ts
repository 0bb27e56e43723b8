import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { python, whyNoPython } from "./python.js";
import { built, printTimings, type Timed, type Told, timeByTurns } from "./timing.js";

/*
 * The first import in a fresh process, by its own clock, of this library, of two that the same programs may use, and of
 * pandas. Node's own start is not in it.
 */
const { resolve } = createRequire(import.meta.url);

function told(command: string, args: readonly string[]): Told {
  return JSON.parse(execFileSync(command, args, { encoding: "utf8" }).trim().split("\n").at(-1) as string);
}

const nodeImport = (name: string, address: string): Timed => ({
  name,
  run: async () =>
    told(process.execPath, [
      "--input-type=module",
      "-e",
      `const [start, before] = [performance.now(), process.cpuUsage()];
       await import(${JSON.stringify(address)});
       const { user, system } = process.cpuUsage(before);
       console.log("\\n" + JSON.stringify({ ms: performance.now() - start, processorMs: (user + system) / 1000 }));
       process.exit();`,
    ]),
});

const pythonImport = (executable: string, name: string): Timed => ({
  name: `${name} (Python)`,
  run: async () =>
    told(executable, [
      "-c",
      `import json, time
start, before = time.perf_counter(), time.process_time()
import ${name}
print(json.dumps({"ms": (time.perf_counter() - start) * 1e3, "processorMs": (time.process_time() - before) * 1e3}))`,
    ]),
});

test("the first import takes less than a third of that of danfojs or ccxt", async () => {
  const ours = nodeImport("open-interest", built);
  const peers = ["danfojs-node", "ccxt"].map((name) => nodeImport(name, pathToFileURL(resolve(name)).href));
  if (python === undefined) console.log(`pandas is skipped: ${whyNoPython}`);
  const all = [ours, ...peers, ...(python === undefined ? [] : [pythonImport(python, "pandas")])];
  const timings = await timeByTurns(all, 9);
  printTimings("first import", timings);
  const [{ processor }, ...others] = timings;
  for (const peer of others.slice(0, peers.length)) expect(processor).toBeLessThan(peer.processor / 3);
});
