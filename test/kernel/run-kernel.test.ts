import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";

// The kernel's process by itself, as Jupyter starts it.

const main = resolve(import.meta.dirname, "../../dist/kernel/main.js");
const folder = mkdtempSync(join(tmpdir(), "kernel-process-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) server.close();
  return ports;
}

async function connectionFile(): Promise<{ readonly path: string; readonly shell: number }> {
  const [shell_port, control_port, stdin_port, iopub_port, hb_port] = await freePorts(5);
  const path = join(folder, `${shell_port}.json`);
  const ports = { shell_port, control_port, stdin_port, iopub_port, hb_port };
  const shared = { transport: "tcp", ip: "127.0.0.1", key: "k", signature_scheme: "hmac-sha256" };
  writeFileSync(path, JSON.stringify({ ...shared, ...ports }));
  return { path, shell: shell_port as number };
}

async function sendNonsense(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    if (isOpen) {
      socket.on("error", () => {}).resume();
      socket.write("GET / HTTP/1.1\r\n\r\n".repeat(10));
      await once(socket, "close");
      return;
    }
    await wait(50);
  }
}

test("the kernel ends when asked to, also after those who read what it says are gone", async () => {
  const { path, shell } = await connectionFile();
  const child = spawn(process.execPath, [main, path], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  child.stdout.destroy();
  child.stderr.destroy();
  await sendNonsense(shell);
  await wait(300);
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

test.skipIf(process.platform !== "linux")(
  "the kernel and all it started end with the process that wanted it",
  async () => {
    const { path, shell } = await connectionFile();
    const parent = spawn(
      process.execPath,
      [
        "-e",
        `const child = require("node:child_process").spawn(process.execPath, [${JSON.stringify(main)}, ${JSON.stringify(path)}],
        { cwd: ${JSON.stringify(folder)}, stdio: "pipe", env: { ...process.env, JPY_PARENT_PID: String(process.pid) } });
      console.log(child.pid); setInterval(() => {}, 1000)`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const pid = Number(String((await once(parent.stdout, "data"))[0]));
    await sendNonsense(shell);
    const started = [pid, ...childrenOf(pid)];
    expect(started.length).toBeGreaterThan(1);
    parent.kill("SIGKILL");
    while (started.some(isAlive)) await wait(50);
  },
);

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
