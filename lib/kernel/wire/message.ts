/** Header of a Jupyter message (protocol 5.4); further fields of a front end are kept. */
export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  /** ISO 8601. */
  readonly date: string;
  readonly msg_type: string;
  /** Version of the protocol. */
  readonly version: string;
}

/** A message of the Jupyter protocol, on any channel. */
export interface Message {
  /** Routing prefix of a request, which its reply takes back; topic of what is published. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  /** Header of the message that this one answers or belongs to; empty if there is none. */
  readonly parentHeader: Header | Record<string, never>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
  /** Bytes that follow the message, such as those of a widget. */
  readonly buffers: readonly Buffer[];
}

/** Channels on which a front end sends. */
export type RequestChannel = "shell" | "control" | "stdin";

/** What the file that a front end writes for a kernel says: where to listen, and the key that signs messages. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  /** Address to listen at; for `ipc` the beginning of the paths. */
  readonly ip: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly iopub_port: number;
  readonly hb_port: number;
  /** Empty for messages without signatures. */
  readonly key: string;
  readonly signature_scheme: string;
}

/** What happens on the sockets. */
export interface SocketListeners {
  /** A message whose signature is right. */
  readonly onMessage: (channel: RequestChannel, message: Message) => void;
  /** A front end has asked for what is published under a topic, "" for all. */
  readonly onSubscribe: (topic: Buffer) => void;
  /** What came and cannot be taken: a wrong signature, no JSON, a broken frame. */
  readonly onRefused: (reason: string) => void;
}

/** The five sockets of a kernel, listening. The heartbeat answers by itself. */
export interface KernelSockets {
  /** Where they listen: what was asked, with the ports that the system chose where 0 was asked. */
  readonly connection: Connection;
  /** Sends to the front end that a message names in `identities`; nothing is sent if that one is gone. */
  send(channel: RequestChannel, message: Message): void;
  /** Sends to all who have subscribed. */
  publish(message: Message): void;
  /**
   * Resolves when more may be sent: at once, unless front ends that read have much waiting for them. Who sends large or
   * endless output waits for it, so that a slow front end loses nothing and memory stays bounded.
   */
  drained(): Promise<void>;
  /** Resolves when what was sent has left this process, then closes; waits at most `lingerMs`, by default 1000. */
  close(lingerMs?: number): Promise<void>;
}
