import type { Position } from "./position.js";
import { listOf, nodeAt, type SyntaxNode } from "./syntax-tree.js";

/** An `import` statement of a cell. */
export interface CellImport {
  readonly specifier: string;
  /** Such as `{ type: "json" }`; a specifier that ends in `.json` gets that one by itself. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Names it declares; `imported` is undefined for the module as a whole. */
  readonly bindings: readonly { readonly imported: string | undefined; readonly local: string }[];
  /** Offset in the text without types. */
  readonly offset: number;
  /** Place of the statement in the cell. */
  readonly position?: Position;
}

/** Reads an `import` statement, or an `export … from`, which imports without declaring a name. */
export function cellImport(statement: SyntaxNode): CellImport {
  const specifier = (nodeAt(statement, "source") as SyntaxNode).value as string;
  const written = listOf(statement.attributes).map((attribute) => [
    textOf(nodeAt(attribute, "key")),
    textOf(nodeAt(attribute, "value")),
  ]);
  const attributes = Object.fromEntries(written);
  const bindings = statement.type !== "ImportDeclaration" ? [] : listOf(statement.specifiers).map(binding);
  return {
    specifier,
    attributes: written.length === 0 && specifier.endsWith(".json") ? { type: "json" } : attributes,
    bindings,
    offset: statement.start,
  };
}

/**
 * The value that a module gives for an imported name. A CommonJS module whose exports cannot be told from its text has
 * them on its default export.
 */
export function importedValue(
  module: Readonly<Record<string, unknown>>,
  imported: string | undefined,
): { readonly found: boolean; readonly value?: unknown } {
  if (imported === undefined) return { found: true, value: module };
  if (imported in module) return { found: true, value: module[imported] };
  const whole = module.default;
  const onDefault = (typeof whole === "object" || typeof whole === "function") && whole !== null && imported in whole;
  return onDefault ? { found: true, value: (whole as Record<string, unknown>)[imported] } : { found: false };
}

function binding(specifier: SyntaxNode): { imported: string | undefined; local: string } {
  const local = textOf(nodeAt(specifier, "local"));
  if (specifier.type === "ImportNamespaceSpecifier") return { imported: undefined, local };
  return {
    imported: specifier.type === "ImportDefaultSpecifier" ? "default" : textOf(nodeAt(specifier, "imported")),
    local,
  };
}

/** A name, or the text of a string. */
function textOf(node: SyntaxNode | undefined): string {
  return String(node?.name ?? node?.value);
}
