import type { EngineEvent, EngineInput } from "../engine/engine-messages.js";
import type { Message } from "../wire/message.js";
import type { RequestOutputs } from "./request-outputs.js";
import type { Speaker } from "./speaker.js";

export interface QuestionParts {
  readonly speaker: Speaker;
  readonly outputs: RequestOutputs;
  readonly answer: (input: EngineInput) => void;
}

/** Questions of cells to the reader, one at a time. */
export interface Questions {
  ask(prompt: Extract<EngineEvent, { type: "prompt" }>): void;
  /** Takes what came on the channel for answers; without a question it is left. */
  receive(message: Message): void;
  /** The question no longer waits: its cell was interrupted or its process ended. */
  drop(): void;
}

/** No question yet. */
export function questions({ speaker, outputs, answer }: QuestionParts): Questions {
  let isWaiting = false;
  return {
    ask: ({ request, text, password }) => {
      const message = outputs.message(request);
      if (message === undefined) {
        answer({ value: undefined });
        return;
      }
      isWaiting = true;
      // What the cell printed before explains what it asks.
      outputs.flush();
      speaker.ask(message, { prompt: text, password });
    },
    receive: ({ header, content }) => {
      if (!isWaiting || header.msg_type !== "input_reply") return;
      isWaiting = false;
      answer({ value: typeof content.value === "string" ? content.value : "" });
    },
    drop: () => {
      isWaiting = false;
    },
  };
}
