import type { TypeService } from "../types/type-service.js";
import type { CellHistory } from "./cell-history.js";
import type { CellQueue } from "./cell-queue.js";
import { booleanField, type Content, textField } from "./content-fields.js";
import { kernelInfo } from "./kernel-info.js";
import type { OpenComms } from "./open-comms.js";
import type { Request, Speaker } from "./speaker.js";
import { completeReply, inspectReply } from "./type-answers.js";
import { withinTime } from "./within-time.js";

/** How long a request waits for a cell that computes, and for one that is still compiled and checked. */
const [mostWaitMs, mostCompileMs] = [250, 5000];

export interface RouteParts {
  readonly speaker: Speaker;
  readonly queue: CellQueue;
  readonly comms: OpenComms;
  readonly history: CellHistory;
  readonly types: TypeService;
  readonly log: (line: string) => void;
  /** Publishes that a request is done. */
  readonly settle: (request: Request) => void;
  readonly interrupt: () => void;
  readonly shutdown: () => void;
}

type Answer = (content: Content) => Content | Promise<Content>;

/**
 * Brings each request to who deals with it. Cells wait for each other; what asks about cells waits for those before it,
 * but not longer than a reader would; what steers the kernel, and messages to comms, do not wait.
 */
export function requestRoutes(parts: RouteParts): (request: Request) => void {
  const { speaker, queue, comms, history, types, log, settle, interrupt, shutdown } = parts;
  const unknown = new Set<string>();

  const aboutCells: Readonly<Record<string, Answer>> = {
    kernel_info_request: kernelInfo,
    complete_request: (content) => completeReply(types, content),
    inspect_request: (content) => inspectReply(types, content),
    is_complete_request: async (content) => {
      // The parser is loaded with the first question, not with the kernel.
      const { isComplete } = await import("./is-complete.js");
      return { ...isComplete(textField(content, "code") ?? "") };
    },
    history_request: (content) => ({ status: "ok", history: history.find(content) }),
    comm_info_request: comms.info,
  };
  const atOnce: Readonly<Record<string, Answer>> = {
    interrupt_request: () => {
      interrupt();
      return { status: "ok" };
    },
    shutdown_request: (content) => ({ status: "ok", restart: booleanField(content, "restart", false) }),
    debug_request: ({ seq = 0, command = "" }) => ({
      type: "response",
      request_seq: seq,
      command,
      success: false,
      message: "debug_request: this kernel has no debugger",
    }),
  };

  async function answer(request: Request, find: Answer): Promise<void> {
    speaker.status("busy", request.message);
    try {
      speaker.reply(request, await find(request.message.content));
    } catch (error) {
      const { name, message } = error as Error;
      speaker.reply(request, { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] });
    }
    if (request.message.header.msg_type === "shutdown_request") {
      const restart = booleanField(request.message.content, "restart", false);
      speaker.publish("shutdown_reply", { status: "ok", restart }, request.message);
    }
    settle(request);
  }

  async function answerAfterCells(request: Request, find: Answer): Promise<void> {
    const cells = queue.ended();
    if (cells !== undefined) await withinTime(cells, mostWaitMs, undefined);
    // On a busy machine that is not yet long enough to know what the cell declares.
    const begun = queue.begun();
    if (cells !== undefined && begun !== undefined) await withinTime(begun, mostCompileMs, undefined);
    await answer(request, find);
  }

  function tellUnknown(request: Request): void {
    const type = request.message.header.msg_type;
    speaker.status("busy", request.message);
    if (!unknown.has(type) && unknown.size < 100)
      log(`kernel: unknown request ${JSON.stringify(type)}; it has no answer`);
    unknown.add(type);
    settle(request);
  }

  return (request) => {
    const type = request.message.header.msg_type;
    if (type === "execute_request") return queue.add(request);
    if (type === "comm_open" || type === "comm_msg" || type === "comm_close") return comms.receive(request);
    const urgent = Object.hasOwn(atOnce, type) ? atOnce[type] : undefined;
    const find = urgent ?? (Object.hasOwn(aboutCells, type) ? aboutCells[type] : undefined);
    if (find === undefined) return tellUnknown(request);
    const isUrgent = urgent !== undefined || request.channel === "control";
    const answered = isUrgent ? answer(request, find) : answerAfterCells(request, find);
    if (type === "shutdown_request") void answered.then(shutdown);
  };
}
