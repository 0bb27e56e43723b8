import { type CellNames, cellNames, type DeclaredName, namesIn } from "./cell-names.js";

/** A cell that ran, as a document from which others import. */
export interface KeptCell {
  /** Name of its document, without the folder. */
  readonly document: string;
  readonly code: string;
  readonly text: string;
  readonly names: CellNames;
  /** Cells whose names it uses. */
  readonly uses: ReadonlySet<KeptCell>;
}

/** The cells of a notebook that still matter, and which of them declared each name last. */
export interface KeptCells {
  /** Takes a cell; gives the documents that have changed, with their texts, empty for those nobody needs any more. */
  keep(code: string): ReadonlyMap<string, string>;
  /** A line to stand before a cell: it declares the names of earlier cells that the cell mentions. */
  prefix(code: string, names?: CellNames): string;
  /** Names of earlier cells, latest first. */
  names(): ReadonlyMap<string, DeclaredName>;
  /** All documents with their texts. */
  documents(): ReadonlyMap<string, string>;
  reset(): void;
}

/** Cells of which only the types of other cells depend. More of them are forgotten, oldest first, as any type. */
const mostOverruled = 100;

/**
 * @param library address to import the library from in cells that mention `oi`; undefined for no such name
 */
export function keptCells(library: string | undefined): KeptCells {
  const owners = new Map<string, KeptCell>();
  let live = new Set<KeptCell>();
  const free: string[] = [];
  let documents = 0;

  function prefixOf(code: string, names: CellNames): { text: string; uses: Set<KeptCell> } {
    const lines: string[] = [];
    const uses = new Set<KeptCell>();
    for (const name of namesIn(code)) {
      const owner = owners.get(name);
      if (names.own.has(name)) continue;
      if (owner !== undefined) {
        uses.add(owner);
        lines.push(declarationOf(name, owner));
      } else if (name === "oi" && library !== undefined) {
        lines.push(`import * as oi from ${JSON.stringify(library)};`);
      }
    }
    return { text: lines.join(" "), uses };
  }

  function keep(code: string): ReadonlyMap<string, string> {
    const names = cellNames(code);
    const changed = new Map<string, string>();
    if (names.shared.size === 0 && !names.isGlobal) return changed;
    const { text, uses } = prefixOf(code, names);
    const exports = [...names.shared.keys()].filter((name) => !names.exported.has(name));
    const document = free.pop() ?? documentName(documents++);
    const cell = { document, code, names, uses, text: `${text}\n${code}\n;export { ${exports.join(", ")} };\n` };
    for (const name of names.shared.keys()) {
      owners.delete(name);
      owners.set(name, cell);
    }
    changed.set(cell.document, cell.text);
    for (const dropped of sweep(cell)) {
      if (dropped.document !== cell.document) changed.set(dropped.document, "");
      free.push(dropped.document);
    }
    return changed;
  }

  /** Finds the cells that nothing needs any more: those that own no name, and whose types nothing is made of. */
  function sweep(newest: KeptCell): readonly KeptCell[] {
    const needed = new Set<KeptCell>(owners.values());
    for (const cell of live) if (cell.names.isGlobal && cell.code !== newest.code) needed.add(cell);
    if (newest.names.isGlobal) needed.add(newest);
    const owning = needed.size;
    for (const cell of needed) for (const used of cell.uses) if (live.has(used)) needed.add(used);
    const overruled = [...needed].slice(owning);
    const oldest = [...live].filter((cell) => overruled.includes(cell));
    for (const cell of oldest.slice(0, Math.max(0, overruled.length - mostOverruled))) needed.delete(cell);
    const before = live;
    live = new Set([...[...before].filter((cell) => needed.has(cell)), newest]);
    return [...before].filter((cell) => !live.has(cell));
  }

  return {
    keep,
    prefix: (code, names = cellNames(code)) => prefixOf(code, names).text,
    names: () => {
      const entries = [...owners].map(([name, { names }]) => [name, names.shared.get(name) as DeclaredName] as const);
      return new Map(entries.reverse());
    },
    documents: () => new Map([...live].map(({ document, text }) => [document, text])),
    reset: () => {
      owners.clear();
      live.clear();
      free.length = 0;
      documents = 0;
    },
  };
}

/** Name of the document of a cell. Hidden names are not proposed as imports. */
export function documentName(index: number): string {
  return `.open-interest-cell-${index}.mts`;
}

/** A variable is declared anew with its type, because what is imported cannot be assigned to. */
function declarationOf(name: string, { document, names }: KeptCell): string {
  const { kind, hasType } = names.shared.get(name) as DeclaredName;
  const from = JSON.stringify(`./${document}`);
  return kind === "let" && !hasType
    ? `declare let ${name}: typeof import(${from}).${name};`
    : `import { ${name} } from ${from};`;
}
