import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Connection, KernelSockets, Message, RequestChannel } from "../../../lib/kernel/wire/message.js";
import { openSockets } from "../../../lib/kernel/wire/sockets.js";

/** Any free ports of this machine, and a key. */
export const anywhere: Connection = {
  transport: "tcp",
  ip: "127.0.0.1",
  shell_port: 0,
  control_port: 0,
  stdin_port: 0,
  iopub_port: 0,
  hb_port: 0,
  key: "a-key",
  signature_scheme: "hmac-sha256",
};

/** Sockets with all that they told. */
export interface Recorded {
  readonly sockets: KernelSockets;
  readonly messages: (readonly [RequestChannel, Message])[];
  readonly topics: string[];
  readonly refusals: string[];
}

/** Opens sockets that record what comes and, if asked, do something with it. */
export async function record(
  connection: Partial<Connection> = {},
  { onMessage, onSubscribe }: { onMessage?: (message: Message) => void; onSubscribe?: (topic: string) => void } = {},
): Promise<Recorded> {
  const messages: Recorded["messages"] = [];
  const topics: string[] = [];
  const refusals: string[] = [];
  const sockets = await openSockets(
    { ...anywhere, ...connection },
    {
      onMessage: (channel, message) => {
        messages.push([channel, message]);
        onMessage?.(message);
      },
      onSubscribe: (topic) => {
        topics.push(topic.toString());
        onSubscribe?.(topic.toString());
      },
      onRefused: (reason) => refusals.push(reason),
    },
  );
  return { sockets, messages, topics, refusals };
}

/** As `record`, closed after the test. */
export async function opened(...options: Parameters<typeof record>): Promise<Recorded> {
  const recorded = await record(...options);
  onTestFinished(() => recorded.sockets.close(0));
  return recorded;
}

/** Bytes written as in the protocol's documents: pairs of digits, and text between quotes. */
export function bytes(written: string): Buffer {
  const parts = written.match(/'[^']*'|[0-9a-f]{2}/g) ?? [];
  return Buffer.concat(
    parts.map((part) => (part[0] === "'" ? Buffer.from(part.slice(1, -1)) : Buffer.from(part, "hex"))),
  );
}

// RFC 23: signature, version, mechanism, as-server, filler.
export const greetingOf = (minor: "00" | "01"): Buffer =>
  bytes(`ff 00 00 00 00 00 00 00 01 7f 03 ${minor} 'NULL' ${"00 ".repeat(16)} 00 ${"00 ".repeat(31)}`);

/** READY of a peer, as the RFC writes it: command, size, name, properties with lengths of 1 and 4 bytes. */
export function readyOf(type: string, identity: string): Buffer {
  const size = (text: string): string => text.length.toString(16).padStart(2, "0");
  const body = bytes(
    `05 'READY' 0b 'Socket-Type' 00 00 00 ${size(type)} '${type}' 08 'Identity' 00 00 00 ${size(identity)} '${identity}'`,
  );
  return Buffer.concat([Buffer.of(0x04, body.length), body]);
}

/** A peer that writes the bytes it is told and keeps those that come. */
export interface RawClient {
  readonly socket: Socket;
  write(written: string | Buffer): void;
  /** What came, when it has reached a length. */
  received(length: number): Promise<Buffer>;
  readonly closed: Promise<unknown>;
}

/** Connects, and shakes hands if told as what. */
export async function rawClient(port: number, type?: string, identity = ""): Promise<RawClient> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  let length = 0;
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  socket.on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await once(socket, "connect");
  const client: RawClient = {
    socket,
    write: (written) => void socket.write(typeof written === "string" ? bytes(written) : written),
    received: async (atLeast) => {
      const early = closed.then(() => {
        if (length < atLeast) throw new Error(`closed after ${length} of ${atLeast} bytes`);
      });
      while (length < atLeast) await Promise.race([once(socket, "data"), early]);
      early.catch(() => {});
      return Buffer.concat(chunks);
    },
    closed,
  };
  if (type === undefined) return client;
  client.write(greetingOf("00"));
  client.write(readyOf(type, identity));
  return client;
}

/** Resolves when something has become true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}

// RFC 23 for a ROUTER: READY of 0x29 bytes with an identity that is empty.
const routerReady = "04 29 05 'READY' 0b 'Socket-Type' 00 00 00 06 'ROUTER' 08 'Identity' 00 00 00 00";
/** What a ROUTER sends first. */
export const fromUs = Buffer.concat([
  bytes(`ff 00 00 00 00 00 00 00 00 7f 03 00 'NULL' ${"00 ".repeat(48)}`),
  bytes(routerReady),
]);

/** Frames without signatures, each shorter than 256 bytes, as RFC 23 writes them. */
export function written(...frames: readonly string[]): Buffer {
  return Buffer.concat(
    frames.map((frame, index) =>
      Buffer.concat([Buffer.of(index < frames.length - 1 ? 1 : 0, frame.length), Buffer.from(frame)]),
    ),
  );
}

/** A request of another front end. */
export const request = ["<IDS|MSG>", "", '{"msg_id":"1","msg_type":"kernel_info_request"}', "{}", "{}", "{}"];
