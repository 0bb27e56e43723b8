import type { MimeBundle } from "../../notebook/mime-bundle.js";
import type { Position } from "../session/position.js";

/** Something the compiler finds wrong in a cell. */
export interface TypeProblem extends Position {
  /** Without the code: `Type 'number' is not assignable to type 'string'.` */
  readonly message: string;
  /** Number of the message: 2322 for TS2322. */
  readonly code: number;
}

/** What may stand where a cursor is. */
export interface Completion {
  /** Texts that may replace the part of the code from `start` to `end`, best first. */
  readonly matches: readonly CompletionMatch[];
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface CompletionMatch {
  readonly text: string;
  /** `function`, `class`, `module`, `keyword`, `property`, …, as JupyterLab knows them. */
  readonly type: string;
  /** Signature or type in one line, where it is known without asking again. */
  readonly signature?: string;
}

/** Answers about the types of a notebook's cells, each of which sees what those before it declared. */
export interface TypeService {
  /** What is wrong with a cell that would run next; empty if nothing is. */
  check(code: string): Promise<readonly TypeProblem[]>;
  /** Takes a cell that ran, also one that failed: what it declares is known to those after it. */
  keep(code: string): void;
  /** What may stand at an offset of a cell that is being written. */
  complete(code: string, offset: number): Promise<Completion>;
  /**
   * What is known of the name at an offset: its type and its documentation, as Markdown and as text.
   * @param detail 1 asks for more: where it is declared, the rest of a long type
   */
  inspect(code: string, offset: number, detail: 0 | 1): Promise<MimeBundle | undefined>;
  /** Forgets all cells. */
  reset(): void;
  close(): void;
}
