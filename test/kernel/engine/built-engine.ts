import { fileURLToPath } from "node:url";
import type { EngineEvent, EngineOrder } from "../../../lib/kernel/engine/engine-messages.js";
import { type Engine, type EngineEnd, startEngine } from "../../../lib/kernel/engine/start-engine.js";

/** A process loads JavaScript: these tests run the built package, which `npm test` builds first. */
const script = fileURLToPath(new URL("../../../dist/kernel/engine/engine-process.js", import.meta.url));

export type Executed = Extract<EngineEvent, { type: "executed" }>;

/** An engine that a test speaks with. */
export interface TestEngine {
  readonly engine: Engine;
  readonly events: readonly EngineEvent[];
  readonly texts: readonly string[];
  readonly ended: Promise<EngineEnd>;
  /** Runs a cell and waits for its end. */
  execute(code: string, options?: Partial<Extract<EngineOrder, { type: "execute" }>>): Promise<Executed>;
  /** Resolves when an event is there that fits. */
  until(fits: (event: EngineEvent) => boolean): Promise<EngineEvent>;
  /** Everything a request printed. */
  printed(request: number): string;
}

/** Starts an engine in the folder of these tests. */
export function builtEngine(checksTypes = false): TestEngine {
  const events: EngineEvent[] = [];
  const texts: string[] = [];
  const waits = new Set<() => void>();
  let request = 0;
  let end: (how: EngineEnd) => void = () => {};
  const ended = new Promise<EngineEnd>((resolve) => {
    end = resolve;
  });
  const engine = startEngine({
    cwd: import.meta.dirname,
    settings: { checksTypes, hasLibrary: false },
    onEvent: (event) => {
      events.push(event);
      for (const wait of waits) wait();
    },
    onText: (text) => texts.push(text),
    onExit: end,
    script,
  });
  const until = (fits: (event: EngineEvent) => boolean): Promise<EngineEvent> =>
    new Promise((resolve) => {
      const wait = (): void => {
        const found = events.find(fits);
        if (found === undefined) return;
        waits.delete(wait);
        resolve(found);
      };
      waits.add(wait);
      wait();
    });
  return {
    engine,
    events,
    texts,
    ended,
    until,
    execute: async (code, options = {}) => {
      const own = options.request ?? ++request;
      engine.order({
        type: "execute",
        request: own,
        code,
        executionCount: own,
        silent: false,
        allowStdin: true,
        userExpressions: {},
        ...options,
      });
      return (await until((event) => event.type === "executed" && event.request === own)) as Executed;
    },
    printed: (of) =>
      events
        .map((one) =>
          one.type === "output" && one.request === of && one.event.type === "stream" ? one.event.text : "",
        )
        .join(""),
  };
}
