import type { ExpressionResult } from "../engine/engine-messages.js";
import type { TypeProblem } from "../types/type-service.js";
import type { PromptReader } from "./cell-context.js";
import type { CellError } from "./cell-error.js";

export interface RunOptions {
  /** Names the run where its outputs are told. Default: its execution count. */
  readonly key?: number;
  /** Number of the cell among those that count. Default: one more than the last. */
  readonly executionCount?: number;
  /** Runs it without a count, and shows no result. Default false. */
  readonly silent?: boolean;
  /** Expressions to evaluate after the cell, if it succeeds, by name. Default: none. */
  readonly userExpressions?: Readonly<Record<string, string>>;
  /** Asks what is wrong with the types of the cell, which then does not run. Default: nothing is asked. */
  readonly check?: (code: string) => Promise<readonly TypeProblem[]>;
  /** Called when the cell was compiled and begins to run: what it declares exists from here on. */
  readonly onRunning?: () => void;
  /** Which cell it is, the same however often it runs. Default: the front end does not say. */
  readonly cellId?: string;
  /** Asks the reader for a line. Default: there is no reader. */
  readonly prompt?: PromptReader;
}

/** How a cell ended. */
export type CellResult =
  | {
      readonly status: "ok";
      /** 0 for a cell that does not count. */
      readonly executionCount: number;
      readonly value: unknown;
      readonly userExpressions: Readonly<Record<string, ExpressionResult>>;
    }
  | { readonly status: "error"; readonly executionCount: number; readonly error: CellError };
