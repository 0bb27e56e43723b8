import type { CommMessage, EngineEvent, EngineOrder } from "../engine/engine-messages.js";
import { type Content, objectField, textField } from "./content-fields.js";
import type { RequestOutputs } from "./request-outputs.js";
import type { Request, Speaker } from "./speaker.js";

export interface OpenCommsParts {
  readonly speaker: Speaker;
  readonly outputs: RequestOutputs;
  readonly order: (order: EngineOrder) => void;
  /** Called when a message of a front end has been dealt with. */
  readonly onHandled: (request: Request) => void;
}

/** Comms between front ends and cells, which pass through here. */
export interface OpenComms {
  /** Takes `comm_open`, `comm_msg` or `comm_close` of a front end. */
  receive(request: Request): void;
  /** Takes a comm message of the engine. */
  publish(event: Extract<EngineEvent, { type: "comm" }>): void;
  handled(request: number): void;
  /** Content of `comm_info_reply`: those of a target, or all. */
  info(content: Content): Content;
  /** The process that had the other ends is gone. */
  closeAll(): void;
}

/** No comms yet. */
export function openComms({ speaker, outputs, order, onHandled }: OpenCommsParts): OpenComms {
  const targets = new Map<string, string>();
  const pending = new Map<number, Request>();

  function note({ type, commId, target = "" }: CommMessage): void {
    if (type === "comm_open") targets.set(commId, target);
    if (type === "comm_close") targets.delete(commId);
  }

  function receive(request: Request): void {
    const { content, metadata, buffers, header } = request.message;
    const commId = textField(content, "comm_id");
    speaker.status("busy", request.message);
    if (commId === undefined) {
      onHandled(request);
      return;
    }
    const target = textField(content, "target_name");
    const message: CommMessage = {
      type: header.msg_type as CommMessage["type"],
      commId,
      ...(target !== undefined && { target }),
      data: objectField(content, "data"),
      metadata,
      buffers,
    };
    note(message);
    pending.set(request.number, request);
    outputs.open(request);
    order({ type: "comm", request: request.number, message });
  }

  return {
    receive,
    publish: ({ request, message }) => {
      note(message);
      outputs.flush();
      const { type, commId, target, data, metadata, buffers } = message;
      const content = { comm_id: commId, ...(type === "comm_open" && { target_name: target ?? "" }), data };
      const bytes = buffers.map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength));
      speaker.publish(type, content, outputs.message(request), { metadata, buffers: bytes });
    },
    handled: (number) => {
      const request = pending.get(number);
      if (request === undefined) return;
      pending.delete(number);
      outputs.end(number);
      onHandled(request);
    },
    info: (content) => {
      const wanted = textField(content, "target_name");
      const found = [...targets].filter(([, target]) => wanted === undefined || target === wanted);
      return { status: "ok", comms: Object.fromEntries(found.map(([id, target]) => [id, { target_name: target }])) };
    },
    closeAll: () => {
      for (const commId of targets.keys()) speaker.publish("comm_close", { comm_id: commId, data: {} });
      targets.clear();
      const unanswered = [...pending.values()];
      pending.clear();
      for (const request of unanswered) onHandled(request);
    },
  };
}
