import { startEngine } from "./engine/start-engine.js";
import { earlyEngine } from "./front/early-engine.js";
import { kernelSettings } from "./front/kernel-settings.js";
import { startLanguageServer } from "./types/language-server.js";

// The script that Jupyter starts: `main.js <connection file> [--types error|warn|off] [--no-oi]`. The processes that it
// needs take longest to start, so that they do before this one loads the rest.

// Who read them may be gone, and to say so there would fail again, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** It may be gone before the rest is loaded. */
const parent = process.ppid;

async function main(): Promise<void> {
  const { connectionFile, settings } = kernelSettings(process.argv.slice(2), process.env);
  const cwd = process.cwd();
  const engineSettings = { checksTypes: settings.types !== "off", hasLibrary: settings.oi };
  const engine = earlyEngine((listeners) => startEngine({ cwd, settings: engineSettings, ...listeners }));
  const compiler = startLanguageServer(cwd);
  // What is wrong with it is told by those who wait for it.
  compiler.catch(() => {});
  const { runKernel } = await import("./run-kernel.js");
  await runKernel({ connectionFile, settings, startEngine: engine, compiler, parent });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
