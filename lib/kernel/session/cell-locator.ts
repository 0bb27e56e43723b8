import { SourceMap } from "node:module";
import type MagicString from "magic-string";
import { type Position, positionAt } from "./position.js";

/** Finds places of a cell through the maps of its two steps, which are decoded only when an error asks for them. */
export function cellLocator(
  source: string,
  plainCode: string,
  plainMap: { readonly mappings: string } | undefined,
  text: MagicString,
): {
  readonly plain: (offset: number) => Position;
  readonly final: (line: number, column: number) => Position | undefined;
} {
  let toSource: SourceMap | undefined;
  let toPlain: SourceMap | undefined;
  const sourcePosition = (line: number, column: number): Position | undefined => {
    toSource ??= decodedMap(plainMap?.mappings ?? "");
    return entryAt(toSource, line, column, source);
  };
  return {
    plain: (offset) => {
      const { line, column } = positionAt(plainCode, offset);
      return sourcePosition(line, column) ?? { line: 1, column: 1 };
    },
    final: (line, column) => {
      toPlain ??= decodedMap(text.generateMap({ hires: true }).mappings);
      const plain = entryAt(toPlain, line, column, plainCode);
      return plain && sourcePosition(plain.line, plain.column);
    },
  };
}

function decodedMap(mappings: string): SourceMap {
  return new SourceMap({
    version: 3,
    file: "",
    sources: ["cell"],
    sourcesContent: [],
    names: [],
    mappings,
    sourceRoot: "",
  });
}

function entryAt(map: SourceMap, line: number, column: number, text: string): Position | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  if (!("originalLine" in entry) || entry.originalLine === undefined) return undefined;
  const lines = text.split("\n").length;
  return entry.originalLine < lines ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined;
}
