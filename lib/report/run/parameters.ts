import { listOf, nodeAt, parseModule, type SyntaxNode } from "../../kernel/syntax-tree.js";
import { hasTag, type Notebook, type NotebookCell } from "./notebook-file.js";

/** Text that gives an integer digit by digit; beyond the safe integers a number would keep only some of them. */
const integerText = /^\s*([+-]?\d+|0[xob][\da-f]+)\s*$/i;

/** What a parameter can be. */
export type ParameterValue = string | number | boolean;

/** A parameter of a notebook: a `let` of the cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  readonly type: "string" | "number" | "boolean";
  /** Value the notebook gives it; undefined where it gives none. */
  readonly default: ParameterValue | undefined;
}

/**
 * Parameters of a notebook, in the order of its cell tagged `parameters`: its `let` declarations that start with a
 * text, a number or a truth value, or that have one of these types and start empty. Others are not parameters.
 */
export function notebookParameters({ cells }: Notebook): Parameter[] {
  const cell = cells.find((one) => hasTag(one, "parameters"));
  if (cell === undefined) return [];
  return parseModule(cell.source, "ts")
    .body.filter(({ type, kind }) => type === "VariableDeclaration" && kind === "let")
    .flatMap((declaration) => listOf(declaration.declarations))
    .flatMap((declarator) => declaredParameter(declarator, cell.source));
}

/**
 * A notebook with values for its parameters, and those values by name. As with papermill they are assigned in a cell
 * tagged `injected-parameters` after the one tagged `parameters`; one that is there already is replaced.
 * @param given text is read as the type of the parameter's default
 * @throws {RangeError} if a name is unknown, naming the known, or a value does not fit
 */
export function withParameters(
  notebook: Notebook,
  given: Readonly<Record<string, ParameterValue>>,
): { readonly notebook: Notebook; readonly values: ReadonlyMap<string, ParameterValue> } {
  const parameters = notebookParameters(notebook);
  const names = parameters.map(({ name }) => name);
  const known = names.length > 0 ? `known: ${names.join(", ")}` : 'the notebook has no cell tagged "parameters"';
  const values = new Map<string, ParameterValue>();
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new RangeError(`withParameters: unknown parameter "${name}"; ${known}`);
  }
  // In the notebook's order, so that the order in which they are given changes no byte.
  for (const parameter of parameters) {
    const value = given[parameter.name];
    if (value !== undefined) values.set(parameter.name, fittingValue(parameter, value));
  }
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  if (values.size > 0) {
    const place = cells.findIndex((cell) => hasTag(cell, "parameters")) + 1;
    cells.splice(place, 0, injectedCell(values, notebook.nbformat_minor));
  }
  return { notebook: { ...notebook, cells }, values };
}

function declaredParameter(declarator: SyntaxNode, source: string): Parameter[] {
  const id = nodeAt(declarator, "id") as SyntaxNode;
  if (id.type !== "Identifier") return [];
  const name = id.name as string;
  const init = nodeAt(declarator, "init");
  const value = init === undefined ? undefined : literalValue(init);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return [{ name, type: typeof value as Parameter["type"], default: value }];
  }
  const annotation = nodeAt(id, "typeAnnotation");
  const isEmpty = init === undefined || (init.type === "Identifier" && init.name === "undefined");
  if (annotation === undefined || !isEmpty) return [];
  const type = /\b(string|number|boolean)\b/.exec(source.slice(annotation.start, annotation.end))?.[1];
  return type === undefined ? [] : [{ name, type: type as Parameter["type"], default: undefined }];
}

/** Value of a literal, of a number with a sign, or of a template without gaps. */
function literalValue(node: SyntaxNode): unknown {
  if (node.type === "Literal") return node.value;
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const value = literalValue(nodeAt(node, "argument") as SyntaxNode);
    return typeof value === "number" ? -value : undefined;
  }
  const quasis = node.type === "TemplateLiteral" ? listOf(node.quasis) : [];
  return quasis.length === 1 ? ((quasis[0] as SyntaxNode).value as { cooked: string }).cooked : undefined;
}

function fittingValue({ name, type }: Parameter, value: ParameterValue): ParameterValue {
  if (type === "string" && typeof value === "string") return value;
  if (type === "number") {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) {
      if (typeof value !== "string" || !integerText.test(value) || Number.isSafeInteger(number)) return number;
      const { MIN_SAFE_INTEGER: least, MAX_SAFE_INTEGER: most } = Number;
      throw unfitting(name, value, `an integer from ${least} to ${most}`);
    }
  }
  if (type === "boolean") {
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
  }
  throw unfitting(name, value, type === "boolean" ? "true or false" : `a ${type}`);
}

function unfitting(name: string, value: ParameterValue, expected: string): RangeError {
  return new RangeError(`withParameters: "${value}" does not fit parameter "${name}"; give ${expected}`);
}

/** Cells have ids from format 4.5 on; before, a file with one is invalid. */
function injectedCell(values: ReadonlyMap<string, ParameterValue>, formatMinor: number): NotebookCell {
  const assignments = [...values].map(([name, value]) => `${name} = ${JSON.stringify(value)};`);
  return {
    cell_type: "code",
    ...(formatMinor >= 5 && { id: "injected-parameters" }),
    metadata: { tags: ["injected-parameters"] },
    source: ["// Parameters", ...assignments].join("\n"),
  };
}
