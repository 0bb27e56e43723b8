import { startEngine } from "./engine/start-engine.js";
import { createFront } from "./front/front.js";
import { kernelSettings } from "./front/kernel-settings.js";
import { watchParent } from "./front/parent-watch.js";
import { startTypeService } from "./types/start-type-service.js";
import { readConnection } from "./wire/connection-file.js";
import type { KernelSockets } from "./wire/message.js";
import { openSockets } from "./wire/sockets.js";

// The script that Jupyter starts: `main.js <connection file> [--types error|warn|off] [--no-oi]`.

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function main(): Promise<void> {
  const { connectionFile, settings } = kernelSettings(process.argv.slice(2), process.env);
  let sockets: KernelSockets | undefined;
  const early: ((opened: KernelSockets) => void)[] = [];
  /** A front end may be heard on one socket before the others are open. */
  const say = (act: (opened: KernelSockets) => void): void => {
    if (sockets === undefined) early.push(act);
    else act(sockets);
  };
  const end = async (code: number): Promise<void> => {
    await sockets?.close();
    process.exit(code);
  };
  const connection = await readConnection(connectionFile);
  // Before there are sockets, and meanwhile: the engine takes longest.
  const front = createFront({
    publish: (message) => say((opened) => opened.publish(message)),
    send: (channel, message) => say((opened) => opened.send(channel, message)),
    startEngine: (listeners) =>
      startEngine({
        cwd: process.cwd(),
        settings: { checksTypes: settings.types !== "off", hasLibrary: settings.oi },
        ...listeners,
      }),
    types: startTypeService({ folder: process.cwd(), oi: settings.oi }),
    settings,
    onShutdown: () => void end(0),
    log,
  });
  const leave = (code: number) => (): void => {
    front.close();
    void end(code);
  };
  process.on("SIGINT", front.interrupt);
  process.on("SIGTERM", leave(0));
  process.on("SIGHUP", leave(0));
  watchParent(process.env, leave(1));
  // A mistake in the front must not take the names of a notebook with it.
  process.on("uncaughtException", (error) => log(`kernel: ${error.stack ?? error.message}`));
  try {
    sockets = await openSockets(connection, {
      onMessage: front.receive,
      onSubscribe: front.welcome,
      onRefused: (reason) => log(`kernel: ${reason}`),
    });
    for (const act of early.splice(0)) act(sockets);
  } catch (error) {
    front.close();
    throw error;
  }
}

main().catch((error: Error) => {
  log(error.message);
  process.exit(1);
});
