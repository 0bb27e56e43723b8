import { nodeAt, parseModule } from "../../kernel/session/syntax-tree.js";
import { literalValue } from "./literal-value.js";
import type { NotebookCell } from "./notebook-file.js";
import type { ParameterValue } from "./parameters.js";

/** What a cell of injected parameters assigns. */
export interface InjectedValues {
  /** By name. What is no text, number or truth value is told by its code. */
  readonly values: ReadonlyMap<string, ParameterValue>;
  /** True if it assigns nothing else and does nothing else. */
  readonly isPlain: boolean;
}

/** A cell that assigns values. Cells have ids from format 4.5 on; before, a file with one is invalid. */
export function injectedCell(values: ReadonlyMap<string, ParameterValue>, formatMinor: number): NotebookCell {
  const assignments = [...values].map(([name, value]) => `${name} = ${JSON.stringify(value)};`);
  return {
    cell_type: "code",
    ...(formatMinor >= 5 && { id: "injected-parameters" }),
    metadata: { tags: ["injected-parameters"] },
    source: ["// Parameters", ...assignments].join("\n"),
  };
}

/** Reads what such a cell assigns to the parameters of these names; one that cannot be read fails when it runs. */
export function injectedValues({ source }: NotebookCell, names: readonly string[]): InjectedValues {
  const values = new Map<string, ParameterValue>();
  const { body, mistakes } = parseModule(source, "ts");
  if (mistakes.length > 0) return { values, isPlain: false };
  let isPlain = true;
  for (const statement of body) {
    const assignment = statement.type === "ExpressionStatement" ? nodeAt(statement, "expression") : undefined;
    const [left, right] = [assignment && nodeAt(assignment, "left"), assignment && nodeAt(assignment, "right")];
    const isAssignment = assignment?.type === "AssignmentExpression" && assignment.operator === "=";
    if (!isAssignment || !names.includes(left?.name as string) || right === undefined) {
      isPlain = false;
      continue;
    }
    const value = literalValue(right);
    isPlain &&= value !== undefined;
    values.set(left?.name as string, value ?? source.slice(right.start, right.end));
  }
  return { values, isPlain };
}
