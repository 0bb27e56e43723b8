import type { CellNames, DeclaredName } from "./cell-names.js";

/** A cell that ran. */
export interface KeptCell {
  readonly code: string;
  readonly names: CellNames;
  /** Words of the cell that may be names. */
  readonly mentions: ReadonlySet<string>;
  /** The cells that own the names it uses, by name. */
  readonly uses: Map<string, KeptCell>;
  /** True if it uses the library by its name. */
  readonly usesLibrary: boolean;
}

/** Cells that ran, as the text of few documents from which others import. */
export interface CellDocuments {
  /** Imports of all documents, in one order; bound are those in which the owners of used names are. */
  imports(owners: Iterable<KeptCell>): readonly string[];
  add(cell: KeptCell): void;
  remove(cell: KeptCell): void;
  /** Texts of the documents whose cells have changed since this was last asked, by name. */
  changes(): ReadonlyMap<string, string>;
  /** Texts of all documents, by name. */
  texts(): ReadonlyMap<string, string>;
  /** A declaration of a cell's name for another document. */
  declarationOf(name: string, owner: KeptCell): string;
  /** Takes all cells out. */
  clear(): void;
}

interface CellDocument {
  readonly index: number;
  /** In the order in which they ran. */
  readonly cells: KeptCell[];
  /** Documents that it imports from. */
  readonly links: Set<number>;
  /** True once a cell of it has used the library. */
  hasLibrary: boolean;
}

/** A document's text is parsed anew whenever a cell is added to it. */
const mostCells = 64;
const mostCharacters = 64_000;

/**
 * Cells share documents, because each document that is added, like each change of what one imports, makes the compiler
 * resolve all modules again, ten times the work of a change of text. A cell goes into the first document where it
 * means the same as in one of its own.
 * @param count documents that are expected
 * @param library address of the library
 */
export function cellDocuments(count: number, library: string | undefined): CellDocuments {
  const documents: CellDocument[] = [];
  const places = new Map<KeptCell, CellDocument>();
  const changed = new Set<CellDocument>();
  const addDocument = (): CellDocument => {
    const document = { index: documents.length, cells: [], links: new Set<number>(), hasLibrary: false };
    documents.push(document);
    return document;
  };

  function fits(cell: KeptCell, { cells }: CellDocument): boolean {
    const size = cells.reduce((sum, { code }) => sum + code.length, cell.code.length);
    if (cells.length === 0) return true;
    if (cells.length >= mostCells || size > mostCharacters || cells.some(({ names }) => names.mayStop)) return false;
    return cells.every((other) => places.get(other) !== undefined && areCompatible(cell, other));
  }

  /** True if both cells can share a document: no name means one thing in the one and something else in the other. */
  function areCompatible(cell: KeptCell, other: KeptCell): boolean {
    for (const name of [...cell.names.own, ...cell.names.exported]) if (other.mentions.has(name)) return false;
    for (const [name, owner] of cell.uses) {
      if (owner === other) {
        // What is assigned in the same document has the type of what was assigned, elsewhere it has the declared one;
        // an array that was empty has the type of what was pushed, elsewhere any.
        const declared = other.names.shared.get(name);
        if (declared?.kind === "let" || declared?.evolves === true) return false;
      } else if (other.mentions.has(name) && other.uses.get(name) !== owner) return false;
    }
    return true;
  }

  function add(cell: KeptCell): void {
    const document = documents.find((one) => fits(cell, one)) ?? addDocument();
    document.cells.push(cell);
    document.hasLibrary ||= cell.usesLibrary;
    places.set(cell, document);
    for (const owner of cell.uses.values()) {
      const place = places.get(owner);
      if (place !== undefined && place !== document) document.links.add(place.index);
    }
    changed.add(document);
  }

  function remove(cell: KeptCell): void {
    const document = places.get(cell);
    if (document === undefined) return;
    document.cells.splice(document.cells.indexOf(cell), 1);
    places.delete(cell);
    changed.add(document);
  }

  function textOf(document: CellDocument): string {
    const { cells, links, hasLibrary } = document;
    const used = new Map(cells.flatMap(({ uses }) => [...uses]));
    const head = importsOf(links, used.values());
    if (hasLibrary && library !== undefined) {
      const isUsed = cells.some(({ usesLibrary }) => usesLibrary);
      head.push(importLibrary(library, isUsed));
    }
    for (const [name, owner] of used) {
      if (places.get(owner) !== document) head.push(declarationOf(name, owner));
    }
    const exported = new Set(cells.flatMap(({ names }) => [...names.exported]));
    const names = cells.flatMap((cell) => [...cell.names.shared.keys()]).filter((name) => !exported.has(name));
    const body = cells.map(({ code }) => `\n${code}\n;`).join("");
    return `${head.join(" ")}${body}export { ${names.join(", ")} };\n`;
  }

  function importsOf(indices: Iterable<number>, owners: Iterable<KeptCell>): string[] {
    const bound = new Set([...owners].map((owner) => places.get(owner)?.index));
    return [...indices].map((index) => importAll(index, bound.has(index)));
  }

  /** A variable is declared anew with its type, because what is imported cannot be assigned to. */
  function declarationOf(name: string, owner: KeptCell): string {
    const { kind, hasType } = owner.names.shared.get(name) as DeclaredName;
    const place = places.get(owner);
    if (place === undefined) return `declare let ${name}: any;`;
    const from = `${aliasOf(place.index)}.${name}`;
    return kind === "let" && !hasType ? `declare let ${name}: typeof ${from};` : `import ${name} = ${from};`;
  }

  const textsOf = (some: Iterable<CellDocument>): ReadonlyMap<string, string> =>
    new Map([...some].map((document) => [documentName(document.index), textOf(document)]));

  while (documents.length < count) addDocument();
  return {
    imports: (owners) => importsOf(documents.keys(), owners),
    add,
    remove,
    changes: () => {
      const texts = textsOf(changed);
      changed.clear();
      return texts;
    },
    texts: () => textsOf(documents),
    declarationOf,
    clear: () => {
      for (const document of documents) {
        if (document.cells.length > 0) changed.add(document);
        document.cells.length = 0;
      }
      places.clear();
    },
  };
}

/** Name of a document of cells. Hidden names are not proposed as imports. */
export function documentName(index: number): string {
  return `.open-interest-cells-${index}.mts`;
}

/** An import of a document of cells. Only one that is used is bound, for which the compiler reads all its names. */
function importAll(index: number, isUsed: boolean): string {
  return `import ${isUsed ? `* as ${aliasOf(index)}` : "{}"} from "./${documentName(index)}";`;
}

/** An import of the library, whose names are bound only if a cell uses them. */
export function importLibrary(library: string, isUsed: boolean): string {
  return `import ${isUsed ? "* as oi" : "{}"} from ${JSON.stringify(library)};`;
}

function aliasOf(index: number): string {
  return `${alias}${index}`;
}

const alias = "$openInterestCells";

/** True for a name that documents have for themselves. */
export function isOurs(name: string): boolean {
  return name.startsWith(alias) || name.includes(".open-interest-");
}

/** A text of the compiler without the names of documents in front of what they declare: `import("./x").C` is `C`. */
export function withoutOurNames(text: string): string {
  return text.replace(/\bimport\("[^"]*\.open-interest-[^"]*"\)\.|\$openInterestCells\d+\./g, "");
}
