import MagicString from "magic-string";
import { type CellImport, cellImport } from "../cell-import.js";
import { cellLocator } from "../cell-locator.js";
import { blockNames, isAnonymous, varNames } from "../declared-names.js";
import { type Position, positionAt } from "../position.js";
import { rewriteNames } from "../rewrite-names.js";
import { listOf, nodeAt, parseModule, type SyntaxNode } from "../syntax-tree.js";
import { hasDecorators, withoutDecorators, withoutTypes } from "../without-types.js";
import { ModuleSyntaxError } from "./module-syntax-error.js";

/** What a local module is made into: the text of a function to call, and what it imports and exports. */
export interface ModuleText {
  /**
   * Body of a function that gives an async function of the imported names, what takes the exports (an object of functions that read them), a promise
   * it waits for before its first statement, what refuses assignment to an import, `import.meta`, `CellHelpers` and, for
   * CommonJS, `require`, `module` and `exports`.
   */
  readonly code: string;
  readonly imports: readonly CellImport[];
  /** `export { a as b } from "x"`; without `imported` the module as a whole, without `exported` all its names. */
  readonly reexports: readonly Reexport[];
  /** Exports that never change once the module has run. */
  readonly constants: ReadonlySet<string>;
  /** Imported names that the module uses. */
  readonly used: ReadonlySet<string>;
  readonly locate: (line: number, column: number) => Position | undefined;
}

export interface Reexport {
  readonly specifier: string;
  readonly imported?: string;
  readonly exported?: string;
}

/** Exports as they are read off the statements. */
interface Exports {
  /** Text of the expression that gives each. */
  readonly values: Map<string, string>;
  readonly constants: Set<string>;
  readonly reexports: Reexport[];
}

/**
 * Makes a module of TypeScript or JavaScript into a function that runs it. Its own names stay as they are; those it
 * imports become properties of one object, so that they follow what the other module assigns.
 * @throws {ModuleSyntaxError} if the text is not what the file's extension says
 */
export function moduleText(source: string, url: string): ModuleText {
  const fileName = new URL(url).pathname;
  const language = /\.[mc]?ts$/.test(fileName) ? "ts" : fileName.endsWith(".tsx") ? "tsx" : "jsx";
  const original = parseModule(source, language);
  const [mistake] = original.mistakes;
  if (mistake !== undefined) {
    throw new ModuleSyntaxError(mistake.message, url, source, positionAt(source, mistake.offset));
  }
  const compile = hasDecorators(source, original.body) ? withoutDecorators : withoutTypes;
  const plain = compile(source, { fileName, keepsImports: false });
  const { body } = parseModule(plain.code, "js");

  const text = new MagicString(plain.code);
  const prefix = freePrefix(source);
  const imports: CellImport[] = [];
  const exports: Exports = { values: new Map(), constants: new Set(), reexports: [] };
  const statements = body.flatMap((statement) => takeStatement(statement, text, imports, exports, `${prefix}Default`));
  const fixed = fixedNames(statements);
  for (const [name, value] of exports.values) if (fixed.has(value)) exports.constants.add(name);
  const imported = new Set(imports.flatMap(({ bindings }) => bindings.map(({ local }) => local)));
  const used = rewriteNames(text, statements, {
    isShared: (name) => imported.has(name),
    isConstant: () => true,
    names: prefix,
    declare: prefix,
    constant: `${prefix}Constant`,
    meta: `${prefix}Meta`,
    import: `${prefix}Helpers.import`,
    helpers: `${prefix}Helpers`,
    ownNames: new Set([...blockNames(statements), ...varNames(statements)]),
  });
  const values = [...exports.values].map(([name, value]) => {
    return `[${JSON.stringify(name)}]: () => ${imported.has(value) ? `${prefix}.${value}` : value}`;
  });
  const parameters = ["", "Export", "Ready", "Constant", "Meta", "Helpers"].map((name) => prefix + name);
  // In a block of its own, so that the module may declare `require` and the like itself.
  text.prepend(
    `return (async function (${parameters.join(", ")}, require, module, exports) { "use strict"; { ` +
      `${prefix}Export({ ${values.join(", ")} }); await ${prefix}Ready; `,
  );
  text.append("\n}});");

  const locateIn = cellLocator(source, plain.code, plain.map, text);
  return {
    code: text.toString(),
    imports: imports.map((one) => ({ ...one, position: locateIn.plain(one.offset) })),
    reexports: exports.reexports,
    constants: exports.constants,
    used: new Set([...used, ...exports.values.values()]),
    locate: locateIn.final,
  };
}

/** Takes `import` and `export` off a statement; what is left of it is run. */
function takeStatement(
  statement: SyntaxNode,
  text: MagicString,
  imports: CellImport[],
  exports: Exports,
  defaultName: string,
): SyntaxNode[] {
  switch (statement.type) {
    case "ImportDeclaration":
      imports.push(cellImport(statement));
      text.remove(statement.start, statement.end);
      return [];
    case "ExportAllDeclaration": {
      const exported = nodeAt(statement, "exported");
      imports.push(cellImport(statement));
      exports.reexports.push({ specifier: specifierOf(statement), ...(exported && { exported: textOf(exported) }) });
      text.remove(statement.start, statement.end);
      return [];
    }
    case "ExportNamedDeclaration":
      return takeNamed(statement, text, imports, exports);
    case "ExportDefaultDeclaration":
      return takeDefault(statement, text, exports, defaultName);
    default:
      return [statement];
  }
}

function takeNamed(
  statement: SyntaxNode,
  text: MagicString,
  imports: CellImport[],
  { values, reexports }: Exports,
): SyntaxNode[] {
  const declaration = nodeAt(statement, "declaration");
  text.remove(statement.start, declaration?.start ?? statement.end);
  if (declaration !== undefined) {
    for (const name of [...blockNames([declaration]), ...varNames([declaration])]) values.set(name, name);
    return [declaration];
  }
  if (nodeAt(statement, "source") !== undefined) imports.push({ ...cellImport(statement), bindings: [] });
  for (const specifier of listOf(statement.specifiers)) {
    const [local, exported] = [textOf(nodeAt(specifier, "local")), textOf(nodeAt(specifier, "exported"))];
    if (nodeAt(statement, "source") === undefined) values.set(exported, local);
    else reexports.push({ specifier: specifierOf(statement), imported: local, exported });
  }
  return [];
}

/** Names of the top level that are taken for constant: all but those of `let` and `var`. */
function fixedNames(statements: readonly SyntaxNode[]): Set<string> {
  const isFixed = ({ type, kind }: SyntaxNode): boolean => type !== "VariableDeclaration" || kind === "const";
  return new Set(blockNames(statements.filter(isFixed)));
}

function takeDefault(statement: SyntaxNode, text: MagicString, exports: Exports, defaultName: string): SyntaxNode[] {
  const declaration = nodeAt(statement, "declaration") as SyntaxNode;
  const isDeclared = declaration.type.endsWith("Declaration") && nodeAt(declaration, "id") !== undefined;
  exports.constants.add("default");
  exports.values.set("default", isDeclared ? textOf(nodeAt(declaration, "id")) : defaultName);
  if (isDeclared) {
    text.remove(statement.start, declaration.start);
    return [declaration];
  }
  const expression = { ...declaration, type: declaration.type.replace("Declaration", "Expression") };
  const isNameless = isAnonymous(expression);
  text.overwrite(statement.start, declaration.start, `const ${defaultName} = ${isNameless ? "({ default: " : "("}`);
  text.appendRight(declaration.end, isNameless ? " }).default;" : ");");
  return [{ type: "ExpressionStatement", expression, start: declaration.start, end: declaration.end }];
}

function specifierOf(statement: SyntaxNode): string {
  return textOf(nodeAt(statement, "source"));
}

function textOf(node: SyntaxNode | undefined): string {
  return String(node?.name ?? node?.value);
}

function freePrefix(source: string): string {
  let prefix = "$module";
  while (source.includes(prefix)) prefix += "_";
  return prefix;
}
