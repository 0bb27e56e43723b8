import { lstatSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { Connection } from "./message.js";
import { Peer, type PeerKind, type PeerListeners } from "./peer.js";

/** Paths of sockets are cut by the system beyond this, without a word. */
const maxPathBytes = process.platform === "darwin" ? 103 : 107;

/** A socket that listens, and those who have connected to it. */
export interface Listener {
  /** Where it listens: the port that the system chose, if 0 was asked. */
  readonly port: number;
  readonly peers: ReadonlySet<Peer>;
  /** Takes no more peers and closes those there are when they have got what waits for them, or at a time limit. */
  close(lingerMs: number): Promise<void>;
}

/**
 * Listens for peers.
 * @throws {Error} if the address cannot be used
 */
export async function listen(
  { transport, ip }: Pick<Connection, "transport" | "ip">,
  port: number,
  kind: PeerKind,
  listeners: PeerListeners,
): Promise<Listener> {
  const peers = new Set<Peer>();
  const server = createServer((socket) => {
    const peer = new Peer(socket, kind, {
      ...listeners,
      onClose: () => {
        peers.delete(peer);
        listeners.onClose?.(peer);
      },
    });
    peers.add(peer);
  });
  await opened(
    server,
    transport === "tcp" ? { host: ip === "*" ? "0.0.0.0" : ip, port } : { path: socketPath(`${ip}-${port}`) },
  );
  const address = server.address() as AddressInfo | string;
  return {
    port: typeof address === "string" ? port : address.port,
    peers,
    close: async (lingerMs) => {
      server.close();
      const end = performance.now() + lingerMs;
      await Promise.all([...peers].map((peer) => peer.finish(end - performance.now())));
    },
  };
}

function opened(server: Server, place: { host: string; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code }: NodeJS.ErrnoException) => {
      const where = "path" in place ? place.path : `${place.host}:${place.port}`;
      reject(
        new Error(`cannot listen at ${where} (${code}); is another kernel there, or the address not of this machine?`),
      );
    });
    server.listen(place, () => {
      // A later error concerns one connection that was not accepted; the others go on.
      server.removeAllListeners("error").on("error", () => {});
      resolve();
    });
  });
}

/** A path for a socket, freed from one that a kernel left behind. */
function socketPath(path: string): string {
  const length = Buffer.byteLength(path);
  if (length > maxPathBytes) {
    throw new Error(
      `socket path of ${length} bytes, ${path}; at most ${maxPathBytes}: choose a shorter runtime folder`,
    );
  }
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket()) rmSync(path);
  return path;
}
