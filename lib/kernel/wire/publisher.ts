import type { Peer, PeerKind } from "./peer.js";
import type { Command } from "./zmtp-commands.js";
import { encodeFrames } from "./zmtp-frames.js";

/** Kind of the socket on which is published. */
export const publisherKind: PeerKind = { socketType: "XPUB", accepts: ["SUB", "XSUB"] };

/** Peers by what they have subscribed to: the beginnings of topics. */
export class Publisher {
  private readonly topics = new Map<Peer, Map<string, Buffer>>();

  constructor(private readonly onSubscribe: (topic: Buffer) => void) {}

  remove(peer: Peer): void {
    this.topics.delete(peer);
  }

  /** Takes a message of a peer of ZMTP 3.0: 1 and a topic to subscribe, 0 and a topic to cancel. */
  message(peer: Peer, [frame]: readonly Buffer[]): void {
    if (frame?.[0] === 1) this.subscribe(peer, frame.subarray(1));
    else if (frame?.[0] === 0) this.cancel(peer, frame.subarray(1));
  }

  /** Takes a command of a peer of ZMTP 3.1. */
  command(peer: Peer, { name, data }: Command): void {
    if (name === "SUBSCRIBE") this.subscribe(peer, data);
    else if (name === "CANCEL") this.cancel(peer, data);
  }

  /** Sends frames, of which the first is the topic; `frames` is called only if somebody wants them. */
  publish(topic: Buffer, frames: () => readonly Buffer[]): void {
    let pieces: readonly Buffer[] | undefined;
    for (const [peer, topics] of this.topics) {
      if (!wants(topics, topic)) continue;
      pieces ??= encodeFrames(frames());
      peer.send(pieces);
    }
  }

  private subscribe(peer: Peer, topic: Buffer): void {
    const topics = this.topics.get(peer) ?? new Map<string, Buffer>();
    this.topics.set(peer, topics);
    // Copied: it stays, and would keep all that came with it.
    topics.set(topic.toString("latin1"), Buffer.from(topic));
    this.onSubscribe(topic);
  }

  private cancel(peer: Peer, topic: Buffer): void {
    this.topics.get(peer)?.delete(topic.toString("latin1"));
  }
}

function wants(topics: ReadonlyMap<string, Buffer>, topic: Buffer): boolean {
  if (topics.has("")) return true;
  for (const prefix of topics.values()) {
    if (prefix.length <= topic.length && prefix.equals(topic.subarray(0, prefix.length))) return true;
  }
  return false;
}
