import type { Message } from "./message.js";

/** Version of the Jupyter protocol that the kernel speaks. */
export const protocolVersion = "5.4";

/** What a new message says beside its type and its content. */
export interface NewMessageOptions {
  /** Of the kernel: new for each start. */
  readonly session: string;
  /** Message that this one answers or belongs to. Its routing prefix is taken over unless `topic` is given. */
  readonly parent?: Message | undefined;
  /** Topic of a message that is published, such as `stream`. */
  readonly topic?: string;
  /** By default `kernel`. */
  readonly username?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly Buffer[];
}

let count = 0;

/** A message of the kernel: a reply, a request for input, or something to publish. */
export function newMessage(
  type: string,
  content: Readonly<Record<string, unknown>>,
  { session, parent, topic, username = "kernel", metadata = {}, buffers = [] }: NewMessageOptions,
): Message {
  return {
    identities: topic === undefined ? (parent?.identities ?? []) : [Buffer.from(topic)],
    header: {
      // A session is of one process, so that a number is enough to tell its messages apart.
      msg_id: `${session}_${process.pid}_${count++}`,
      session,
      username,
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    },
    parentHeader: parent?.header ?? {},
    metadata,
    content,
    buffers,
  };
}
