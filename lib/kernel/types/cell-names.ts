import { patternNames, variableNames, varNames } from "../session/declared-names.js";
import { childrenOf, isFunction, listOf, nodeAt, parseModule, type SyntaxNode } from "../session/syntax-tree.js";

/** How a name was declared; `type` for what has no value. */
export type NameKind = "const" | "let" | "function" | "class" | "enum" | "namespace" | "import" | "type";

/** What a name stands for. */
export interface DeclaredName {
  readonly kind: NameKind;
  /** True if a type of that name is declared too. */
  readonly hasType: boolean;
  /** True for a constant whose type is made of what is pushed into it: `const rows = []`. */
  readonly evolves?: boolean;
}

/** The top level of a cell, as far as other cells are concerned. */
export interface CellNames {
  /** Names that cells after it see. */
  readonly shared: ReadonlyMap<string, DeclaredName>;
  /** Names that must not be declared once more in front of the cell: the shared ones, and those that end with it. */
  readonly own: ReadonlySet<string>;
  /** Shared names that the cell exports by itself. */
  readonly exported: ReadonlySet<string>;
  /** True if the cell declares global names or extends modules, which counts for all cells. */
  readonly isGlobal: boolean;
  /** True if what follows the cell might not be reached: it throws or loops at its top level. */
  readonly mayStop: boolean;
}

/** Reads what a cell declares; of text that cannot be parsed, what its declarations seem to be. */
export function cellNames(code: string): CellNames {
  const { body } = parseModule(code, "ts");
  if (body.length === 0) return guessedNames(code);
  const shared = new Map<string, DeclaredName>();
  const own = new Set<string>();
  const exported = new Set<string>();
  let isGlobal = false;
  const declare = (name: string, kind: NameKind, evolves = false): void => {
    own.add(name);
    const before = shared.get(name);
    const hasType = before?.hasType === true || before?.kind === "type" || hasTypeToo(kind);
    shared.set(name, { kind: before !== undefined && kind === "type" ? before.kind : kind, hasType, evolves });
  };
  for (const statement of body) {
    const isExport = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
    const node = isExport ? (nodeAt(statement, "declaration") ?? statement) : statement;
    if (statement.type === "ExportNamedDeclaration" && node === statement) {
      for (const specifier of listOf(statement.specifiers)) exported.add(nameIn(specifier, "exported"));
    }
    if (isGlobalDeclaration(node)) isGlobal = true;
    const growing = evolvingNames(node);
    for (const [name, kind] of declarations(node)) {
      if (kind === undefined) own.add(name);
      else declare(name, kind, growing.has(name));
      if (statement.type === "ExportNamedDeclaration") exported.add(name);
    }
  }
  for (const name of varNames(body)) if (!own.has(name)) declare(name, "let");
  return { shared, own, exported, isGlobal, mayStop: body.some(mayStop) };
}

function mayStop(node: SyntaxNode): boolean {
  if (isFunction(node)) return false;
  if (node.type === "ThrowStatement" || isEndless(node)) return true;
  return childrenOf(node).some(mayStop);
}

function isEndless(node: SyntaxNode): boolean {
  if (node.type === "ForStatement") return nodeAt(node, "test") === undefined;
  const isLoop = node.type === "WhileStatement" || node.type === "DoWhileStatement";
  return isLoop && nodeAt(node, "test")?.type === "Literal";
}

/** Names that a statement declares; without a kind those of `using`, which end with the cell. */
function declarations(node: SyntaxNode): readonly (readonly [string, NameKind | undefined])[] {
  const named = (kind: NameKind) => listOf(node.id).flatMap((id) => firstName(id).map((name) => [name, kind] as const));
  switch (node.type) {
    case "VariableDeclaration": {
      const isUsing = node.kind !== "const" && node.kind !== "let" && node.kind !== "var";
      const kind = isUsing ? undefined : node.kind === "const" ? "const" : "let";
      return variableNames(node).map((name) => [name, kind] as const);
    }
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return named("function");
    case "ClassDeclaration":
      return named("class");
    case "TSEnumDeclaration":
      return named("enum");
    case "TSModuleDeclaration":
      return isGlobalDeclaration(node) ? [] : named("namespace");
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return named("type");
    case "TSImportEqualsDeclaration":
      return named("import");
    case "ImportDeclaration":
      return listOf(node.specifiers).map((specifier) => [nameIn(specifier, "local"), "import"] as const);
    default:
      return [];
  }
}

/** Names that a statement declares as empty arrays without a type. */
function evolvingNames(node: SyntaxNode): ReadonlySet<string> {
  const declarators = node.type === "VariableDeclaration" ? listOf(node.declarations) : [];
  const empty = declarators.filter((declarator) => {
    const init = nodeAt(declarator, "init");
    const hasType = listOf(declarator.id).some((id) => nodeAt(id, "typeAnnotation") !== undefined);
    return !hasType && init?.type === "ArrayExpression" && listOf(init.elements).length === 0;
  });
  return new Set(empty.flatMap((declarator) => listOf(declarator.id)).flatMap(patternNames));
}

/** Leftmost name of an identifier, or of a namespace's `A.B`. */
function firstName(id: SyntaxNode): string[] {
  const left = nodeAt(id, "left");
  return id.type === "TSQualifiedName" && left !== undefined ? firstName(left) : patternNames(id);
}

function isGlobalDeclaration(node: SyntaxNode): boolean {
  return node.type === "TSModuleDeclaration" && (node.kind === "global" || nodeAt(node, "id")?.type === "Literal");
}

function hasTypeToo(kind: NameKind): boolean {
  return kind !== "const" && kind !== "let" && kind !== "function";
}

function nameIn(specifier: SyntaxNode, field: string): string {
  const node = nodeAt(specifier, field);
  return String(node?.name ?? node?.value);
}

const declarationWord =
  /\b(?:const|let|var|using|function\*?|class|enum|namespace|interface|type)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;
const importClause = /\bimport\s+([^"';]*?)\s+from\b/g;

function guessedNames(code: string): CellNames {
  const own = new Set([...code.matchAll(declarationWord)].map((match) => match[1] as string));
  for (const [, clause] of code.matchAll(importClause)) {
    for (const name of namesIn(clause as string)) own.add(name);
  }
  return { shared: new Map(), own, exported: new Set(), isGlobal: false, mayStop: false };
}

/** Words of a text that may be names; what follows a dot is none, except the three of `...a`. */
export function namesIn(code: string): Set<string> {
  return new Set(code.match(possibleName) ?? []);
}

const possibleName = /(?<![\p{ID_Continue}$\u200c\u200d]|(?<!\.\.)\.)[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;
