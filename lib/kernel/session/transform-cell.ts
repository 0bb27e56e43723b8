import MagicString from "magic-string";
import { type CellImport, cellImport } from "./cell-import.js";
import { cellLocator } from "./cell-locator.js";
import { CellSyntaxError } from "./cell-syntax-error.js";
import { blockNames, isAnonymous, varNames } from "./declared-names.js";
import { maskStatements, takeResources } from "./mask-statements.js";
import { inBrackets, isObjectLiteral } from "./object-literal.js";
import { type Position, positionAt } from "./position.js";
import { rewriteNames } from "./rewrite-names.js";
import { listOf, nodeAt, parseModule, type SyntaxMistake, type SyntaxNode } from "./syntax-tree.js";
import { hasDecorators, withoutDecorators, withoutTypes } from "./without-types.js";

/** What a cell is made into: the text of a function to call, and what must happen before it is called. */
export interface TransformedCell {
  /**
   * Body of a function that gives an async function of five parameters: the shared names, the object that declares them,
   * the function that refuses assignment to a constant, `import.meta`, and `CellHelpers`. The result of that is the value
   * of the cell's last expression.
   */
  readonly code: string;
  /** Modules to import first, in order. */
  readonly imports: readonly CellImport[];
  /** Names declared at the top level, and whether each is a constant. */
  readonly declared: ReadonlyMap<string, "constant" | "variable">;
  /** Those declared by `var`, which exist from the cell's start. */
  readonly hoisted: readonly string[];
  /** Shared names the cell uses. */
  readonly used: ReadonlySet<string>;
  /** Where a place in `code` is in the cell as it was written; undefined for text that the transform added. */
  readonly locate: (line: number, column: number) => Position | undefined;
}

/** What a cell meets when it starts. */
export interface CellSurroundings {
  /** Names that earlier cells declared. */
  readonly declared: ReadonlyMap<string, "constant" | "variable">;
  /** True for a name of the global object. */
  readonly isGlobal: (name: string) => boolean;
}

/**
 * Makes a cell of TypeScript into a function that runs it. Types are taken off, names of the top level become properties
 * of one object that all cells share, imports are listed for the session to do, and the last expression is returned.
 * @throws {CellSyntaxError} if the cell is not TypeScript
 */
export function transformCell(source: string, surroundings: CellSurroundings): TransformedCell {
  if (!isObjectLiteral(source)) return transformStatements(source, surroundings);
  const transformed = transformStatements(inBrackets(source), surroundings);
  const locate: TransformedCell["locate"] = (line, column) => {
    const place = transformed.locate(line, column);
    return place && { ...place, line: place.line - 1 };
  };
  return { ...transformed, locate };
}

function transformStatements(source: string, surroundings: CellSurroundings): TransformedCell {
  const original = parseModule(source, "ts");
  refuseMistakes(original.mistakes, source);
  const { masked, using } = maskStatements(source, original.body);
  const compile = hasDecorators(source, original.body) ? withoutDecorators : withoutTypes;
  const plain = compile(masked, { fileName: "cell.ts", keepsImports: true });
  const { body } = parseModule(plain.code, "js");

  const text = new MagicString(plain.code);
  const imports: CellImport[] = [];
  const statements: SyntaxNode[] = [];
  for (const statement of body) {
    const moduleStatement = takeModuleStatement(statement, text);
    if (moduleStatement.import !== undefined) {
      imports.push(moduleStatement.import);
      text.remove(statement.start, statement.end);
    }
    if (moduleStatement.statement !== undefined) statements.push(moduleStatement.statement);
  }
  restartEnums(original.body, statements, text);

  const prefix = freePrefix(source);
  const ownNames = new Set([...using.keys(), ...addedNames(source, statements)]);
  const declared = declaredBy(statements, imports, ownNames);
  takeResources(statements, using, `${prefix}Using`, text);
  const used = rewriteNames(text, statements, {
    isShared: (name) => declared.has(name) || surroundings.declared.has(name) || !surroundings.isGlobal(name),
    isConstant: (name) => (declared.get(name) ?? surroundings.declared.get(name)) === "constant",
    names: prefix,
    declare: `${prefix}New`,
    constant: `${prefix}Constant`,
    meta: `${prefix}Meta`,
    import: `${prefix}Helpers.import`,
    helpers: `${prefix}Helpers`,
    ownNames,
  });
  if (endsInExpression(original.body))
    returnLast(statements, text, `${using.size > 0 ? "await " : ""}${prefix}Helpers.result`);
  wrap(text, prefix, statements, using.size > 0);

  const locateIn = cellLocator(source, plain.code, plain.map, text);
  return {
    code: text.toString(),
    imports: imports.map((one) => ({ ...one, position: locateIn.plain(one.offset) })),
    declared,
    hoisted: varNames(statements).filter((name) => !ownNames.has(name)),
    used,
    locate: locateIn.final,
  };
}

/** Shared names of a cell's text as they read in an error message: `$cell.price` is `price` to its author. */
export function withoutPrefix(message: string): string {
  return message.replace(/\(0 ?, ?\$cell_*\.([^)\s]+)\)/g, "$1").replace(/\$cell_*(?:New)?\./g, "");
}

/** Makes the text a function. Where it has `using`, its resources are disposed when it ends, however it ends. */
function wrap(text: MagicString, prefix: string, statements: readonly SyntaxNode[], hasResources: boolean): void {
  const functions = statements.filter(({ type }) => type === "FunctionDeclaration").map((node) => nameOf(node));
  const hoistFunctions = functions.map((name) => `${prefix}New.${name} = ${name}; `).join("");
  const parameters = ["", "New", "Constant", "Meta", "Helpers"].map((name) => prefix + name).join(", ");
  const using = `${prefix}Using`;
  const begin = hasResources ? `const ${using} = ${prefix}Helpers.usingCtx(); try { ` : "";
  const end = hasResources
    ? `\n} catch (${prefix}Thrown) { ${using}.e = ${prefix}Thrown; } finally { await ${using}.d(); }`
    : "";
  text.prepend(`return (async function (${parameters}) { "use strict"; ${begin}${hoistFunctions}`);
  text.append(`${end}\n});`);
}

function refuseMistakes(mistakes: readonly SyntaxMistake[], source: string): void {
  const [first] = mistakes;
  if (first !== undefined) throw new CellSyntaxError(first.message, positionAt(source, first.offset));
}

/** Takes `import` and `export` off a statement: what is imported, and what is left to run. */
function takeModuleStatement(
  statement: SyntaxNode,
  text: MagicString,
): { readonly import?: CellImport; readonly statement?: SyntaxNode } {
  switch (statement.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return { import: cellImport(statement) };
    case "ExportNamedDeclaration": {
      if (statement.source) return { import: cellImport(statement) };
      const declaration = nodeAt(statement, "declaration");
      text.remove(statement.start, declaration?.start ?? statement.end);
      return { statement: declaration };
    }
    case "ExportDefaultDeclaration": {
      const declaration = nodeAt(statement, "declaration") as SyntaxNode;
      text.remove(statement.start, declaration.start);
      if (declaration.type.endsWith("Declaration") && nodeAt(declaration, "id") !== undefined) {
        return { statement: declaration };
      }
      // Parentheses, because what begins with a brace or `function` would be a statement; an anonymous one has a name.
      const isNameless = isAnonymous({ ...declaration, type: declaration.type.replace("Declaration", "Expression") });
      text.appendLeft(declaration.start, isNameless ? "({ default: " : "(");
      text.appendRight(declaration.end, isNameless ? " }).default" : ")");
      const expression = { ...declaration, type: declaration.type.replace("Declaration", "Expression") };
      return { statement: { type: "ExpressionStatement", expression, start: declaration.start, end: statement.end } };
    }
    default:
      return { statement };
  }
}

/** `enum E` is compiled to `var E = (function (E) { … })(E || {})`; run again, it must not keep its old members. */
function restartEnums(original: readonly SyntaxNode[], statements: readonly SyntaxNode[], text: MagicString): void {
  const enums = new Set(
    original
      .map((node) => (node.type === "ExportNamedDeclaration" ? (nodeAt(node, "declaration") ?? node) : node))
      .filter(({ type }) => type === "TSEnumDeclaration")
      .map((node) => nameOf(node)),
  );
  for (const statement of statements) {
    const [declarator] = statement.type === "VariableDeclaration" ? listOf(statement.declarations) : [];
    if (declarator === undefined || !enums.delete(nameOf(declarator))) continue;
    const members = listOf(nodeAt(declarator, "init")?.arguments)[0];
    const left = members === undefined ? undefined : nodeAt(members, "left");
    if (left?.type === "Identifier") text.appendLeft(left.start, "false && ");
  }
}

function declaredBy(
  statements: readonly SyntaxNode[],
  imports: readonly CellImport[],
  ownNames: ReadonlySet<string>,
): Map<string, "constant" | "variable"> {
  const declared = new Map<string, "constant" | "variable">();
  for (const statement of statements) {
    const kind = statement.kind === "const" ? "constant" : "variable";
    for (const name of blockNames([statement])) declared.set(name, kind);
  }
  for (const name of varNames(statements)) declared.set(name, "variable");
  for (const name of imports.flatMap(({ bindings }) => bindings.map(({ local }) => local)))
    declared.set(name, "constant");
  for (const name of ownNames) declared.delete(name);
  return declared;
}

/** Names at the top level that the cell's author did not write: compiling made them up. */
function addedNames(source: string, statements: readonly SyntaxNode[]): string[] {
  const names = [...blockNames(statements), ...varNames(statements)];
  return names.filter((name) => /^_|^env_/.test(name) && !source.includes(name));
}

/** A name for the shared object that the cell does not contain. */
function freePrefix(source: string): string {
  let prefix = "$cell";
  while (source.includes(prefix)) prefix += "_";
  return prefix;
}

function endsInExpression(body: readonly SyntaxNode[]): boolean {
  const last = body.findLast(({ type }) => type !== "EmptyStatement");
  const expressions = ["ExpressionStatement", "ExportDefaultDeclaration", "TSExportAssignment"];
  return last !== undefined && expressions.includes(last.type);
}

/** Returns what a function makes of the last expression; awaited, it has come before resources are disposed. */
function returnLast(statements: readonly SyntaxNode[], text: MagicString, call: string): void {
  const last = statements.findLast(({ type }) => type !== "EmptyStatement");
  if (last?.type !== "ExpressionStatement") return;
  const { start, end } = nodeAt(last, "expression") as SyntaxNode;
  text.prependLeft(start, `return ${call}((`);
  text.appendRight(end, "))");
}

function nameOf(node: SyntaxNode): string {
  return nodeAt(node, "id")?.name as string;
}
