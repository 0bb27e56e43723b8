import { cellDocuments, importLibrary, type KeptCell } from "./cell-documents.js";
import { type CellNames, cellNames, type DeclaredName, namesIn } from "./cell-names.js";

/** The cells of a notebook that still matter, and which of them declared each name last. */
export interface KeptCells {
  /** Takes a cell; gives the documents that have changed, with their texts. */
  keep(code: string): ReadonlyMap<string, string>;
  /** A line to stand before a cell: it declares the names of earlier cells that the cell mentions. */
  prefix(code: string, names: CellNames): string;
  /** Names of earlier cells, latest first. */
  names(): ReadonlyMap<string, DeclaredName>;
  /** All documents with their texts. */
  documents(): ReadonlyMap<string, string>;
  /** Loads the library with the next cell, whether it mentions it or not. */
  needLibrary(): void;
  /** Forgets all cells; gives the documents that have changed. */
  reset(): ReadonlyMap<string, string>;
}

/** Cells of which only the types of other cells depend. More of them are forgotten, oldest first, as any type. */
const mostOverruled = 100;

/**
 * @param expected documents that are there from the start
 * @param library address to import the library from in cells that mention `oi`; undefined for no such name
 */
export function keptCells(expected: number, library: string | undefined): KeptCells {
  const documents = cellDocuments(expected, library);
  const owners = new Map<string, KeptCell>();
  let live = new Set<KeptCell>();
  let hasLibrary = false;

  function read(code: string, names: CellNames): KeptCell {
    const mentions = namesIn(code);
    const uses = new Map<string, KeptCell>();
    for (const name of mentions) {
      const owner = names.own.has(name) ? undefined : owners.get(name);
      if (owner !== undefined) uses.set(name, owner);
    }
    const usesLibrary = library !== undefined && mentions.has("oi") && !owners.has("oi") && !names.own.has("oi");
    return { code, names, mentions, uses, usesLibrary };
  }

  /** All cells begin with the same imports in the same order, so that going from one to the next changes text only. */
  function prefix(code: string, names: CellNames): string {
    const cell = read(code, names);
    hasLibrary ||= cell.usesLibrary;
    const lines = [...documents.imports(cell.uses.values())];
    if (hasLibrary && library !== undefined) lines.push(importLibrary(library, cell.usesLibrary));
    for (const [name, owner] of cell.uses) lines.push(documents.declarationOf(name, owner));
    return lines.join(" ");
  }

  function keep(code: string): ReadonlyMap<string, string> {
    const names = cellNames(code);
    if (names.shared.size === 0 && !names.isGlobal) return new Map();
    const newest = read(code, names);
    const same = sameCell(newest);
    const cell = same ?? newest;
    for (const name of names.shared.keys()) {
      owners.delete(name);
      owners.set(name, cell);
    }
    if (same !== undefined) return new Map();
    for (const dropped of sweep(cell)) {
      documents.remove(dropped);
      // Cells that still use it must not keep all those before it.
      dropped.uses.clear();
    }
    documents.add(cell);
    return documents.changes();
  }

  /** The cell that ran with the same text and means the same still, if nothing has overruled it. */
  function sameCell({ code, names, uses }: KeptCell): KeptCell | undefined {
    const [name = ""] = names.shared.keys();
    const before = owners.get(name);
    if (before?.code !== code || before.uses.size !== uses.size) return undefined;
    const isOwner = [...names.shared.keys()].every((one) => owners.get(one) === before);
    return isOwner && [...uses].every(([one, owner]) => before.uses.get(one) === owner) ? before : undefined;
  }

  /** Finds the cells that nothing needs any more: those that own no name, and whose types nothing is made of. */
  function sweep(newest: KeptCell): readonly KeptCell[] {
    const needed = new Set<KeptCell>(owners.values());
    for (const cell of live) if (cell.names.isGlobal && cell.code !== newest.code) needed.add(cell);
    if (newest.names.isGlobal) needed.add(newest);
    const owning = needed.size;
    for (const cell of needed) for (const used of cell.uses.values()) if (live.has(used)) needed.add(used);
    const overruled = new Set([...needed].slice(owning));
    const oldest = [...live].filter((cell) => overruled.has(cell));
    for (const cell of oldest.slice(0, Math.max(0, overruled.size - mostOverruled))) needed.delete(cell);
    const before = live;
    live = new Set([...[...before].filter((cell) => needed.has(cell)), newest]);
    return [...before].filter((cell) => !live.has(cell));
  }

  return {
    keep,
    prefix,
    names: () => {
      const entries = [...owners].map(([name, { names }]) => [name, names.shared.get(name) as DeclaredName] as const);
      return new Map(entries.reverse());
    },
    documents: documents.texts,
    needLibrary: () => {
      hasLibrary = true;
    },
    reset: () => {
      owners.clear();
      live.clear();
      documents.clear();
      return documents.changes();
    },
  };
}
