import type { EngineEvent } from "../engine/engine-messages.js";
import type { EngineEnd } from "../engine/start-engine.js";
import type { TypeService } from "../types/type-service.js";
import type { Message, RequestChannel } from "../wire/message.js";
import { cellHistory } from "./cell-history.js";
import { cellQueue } from "./cell-queue.js";
import { engineError, engineNote } from "./engine-end.js";
import { engineHost, type StartEngine } from "./engine-host.js";
import type { KernelSettings } from "./kernel-settings.js";
import { openComms } from "./open-comms.js";
import { questions } from "./questions.js";
import { requestOutputs } from "./request-outputs.js";
import { requestRoutes } from "./request-routes.js";
import { type Request, type SpeakerParts, speaker } from "./speaker.js";
import { typeChecks } from "./type-checks.js";

export interface FrontParts extends SpeakerParts {
  readonly startEngine: StartEngine;
  readonly types: TypeService;
  readonly settings: KernelSettings;
  /** Topics that front ends have subscribed to already: nothing may come before their welcome. Default: none. */
  readonly subscribed?: readonly Buffer[];
  /** Called when a front end has asked the kernel to end, and has its answer; engine and types are closed by then. */
  readonly onShutdown: () => void;
  /** Tells whoever runs the kernel what no front end is told. */
  readonly log: (line: string) => void;
}

/** The side of a kernel that front ends speak with. */
export interface Front {
  /** Takes a message; it never throws. */
  receive(channel: RequestChannel, message: Message): void;
  /** Greets a front end that has subscribed. */
  welcome(topic: Buffer): void;
  /** Stops the cell that runs. */
  interrupt(): void;
  /** Ends the engine and the type service. */
  close(): void;
}

/** Most characters that wait for a cell to tell them. */
const mostNotes = 10_000;

/** A front made of its parts; the engine starts at once. */
export function createFront(parts: FrontParts): Front {
  const { startEngine, types, settings, onShutdown, log, subscribed = [] } = parts;
  const voice = speaker(parts);
  const outputs = requestOutputs(voice);
  const history = cellHistory();
  let notes = "";
  let requests = 0;

  const queue = cellQueue({
    speaker: voice,
    outputs,
    history,
    order: (order) => {
      host.current().order(order);
      checks.begin(order);
    },
    takeNotes: () => {
      const taken = notes;
      notes = "";
      return taken;
    },
    note: (line) => {
      notes = (notes + line).slice(0, mostNotes);
    },
  });
  const asking = questions({ speaker: voice, outputs, answer: (input) => host.current().answer(input) });
  const comms = openComms({
    speaker: voice,
    outputs,
    order: (order) => host.current().order(order),
    onHandled: settle,
  });
  const checks = typeChecks({
    types,
    mode: settings.types,
    order: (order) => host.current().order(order),
    warn: (request, text) => outputs.add(request, { type: "stream", name: "stderr", text }),
  });
  const route = requestRoutes({
    speaker: voice,
    queue,
    comms,
    history,
    types,
    log,
    settle,
    interrupt,
    shutdown: () => {
      close();
      onShutdown();
    },
  });
  for (const topic of subscribed) voice.welcome(topic);
  voice.status("starting");
  const host = engineHost({ start: startEngine, onEvent, onText, onEnd });

  /** A front end shows the last state it heard: while a cell runs that must not stay the idle of another request. */
  function settle({ message }: Request): void {
    voice.status("idle", message);
    if (queue.running !== undefined) voice.status("busy");
  }

  function onEvent(event: EngineEvent): void {
    switch (event.type) {
      case "output":
        queue.output(event);
        break;
      case "executed":
        asking.drop();
        queue.executed(event);
        break;
      case "check":
        void checks.check(event);
        break;
      case "running":
        checks.keep(event.code);
        queue.computes(event.request);
        break;
      case "prompt":
        asking.ask(event);
        break;
      case "comm":
        comms.publish(event);
        break;
      case "comm_handled":
        comms.handled(event.request);
        break;
      // Nothing of how far a cell has come stays in a notebook, and a front end has no other place for it.
      case "progress":
      case "ready":
    }
  }

  function onText(text: string, name: "stdout" | "stderr"): void {
    if (queue.latest === undefined) log(text.trimEnd());
    else outputs.add(queue.latest, { type: "stream", name, text });
  }

  function onEnd(end: EngineEnd): void {
    asking.drop();
    checks.reset();
    comms.closeAll();
    if (!queue.fail(engineError(end))) notes += engineNote(end);
  }

  function interrupt(): void {
    asking.drop();
    host.current().interrupt();
  }

  function close(): void {
    host.close();
    types.close();
  }

  return {
    receive: (channel, message) => {
      if (channel === "stdin") asking.receive(message);
      else route({ number: ++requests, channel, message });
    },
    welcome: (topic) => voice.welcome(topic),
    interrupt,
    close,
  };
}
