import type { StartEngine } from "./front/engine-host.js";
import { createFront } from "./front/front.js";
import type { KernelSettings } from "./front/kernel-settings.js";
import { watchParent } from "./front/parent-watch.js";
import type { LanguageServer } from "./types/language-server.js";
import { startTypeService } from "./types/start-type-service.js";
import { readConnection } from "./wire/connection-file.js";
import type { KernelSockets } from "./wire/message.js";
import { openSockets } from "./wire/sockets.js";

export interface KernelParts {
  readonly connectionFile: string;
  readonly settings: KernelSettings;
  readonly startEngine: StartEngine;
  readonly compiler: Promise<LanguageServer>;
}

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs the kernel that this process is, until a front end or a signal ends it.
 * @throws {Error} if the connection file says nothing that can be done
 */
export async function runKernel({ connectionFile, settings, startEngine, compiler }: KernelParts): Promise<void> {
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
  const front = createFront({
    publish: (message) => say((opened) => opened.publish(message)),
    send: (channel, message) => say((opened) => opened.send(channel, message)),
    startEngine,
    types: startTypeService({ folder: process.cwd(), oi: settings.oi, compiler }),
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
