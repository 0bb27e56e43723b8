import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { main } from "../../cli/command.js";

/** JupyterLab as `open-interest lab` starts it. */
export interface LabServer {
  /** Folder in which it serves notebooks. */
  readonly folder: string;
  /** Address of a notebook in that folder. */
  address(notebook: string): string;
  /** What the command and the server have written. */
  log(): string;
  /** Ends it as Ctrl-C does; the code with which the command ended. */
  stop(): Promise<number | null>;
}

/** A code cell by its text, or Markdown after `md:`. */
export type CellText = string;

/** Writes a notebook into a folder. */
export function writeNotebook(
  folder: string,
  name: string,
  cells: readonly CellText[],
  kernel = "open-interest",
): void {
  const kernelspec = { name: kernel, display_name: kernel, language: "typescript" };
  const written = cells.map((text, index) => {
    const common = { id: `cell-${index}`, metadata: {} };
    return text.startsWith("md:")
      ? { ...common, cell_type: "markdown", source: text.slice(3) }
      : { ...common, cell_type: "code", source: text, outputs: [], execution_count: null };
  });
  writeFileSync(
    join(folder, name),
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: written }),
  );
}

const token = "a-token-of-the-test";

/** Nothing is asked of the network, and nobody is asked whether it may be. */
const overrides = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/completer-extension:manager": { providerTimeout: 30_000 },
};

/** Starts it for a notebook, with none of the settings of whoever runs the tests. */
export async function startLab(python: string, notebook: string, cells: readonly CellText[]): Promise<LabServer> {
  const home = mkdtempSync(join(tmpdir(), "jupyterlab-"));
  const folder = join(home, "work");
  mkdirSync(join(home, "config", "labconfig"), { recursive: true });
  mkdirSync(folder);
  writeFileSync(join(home, "config", "labconfig", "default_setting_overrides.json"), JSON.stringify(overrides));
  writeNotebook(folder, notebook, cells);
  const port = await freePort();
  const args = [
    "--ServerApp.port_retries=0",
    `--IdentityProvider.token=${token}`,
    "--LabApp.extension_manager=readonly",
  ];
  const root = process.getuid?.() === 0 ? ["--allow-root"] : [];
  const command = ["lab", notebook, "--no-browser", "--python", python, "--port", String(port), "--", ...args, ...root];
  const child = spawn(process.execPath, [main, ...command], {
    cwd: folder,
    env: {
      ...process.env,
      HOME: home,
      JUPYTER_CONFIG_DIR: join(home, "config"),
      JUPYTER_DATA_DIR: join(home, "data"),
      JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
      JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
    },
    detached: true,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log += chunk;
    });
  }
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/api/status?token=${token}`, child, () => log);
  return {
    folder,
    address: (name) => `${url}/lab/tree/${name}?token=${token}`,
    log: () => log,
    stop: async () => {
      const ended = child.exitCode === null ? once(child, "exit") : [child.exitCode];
      if (child.exitCode === null) process.kill(-(child.pid as number), "SIGINT");
      const [code] = (await ended) as [number | null];
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
      return code;
    },
  };
}

async function untilAnswers(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`JupyterLab ended with ${child.exitCode}:\n${log()}`);
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await setTimeout(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
