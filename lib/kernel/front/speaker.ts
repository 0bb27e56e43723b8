import { randomUUID } from "node:crypto";
import type { Message, RequestChannel } from "../wire/message.js";
import { newMessage } from "../wire/new-message.js";
import type { Content } from "./content-fields.js";

/** A message of a front end that the kernel deals with. */
export interface Request {
  readonly number: number;
  readonly channel: RequestChannel;
  readonly message: Message;
}

export interface SpeakerParts {
  readonly publish: (message: Message) => void;
  readonly send: (channel: RequestChannel, message: Message) => void;
}

export type KernelState = "starting" | "busy" | "idle";

interface Extras {
  readonly metadata?: Content;
  readonly buffers?: readonly Buffer[];
}

/** Puts what the kernel says into messages. */
export interface Speaker {
  /** Tells all front ends, as belonging to a message of one of them. */
  publish(type: string, content: Content, parent?: Message, extras?: Extras): void;
  /** Tells a front end that it is now heard by. */
  welcome(topic: Buffer): void;
  status(state: KernelState, parent?: Message): void;
  reply(request: Request, content: Content, metadata?: Content): void;
  /** Asks the front end that sent a message for a line of text. */
  ask(parent: Message, content: Content): void;
}

/** A speaker with a session of its own. */
export function speaker({ publish, send }: SpeakerParts): Speaker {
  const session = randomUUID();
  const tell: Speaker["publish"] = (type, content, parent, extras) =>
    publish(newMessage(type, content, { session, parent, topic: `kernel.${session}.${type}`, ...extras }));
  return {
    publish: tell,
    welcome: (topic) => {
      const welcome = newMessage("iopub_welcome", { subscription: topic.toString() }, { session });
      // Nothing stands before the message where all is asked for.
      publish({ ...welcome, identities: topic.length === 0 ? [] : [topic] });
    },
    status: (state, parent) => tell("status", { execution_state: state }, parent),
    reply: ({ channel, message }, content, metadata) => {
      const type = message.header.msg_type.replace(/_request$/, "_reply");
      send(channel, newMessage(type, content, { session, parent: message, ...(metadata && { metadata }) }));
    },
    ask: (parent, content) => send("stdin", newMessage("input_request", content, { session, parent })),
  };
}
