import type { EngineEvent } from "../engine/engine-messages.js";
import type { Engine, EngineEnd, EngineOptions } from "../engine/start-engine.js";

/** Starts an engine that tells these listeners. */
export type StartEngine = (listeners: Pick<EngineOptions, "onEvent" | "onText" | "onExit">) => Engine;

export interface EngineHostParts {
  readonly start: StartEngine;
  readonly onEvent: (event: EngineEvent) => void;
  readonly onText: EngineOptions["onText"];
  /** Called when an engine has ended without being asked to; the next one is there or will be when it is needed. */
  readonly onEnd: (end: EngineEnd) => void;
}

/** Keeps an engine there. */
export interface EngineHost {
  current(): Engine;
  /** Ends the engine for good. */
  close(): void;
}

/**
 * Starts an engine, and another one at once when it ends. One that ends before it was ready is replaced only when it is
 * needed, since the next one may end the same way.
 */
export function engineHost({ start, onEvent, onText, onEnd }: EngineHostParts): EngineHost {
  let engine: Engine | undefined;
  let isClosed = false;

  function begin(): Engine {
    let isReady = false;
    return start({
      onEvent: (event) => {
        isReady ||= event.type === "ready";
        onEvent(event);
      },
      onText,
      onExit: (end) => {
        if (isClosed) return;
        engine = isReady ? begin() : undefined;
        onEnd(end);
      },
    });
  }

  engine = begin();
  return {
    current: () => {
      engine ??= begin();
      return engine;
    },
    close: () => {
      isClosed = true;
      engine?.kill();
    },
  };
}
