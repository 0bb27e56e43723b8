import type { CellError } from "../session/cell-error.js";
import type { OutputEvent } from "../session/outputs.js";
import type { TypeProblem } from "../types/type-service.js";

/** Pipes between the kernel's front and the process that runs its cells, by descriptor in that process. */
export const enginePipes = {
  /** `EngineOrder`s, read by the main thread when it is free. */
  orders: 3,
  /** `EngineEvent`s, written before the cell goes on. */
  events: 4,
  /** One byte for each interrupt, read by a thread that also listens while a cell computes. */
  interrupts: 5,
  /** `EngineInput`s, for which a cell that asks waits. */
  input: 6,
} as const;

/** A message on a comm, in either direction. */
export interface CommMessage {
  readonly type: "comm_open" | "comm_msg" | "comm_close";
  readonly commId: string;
  /** Of `comm_open` only. */
  readonly target?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

/** What the front tells the engine. `request` numbers the requests of front ends; outputs name it. */
export type EngineOrder =
  | {
      readonly type: "execute";
      readonly request: number;
      readonly code: string;
      readonly executionCount: number;
      /** No result is shown, and the cell is no part of the history. */
      readonly silent: boolean;
      readonly allowStdin: boolean;
      readonly userExpressions: Readonly<Record<string, string>>;
      /** Which cell it is, if the front end says. */
      readonly cellId?: string;
    }
  | { readonly type: "checked"; readonly request: number; readonly problems: readonly TypeProblem[] }
  | { readonly type: "comm"; readonly request: number; readonly message: CommMessage };

/** Value of a user expression, as the protocol gives it in `execute_reply`. */
export type ExpressionResult =
  | {
      readonly status: "ok";
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: Record<string, never>;
    }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** What happens in the engine. */
export type EngineEvent =
  | { readonly type: "ready" }
  | { readonly type: "output"; readonly request: number; readonly event: OutputEvent }
  /** How far the cell says it has come; no output. */
  | { readonly type: "progress"; readonly request: number; readonly text: string }
  /** Asks for the types of a cell; the cell goes on with the order `checked`. */
  | { readonly type: "check"; readonly request: number; readonly code: string }
  /** The cell was compiled and runs: what it declares exists from here on, also if it fails. */
  | { readonly type: "running"; readonly request: number; readonly code: string }
  | { readonly type: "prompt"; readonly request: number; readonly text: string; readonly password: boolean }
  | { readonly type: "comm"; readonly request: number; readonly message: CommMessage }
  /** An execute order is done: `error` if the cell failed. */
  | {
      readonly type: "executed";
      readonly request: number;
      readonly error?: CellError;
      readonly userExpressions: Readonly<Record<string, ExpressionResult>>;
    }
  /** A comm order is done. */
  | { readonly type: "comm_handled"; readonly request: number };

/** Answer to a prompt; undefined if it was interrupted. */
export interface EngineInput {
  readonly value: string | undefined;
}
