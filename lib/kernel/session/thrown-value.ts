import { inspect } from "node:util";

/** What is read of an error, whatever its properties do when they are read. */
export interface ThrownParts {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Undefined if there is none. */
  readonly cause: unknown;
  /** Errors that it stands for, each with what it is: those of an `AggregateError`, both of a `SuppressedError`. */
  readonly parts: readonly (readonly [what: string, thrown: unknown])[];
}

/** Most errors of one that stands for many. */
const mostParts = 20;

/** The parts of an error, undefined for what is none. An error of another realm, as of `node:vm`, is one. */
export function thrownParts(thrown: unknown): ThrownParts | undefined {
  if (!isError(thrown)) return undefined;
  return {
    name: nameOf(thrown),
    message: textOf(read(thrown, "message") ?? ""),
    stack: stackOf(thrown),
    cause: read(thrown, "cause"),
    parts: partsOf(thrown),
  };
}

function partsOf(thrown: object): ThrownParts["parts"] {
  const name = nameOf(thrown);
  if (name === "SuppressedError") {
    return [
      ["Thrown last: ", read(thrown, "error")],
      ["Suppressed: ", read(thrown, "suppressed")],
    ];
  }
  const errors = read(thrown, "errors");
  if (!Array.isArray(errors) || name !== "AggregateError") return [];
  return errors.slice(0, mostParts).map((one, index) => [`${index + 1} of ${errors.length}: `, one]);
}

/** A value as text, which never throws. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return inspect(value, { colors: false });
  } catch {
    return "(a value that cannot be shown)";
  }
}

function isError(thrown: unknown): thrown is object {
  if (typeof thrown !== "object" || thrown === null) return false;
  try {
    return thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";
  } catch {
    return false;
  }
}

/** The name in one line; of a class without one of its own that of the class. */
function nameOf(thrown: object): string {
  const name = read(thrown, "name");
  const constructorName = read(read(thrown, "constructor"), "name");
  const isOwn = typeof name === "string" && name !== "" && name !== "Error";
  const chosen = isOwn ? name : typeof constructorName === "string" ? constructorName : "";
  return chosen.replace(/\s+/g, " ").trim() || "Error";
}

function stackOf(thrown: object): string {
  const stack = read(thrown, "stack");
  if (typeof stack === "string") return stack;
  // What a cell has set to write stacks may give the calls themselves.
  return Array.isArray(stack) ? stack.map(textOfCall).join("\n") : "";
}

function textOfCall(call: unknown): string {
  try {
    return String(call);
  } catch {
    return "";
  }
}

function read(value: unknown, property: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>> | null | undefined)?.[property];
  } catch {
    return undefined;
  }
}
