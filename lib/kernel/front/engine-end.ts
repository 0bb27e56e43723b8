import type { EngineEnd } from "../engine/start-engine.js";

const lost = "names of earlier cells are gone; run those cells again";

/** The error of a cell whose process ended under it. */
export function engineError(end: EngineEnd): { readonly name: string; readonly message: string } {
  if (end.error !== undefined) {
    return {
      name: "ProcessEnded",
      message: `the process that runs cells could not be started (${oneLine(end.error)})`,
    };
  }
  if (end.reason === "interrupted") {
    return { name: "Interrupted", message: `the cell could be stopped only by ending its process; ${lost}` };
  }
  return { name: "ProcessEnded", message: `the process that ran this cell ${howItEnded(end)}; ${lost}` };
}

/** What the next cell is told of a process that ended while no cell ran. */
export function engineNote(end: EngineEnd): string {
  return `The process that runs cells ${howItEnded(end)} since the last cell ran; ${lost}.\n`;
}

function howItEnded({ reason, code, signal }: EngineEnd): string {
  if (reason === "out of memory") {
    return "ran out of memory (keep less at once, or set NODE_OPTIONS=--max-old-space-size=8192 where Jupyter starts)";
  }
  if (signal === "SIGKILL") return "was killed (SIGKILL, as by a system that is short of memory)";
  if (signal !== null) return `was ended by ${signal}`;
  return `ended with code ${code}`;
}

function oneLine({ message }: Error): string {
  return message.replace(/\s+/g, " ");
}
