import type { Engine, EngineOptions } from "../engine/start-engine.js";
import type { StartEngine } from "./engine-host.js";

type Listeners = Parameters<StartEngine>[0];

/**
 * Starts an engine before there is anyone to listen. The first call of the function that this gives takes that engine,
 * and is told what it told meanwhile; later calls start others.
 */
export function earlyEngine(start: (listeners: Listeners) => Engine): StartEngine {
  const missed: ((listeners: Listeners) => void)[] = [];
  let listeners: Listeners | undefined;
  const tell = (act: (to: Listeners) => void): void => {
    if (listeners === undefined) missed.push(act);
    else act(listeners);
  };
  const onEvent: EngineOptions["onEvent"] = (event) => tell((to) => to.onEvent(event));
  const onText: EngineOptions["onText"] = (text, stream) => tell((to) => to.onText(text, stream));
  const onExit: EngineOptions["onExit"] = (end) => tell((to) => to.onExit(end));
  let early: Engine | undefined = start({ onEvent, onText, onExit });
  return (given) => {
    if (early === undefined) return start(given);
    const engine = early;
    early = undefined;
    // Whoever takes it has it before it hears of it.
    queueMicrotask(() => {
      listeners = given;
      for (const act of missed.splice(0)) act(given);
    });
    return engine;
  };
}
