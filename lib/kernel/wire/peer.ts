import type { Socket } from "node:net";
import { ByteQueue } from "./byte-queue.js";
import { Outgoing } from "./outgoing.js";
import { RefusedError } from "./refused-error.js";
import { type Command, decodeCommand, decodeProperties, encodeCommand, encodeReady } from "./zmtp-commands.js";
import { type Frame, frameReader } from "./zmtp-frames.js";
import { greeting, takeGreeting } from "./zmtp-greeting.js";

/** Who connects and says nothing has this long, as with libzmq. */
const handshakeMs = 30_000;

/** A peer for which more than this waits and which takes nothing for `deadMs` is dead. */
const deadBytes = 2 ** 28;
const deadMs = 10_000;

/** Which kind of socket speaks with the peer. */
export interface PeerKind {
  /** `ROUTER` or `XPUB`. */
  readonly socketType: string;
  /** Kinds that may connect to it. */
  readonly accepts: readonly string[];
}

/** What a peer does. */
export interface PeerListeners {
  /** The handshake is done. */
  readonly onReady?: (peer: Peer) => void;
  /** All frames of one message. A `RefusedError` that it throws is told, and the peer kept. */
  readonly onMessage: (peer: Peer, frames: readonly Buffer[]) => void;
  readonly onCommand?: (peer: Peer, command: Command) => void;
  readonly onClose?: (peer: Peer) => void;
  /** What came and cannot be taken; tells the peer in words. */
  readonly onRefused: (reason: string) => void;
  /** The peer has taken a part of what waited for it. */
  readonly onProgress: () => void;
}

/** The other end of a connection, which speaks ZMTP 3.0 or 3.1. */
export class Peer {
  /** As given by the peer, empty if it gave none. */
  identity: Buffer = Buffer.alloc(0);
  readonly outgoing: Outgoing;
  private readonly bytes = new ByteQueue();
  private readonly nextFrame = frameReader(this.bytes);
  private readonly address: string;
  private readonly handshakeTimer: NodeJS.Timeout;
  private state: "greeting" | "handshake" | "ready" | "closed" = "greeting";
  private frames: Buffer[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly kind: PeerKind,
    private readonly listeners: PeerListeners,
  ) {
    const { remoteAddress, remotePort } = socket;
    this.address = remoteAddress === undefined ? "a local socket" : `${remoteAddress}:${remotePort}`;
    this.outgoing = new Outgoing(socket, listeners.onProgress);
    this.handshakeTimer = setTimeout(() => {
      this.refuse(new RefusedError(`no handshake within ${handshakeMs / 1000} s`));
    }, handshakeMs).unref();
    socket.setNoDelay(true);
    // So that a peer is noticed whose machine is gone.
    socket.setKeepAlive(true, 30_000);
    socket.on("data", (chunk) => this.receive(chunk));
    // A connection that breaks is closed then, which is all that is to be known.
    socket.on("error", () => {});
    socket.on("close", () => this.leave());
    this.outgoing.push([greeting]);
  }

  private get isReady(): boolean {
    return this.state === "ready";
  }

  /** Sends pieces that together are whole frames of one message. */
  send(pieces: readonly Buffer[]): void {
    if (this.state === "closed") return;
    if (this.outgoing.waitingBytes > deadBytes && this.outgoing.stalledMs() > deadMs) {
      this.refuse(new RefusedError(`reads nothing, and ${this.outgoing.waitingBytes} bytes wait; closed`));
      return;
    }
    this.outgoing.push(pieces);
  }

  /** Takes no more from the peer, and closes when it has what waits for it, or after a time. */
  finish(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.destroy(), Math.max(0, ms));
      this.socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      if (this.isReady) this.outgoing.end();
      else this.destroy();
      // What still comes is read all the same: a socket with unread bytes is reset, and the peer loses what is on its way.
      this.leave();
    });
  }

  destroy(): void {
    this.leave();
    this.socket.destroy();
  }

  private leave(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    clearTimeout(this.handshakeTimer);
    this.frames = [];
    this.listeners.onClose?.(this);
    // Who waited for this peer to read waits no longer.
    this.listeners.onProgress();
  }

  private refuse(error: RefusedError): void {
    this.listeners.onRefused(`${error.message}; from ${this.address}`);
    this.destroy();
  }

  private receive(chunk: Buffer): void {
    if (this.state === "closed") return;
    this.bytes.push(chunk);
    try {
      this.read();
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.refuse(error);
    }
  }

  private read(): void {
    if (this.state === "greeting") {
      if (!takeGreeting(this.bytes)) return;
      this.state = "handshake";
      const properties = { "Socket-Type": Buffer.from(this.kind.socketType), Identity: Buffer.alloc(0) };
      this.outgoing.push([encodeReady(properties)]);
    }
    for (let frame = this.nextFrame(); frame !== undefined; frame = this.nextFrame()) {
      if (frame.command) this.command(decodeCommand(frame.body));
      else this.frame(frame);
      // A listener, or a command, may have closed it.
      if ((this.state as string) === "closed") return;
    }
  }

  private frame({ body, more }: Frame): void {
    if (this.state === "handshake") throw new RefusedError("a message before READY");
    this.frames.push(body);
    if (more) return;
    const message = this.frames;
    this.frames = [];
    try {
      this.listeners.onMessage(this, message);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.listeners.onRefused(`${error.message}; from ${this.address}`);
    }
  }

  private command(command: Command): void {
    if (command.name === "ERROR") {
      throw new RefusedError(`peer says ${JSON.stringify(command.data.toString("latin1", 1, 200))}`);
    }
    if (this.state === "handshake") this.ready(command);
    // PING has a time to live of two bytes, then a context that PONG takes back.
    else if (command.name === "PING") this.send([encodeCommand("PONG", command.data.subarray(2))]);
    else this.listeners.onCommand?.(this, command);
  }

  private ready({ name, data }: Command): void {
    if (name !== "READY") throw new RefusedError(`${JSON.stringify(name)} before READY`);
    const properties = decodeProperties(data);
    const type = properties.get("socket-type")?.toString("latin1") ?? "";
    if (!this.kind.accepts.includes(type)) {
      const expected = this.kind.accepts.join(", ");
      throw new RefusedError(`socket of type ${JSON.stringify(type)}; expected ${expected}`);
    }
    const identity = properties.get("identity") ?? this.identity;
    if (identity.length > 255) throw new RefusedError(`identity of ${identity.length} bytes; at most 255`);
    // Copied: it stays, and would keep all that came with it.
    this.identity = Buffer.from(identity);
    this.state = "ready";
    clearTimeout(this.handshakeTimer);
    this.listeners.onReady?.(this);
  }
}
