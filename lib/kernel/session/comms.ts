import { randomUUID } from "node:crypto";
import type { Comm, CommHost, CommSendOptions } from "../../notebook/display-host.js";
import type { CommMessage } from "../engine/engine-messages.js";

type Data = Readonly<Record<string, unknown>>;

/** The comms of a session: those that are open, and who takes new ones. */
export interface Comms {
  readonly host: CommHost;
  /** Hands a message of the front end to who listens for it; throws what a listener throws. */
  receive(message: CommMessage): Promise<void>;
  /** True while a message may come that someone waits for. */
  readonly isAny: boolean;
}

interface OpenComm {
  readonly comm: Comm;
  readonly messageListeners: Parameters<Comm["onMessage"]>[0][];
  readonly closeListeners: Parameters<Comm["onClose"]>[0][];
}

/** No comms yet. @param send sends to the front end */
export function createComms(send: (message: CommMessage) => void): Comms {
  const open = new Map<string, OpenComm>();
  const targets = new Map<string, Parameters<CommHost["register"]>[1]>();

  function tell(type: CommMessage["type"], commId: string, data: Data, options: CommSendOptions = {}): void {
    send({ type, commId, data, metadata: options.metadata ?? {}, buffers: options.buffers ?? [] });
  }

  function add(id: string, target: string): OpenComm {
    const messageListeners: OpenComm["messageListeners"] = [];
    const closeListeners: OpenComm["closeListeners"] = [];
    const comm: Comm = {
      id,
      target,
      send: (data, options) => {
        if (!open.has(id)) throw new Error(`comm.send: the comm of "${target}" is closed; open a new one`);
        tell("comm_msg", id, data, options);
      },
      close: (data = {}) => {
        if (open.delete(id)) tell("comm_close", id, data);
      },
      onMessage: (listener) => {
        messageListeners.push(listener);
      },
      onClose: (listener) => {
        closeListeners.push(listener);
      },
    };
    const opened = { comm, messageListeners, closeListeners };
    open.set(id, opened);
    return opened;
  }

  async function receiveOpen({ commId, target = "", data }: CommMessage): Promise<void> {
    const onOpen = targets.get(target);
    if (onOpen === undefined) {
      tell("comm_close", commId, {});
      return;
    }
    const { comm } = add(commId, target);
    try {
      await onOpen(comm, data);
    } catch (thrown) {
      comm.close();
      throw thrown;
    }
  }

  return {
    host: {
      open: (target, data = {}, options = {}) => {
        const { comm } = add(randomUUID().replaceAll("-", ""), target);
        const { metadata = {}, buffers = [] } = options;
        send({ type: "comm_open", commId: comm.id, target, data, metadata, buffers });
        return comm;
      },
      register: (target, onOpen) => {
        targets.set(target, onOpen);
      },
    },
    receive: async (message) => {
      if (message.type === "comm_open") return receiveOpen(message);
      const opened = open.get(message.commId);
      if (opened === undefined) return;
      if (message.type === "comm_close") {
        open.delete(message.commId);
        for (const listener of opened.closeListeners) await listener(message.data);
        return;
      }
      for (const listener of opened.messageListeners) await listener(message.data, message.buffers);
    },
    get isAny() {
      return open.size > 0 || targets.size > 0;
    },
  };
}
