import type { StartEngine } from "./front/engine-host.js";
import type { Front } from "./front/front.js";
import type { KernelSettings } from "./front/kernel-settings.js";
import { watchParent } from "./front/parent-watch.js";
import type { LanguageServer } from "./types/language-server.js";
import { readConnection } from "./wire/connection-file.js";
import { openSockets } from "./wire/sockets.js";

export interface KernelParts {
  readonly connectionFile: string;
  readonly settings: KernelSettings;
  readonly startEngine: StartEngine;
  readonly compiler: Promise<LanguageServer>;
  /** Id of the process that started this one. */
  readonly parent: number;
}

/** How long the kernel may take to say that it ends. */
const farewellMs = 3000;

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs the kernel that this process is, until a front end or a signal ends it.
 * @throws {Error} if the connection file says nothing that can be done
 */
export async function runKernel({
  connectionFile,
  settings,
  startEngine,
  compiler,
  parent,
}: KernelParts): Promise<void> {
  const heard: ((by: Front) => void)[] = [];
  const subscribed: Buffer[] = [];
  let front: Front | undefined;
  const hear = (act: (by: Front) => void): void => {
    if (front === undefined) heard.push(act);
    else act(front);
  };
  const connection = await readConnection(connectionFile);
  // A front end that finds nobody tries again a tenth of a second later, or two: so the sockets open before the rest is
  // loaded, and what they hear meanwhile waits.
  const [sockets, { createFront }, { startTypeService }] = await Promise.all([
    openSockets(connection, {
      onMessage: (channel, message) => hear((by) => by.receive(channel, message)),
      onSubscribe: (topic) => {
        if (front === undefined) subscribed.push(topic);
        else front.welcome(topic);
      },
      onRefused: (reason) => log(`kernel: ${reason}`),
    }),
    import("./front/front.js"),
    import("./types/start-type-service.js"),
  ]);
  const end = (code: number): void => {
    setTimeout(() => process.exit(code), farewellMs);
    void sockets.close().finally(() => process.exit(code));
  };
  const made = createFront({
    publish: sockets.publish,
    send: sockets.send,
    startEngine,
    types: startTypeService({ folder: process.cwd(), oi: settings.oi, compiler }),
    settings,
    subscribed,
    onShutdown: () => end(0),
    log,
  });
  const leave = (code: number) => (): void => {
    end(code);
    made.close();
  };
  process.on("SIGINT", made.interrupt);
  process.on("SIGTERM", leave(0));
  process.on("SIGHUP", leave(0));
  watchParent(parent, process.env, leave(1));
  // A mistake in the front must not take the names of a notebook with it.
  process.on("uncaughtException", (error) => log(`kernel: ${error.stack ?? error.message}`));
  front = made;
  for (const act of heard.splice(0)) act(made);
}
