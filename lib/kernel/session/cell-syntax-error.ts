import type { Position } from "./position.js";

/** Thrown where the text of a cell is not TypeScript; `line` and `column` count from 1. */
export class CellSyntaxError extends SyntaxError {
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: Position) {
    super(message);
    this.name = "SyntaxError";
    this.line = line;
    this.column = column;
  }
}
