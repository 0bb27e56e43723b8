import type { TypeProblem } from "../types/type-service.js";
import type { Position } from "./position.js";

const mostProblems = 10;

/** Thrown for a cell that the compiler finds wrong, before any of it runs. */
export class TypeCheckError extends Error {
  readonly line: number;
  readonly column: number;

  /** @param problems at least one; the place of the error is that of the first */
  constructor(problems: readonly [TypeProblem, ...TypeProblem[]]) {
    const [first, ...others] = problems;
    const shown = others.slice(0, mostProblems - 1);
    const lines = [textOf(first), ...shown.map((one) => `${one.line}:${one.column} ${textOf(one)}`)];
    if (shown.length < others.length) lines.push(`… and ${others.length - shown.length} more`);
    super(lines.join("\n"));
    this.name = "TypeCheckError";
    ({ line: this.line, column: this.column } = first satisfies Position);
  }
}

function textOf({ message, code }: TypeProblem): string {
  return `${message} (TS${code})`;
}
