import { type Listener, listen } from "./listener.js";
import type { Connection, KernelSockets, Message, RequestChannel, SocketListeners } from "./message.js";
import { decodeMessage, encodeMessage } from "./messages.js";
import type { PeerKind, PeerListeners } from "./peer.js";
import { Publisher, publisherKind } from "./publisher.js";
import { Router, routerKind } from "./router.js";
import { macOf } from "./signature.js";
import { untilDrained } from "./until-drained.js";
import { encodeFrames } from "./zmtp-frames.js";

const requestChannels: readonly RequestChannel[] = ["shell", "control", "stdin"];
const channels = [...requestChannels, "iopub", "hb"] as const;
type Channel = (typeof channels)[number];

/**
 * Opens the five sockets of a kernel: shell, control and stdin as ROUTER, iopub as XPUB, and a heartbeat that echoes.
 * @throws {Error} if an address cannot be used, or the signature scheme is unknown
 */
export async function openSockets(connection: Connection, listeners: SocketListeners): Promise<KernelSockets> {
  const mac = macOf(connection.key, connection.signature_scheme);
  const drains = new Set<() => void>();
  const common = (channel: Channel): Pick<PeerListeners, "onRefused" | "onProgress"> => ({
    onRefused: (reason) => listeners.onRefused(`${channel}: ${reason}`),
    onProgress: () => {
      for (const drain of drains) drain();
    },
  });
  const routers = { shell: new Router(), control: new Router(), stdin: new Router() };
  const routerListeners = (channel: RequestChannel): PeerListeners => ({
    ...common(channel),
    onReady: (peer) => routers[channel].add(peer),
    onMessage: (peer, frames) => listeners.onMessage(channel, decodeMessage([peer.identity, ...frames], mac)),
    onClose: (peer) => routers[channel].remove(peer),
  });
  const publisher = new Publisher(listeners.onSubscribe);
  const peerListeners: Record<Channel, PeerListeners> = {
    shell: routerListeners("shell"),
    control: routerListeners("control"),
    stdin: routerListeners("stdin"),
    iopub: {
      ...common("iopub"),
      onMessage: (peer, frames) => publisher.message(peer, frames),
      onCommand: (peer, command) => publisher.command(peer, command),
      onClose: (peer) => publisher.remove(peer),
    },
    hb: { ...common("hb"), onMessage: (peer, frames) => peer.send(encodeFrames(frames)) },
  };
  const open = await listenAtAll(connection, peerListeners);
  const frames = (message: Message): Buffer[] => encodeMessage(message, mac);
  return {
    connection: { ...connection, ...open.ports },
    send: (channel, message) => routers[channel].send(frames(message)),
    publish: (message) => publisher.publish(message.identities[0] ?? anyTopic, () => frames(message)),
    drained: () => untilDrained(() => open.listeners.flatMap(({ peers }) => [...peers]), drains),
    close: async (lingerMs = 1000) => {
      await Promise.all(open.listeners.map((listener) => listener.close(lingerMs)));
    },
  };
}

/** A message without a topic begins with the delimiter, which is its topic then. */
const anyTopic = Buffer.from("<IDS|MSG>");

interface OpenListeners {
  readonly listeners: readonly Listener[];
  readonly ports: Readonly<Record<`${Channel}_port`, number>>;
}

async function listenAtAll(
  connection: Connection,
  peerListeners: Record<Channel, PeerListeners>,
): Promise<OpenListeners> {
  const kindOf = (channel: Channel): PeerKind => (channel === "iopub" ? publisherKind : routerKind);
  const started = await Promise.allSettled(
    channels.map((channel) =>
      listen(connection, connection[`${channel}_port`], kindOf(channel), peerListeners[channel]),
    ),
  );
  const listeners = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = started.findIndex(({ status }) => status === "rejected");
  if (failed !== -1) {
    await Promise.all(listeners.map((listener) => listener.close(0)));
    const { message } = (started[failed] as PromiseRejectedResult).reason as Error;
    throw new Error(`openSockets: ${channels[failed]}: ${message}`);
  }
  const ports = Object.fromEntries(channels.map((channel, index) => [`${channel}_port`, listeners[index]?.port]));
  return { listeners, ports: ports as OpenListeners["ports"] };
}
