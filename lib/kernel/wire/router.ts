import { randomBytes } from "node:crypto";
import type { Peer, PeerKind } from "./peer.js";
import { encodeFrames } from "./zmtp-frames.js";

/** Kind of the sockets on which each peer is answered by its name. */
export const routerKind: PeerKind = { socketType: "ROUTER", accepts: ["DEALER", "REQ", "ROUTER"] };

/** Peers by their identity. */
export class Router {
  private readonly peers = new Map<string, Peer>();

  /** Takes a peer. One that comes back under its name replaces what it was before, whose connection may hang. */
  add(peer: Peer): void {
    // Identities that begin with 0 are those that the router gives.
    if (peer.identity.length === 0 || peer.identity[0] === 0) peer.identity = this.newIdentity();
    const key = keyOf(peer.identity);
    const former = this.peers.get(key);
    this.peers.set(key, peer);
    former?.destroy();
  }

  remove(peer: Peer): void {
    const key = keyOf(peer.identity);
    if (this.peers.get(key) === peer) this.peers.delete(key);
  }

  /** Sends frames, of which the first names the peer and stays here. */
  send([identity, ...frames]: readonly Buffer[]): void {
    if (identity !== undefined) this.peers.get(keyOf(identity))?.send(encodeFrames(frames));
  }

  private newIdentity(): Buffer {
    const identity = Buffer.concat([Buffer.of(0), randomBytes(4)]);
    return this.peers.has(keyOf(identity)) ? this.newIdentity() : identity;
  }
}

const keyOf = (identity: Buffer): string => identity.toString("latin1");
