import { listOf, nodeAt, parseModule, type SyntaxNode } from "../../kernel/session/syntax-tree.js";
import { injectedCell, injectedValues } from "./injected-cell.js";
import { literalValue } from "./literal-value.js";
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
export function notebookParameters(notebook: Notebook): Parameter[] {
  const cell = parametersCell(notebook);
  return cell === undefined ? [] : declarators(cell).flatMap((one) => declaredParameter(one, cell.source));
}

/** A notebook with values for its parameters. */
export interface WithParameters {
  readonly notebook: Notebook;
  /** Values that are not the notebook's own, by name. */
  readonly values: ReadonlyMap<string, ParameterValue>;
}

/**
 * A notebook with values for its parameters, and those values by name. As with papermill they are assigned in a cell
 * tagged `injected-parameters` after the one tagged `parameters`; one that is there already is replaced. With nothing
 * given it stays, and its values are those of the notebook.
 * @param given text is read as the type of the parameter's default
 * @throws {RangeError} if a name is unknown, naming the known, or a value does not fit; if the notebook is a report whose
 *   parameter was a place on a machine, of which it tells the last part only, and none is given
 */
export function withParameters(notebook: Notebook, given: Readonly<Record<string, ParameterValue>>): WithParameters {
  const parameters = notebookParameters(notebook);
  const names = parameters.map(({ name }) => name);
  for (const name of Object.keys(given)) if (!names.includes(name)) throw unknownParameter(notebook, name, names);
  // In the notebook's order, so that the order in which they are given changes no byte.
  const values = new Map<string, ParameterValue>();
  for (const parameter of parameters) {
    const value = given[parameter.name];
    if (value !== undefined) values.set(parameter.name, fittingValue(parameter, value));
  }
  if (values.size === 0) return withInjected(notebook, names);
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  const place = cells.findIndex((cell) => hasTag(cell, "parameters")) + 1;
  cells.splice(place, 0, injectedCell(values, notebook.nbformat_minor));
  return { notebook: { ...notebook, cells }, values };
}

/** The notebook with the values that an earlier run gave it. */
function withInjected(notebook: Notebook, names: readonly string[]): WithParameters {
  const injected = notebook.cells.filter((cell) => hasTag(cell, "injected-parameters"));
  const read = injected.map((cell) => injectedValues(cell, names));
  const values = new Map(read.flatMap((one) => [...one.values]));
  for (const [name, value] of values) {
    if (typeof value !== "string" || !value.startsWith("…/")) continue;
    throw new RangeError(
      `withParameters: parameter "${name}" was a place on the machine that made this report (${value}); give yours with -p ${name}=…`,
    );
  }
  // A cell that does no more than ours would is made ours, so that a report that is run again is the same report.
  if (read.length !== 1 || !read[0]?.isPlain || values.size === 0) return { notebook, values };
  const ordered = new Map(
    names.flatMap((name) => (values.has(name) ? [[name, values.get(name) as ParameterValue]] : [])),
  );
  const ours = injectedCell(ordered, notebook.nbformat_minor);
  return { notebook: { ...notebook, cells: notebook.cells.map((one) => (one === injected[0] ? ours : one)) }, values };
}

function parametersCell({ cells }: Notebook): NotebookCell | undefined {
  return cells.find((one) => hasTag(one, "parameters"));
}

function declarators({ source }: NotebookCell): readonly SyntaxNode[] {
  return parseModule(source, "ts")
    .body.filter(({ type, kind }) => type === "VariableDeclaration" && kind === "let")
    .flatMap((declaration) => listOf(declaration.declarations));
}

function unknownParameter(notebook: Notebook, name: string, names: readonly string[]): RangeError {
  const cell = parametersCell(notebook);
  const isThere = cell !== undefined && declarators(cell).some((one) => nodeAt(one, "id")?.name === name);
  const why = isThere
    ? `"${name}" can be no parameter, which starts with a string, a number, true or false`
    : `unknown parameter "${name}"`;
  const known = names.length > 0 ? `known: ${names.join(", ")}` : 'the notebook has no cell tagged "parameters"';
  return new RangeError(`withParameters: ${why}; ${known}`);
}

function declaredParameter(declarator: SyntaxNode, source: string): Parameter[] {
  const id = nodeAt(declarator, "id") as SyntaxNode;
  if (id.type !== "Identifier") return [];
  const name = id.name as string;
  const init = nodeAt(declarator, "init");
  const value = init === undefined ? undefined : literalValue(init);
  if (value !== undefined) {
    return [{ name, type: typeof value as Parameter["type"], default: value }];
  }
  const annotation = nodeAt(id, "typeAnnotation");
  const isEmpty = init === undefined || (init.type === "Identifier" && init.name === "undefined");
  if (annotation === undefined || !isEmpty) return [];
  const type = /\b(string|number|boolean)\b/.exec(source.slice(annotation.start, annotation.end))?.[1];
  return type === undefined ? [] : [{ name, type: type as Parameter["type"], default: undefined }];
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
