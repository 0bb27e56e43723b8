import { isOurs, withoutOurNames } from "./cell-documents.js";
import type { DeclaredName } from "./cell-names.js";
import { cellOffset, type LspRange } from "./lsp-text.js";
import type { Completion, CompletionMatch } from "./type-service.js";

/** An item of `textDocument/completion`. */
export interface CompletionItem {
  readonly label: string;
  readonly kind?: number;
  readonly detail?: string;
  readonly labelDetails?: { readonly detail?: string };
  readonly sortText?: string;
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string; readonly range?: LspRange; readonly replace?: LspRange };
}

const most = 500;

/** Names of the protocol's kinds, from 1. */
const kinds = (
  "text method function constructor property variable class interface module property unit value enum keyword " +
  "snippet color file reference folder enummember constant struct event operator type"
).split(" ");

/**
 * What may stand at an offset of a cell: what the server proposes, cut to what begins as the author began, in the same
 * letters first; in place of a bare name, the names of earlier cells first.
 */
export function completionOf(
  code: string,
  offset: number,
  items: readonly CompletionItem[],
  earlier: ReadonlyMap<string, DeclaredName>,
): Completion {
  const { start, end, proposed } = commonPlace(code, offset, items);
  const typed = code.slice(start, offset);
  const isBare = items.length === 0 ? code.trim() === "" : items.some(({ label }) => label === "globalThis");
  const first = isBare ? [...earlier].map(([text, { kind }]) => ({ text, type: typeOf(kind) })) : [];
  const matches = new Map<string, CompletionMatch>();
  for (const match of [...first, ...proposed]) {
    const begins = match.text.toLowerCase().startsWith(typed.toLowerCase());
    if (begins && !matches.has(match.text) && !isOurs(match.text)) matches.set(match.text, match);
  }
  const found = [...matches.values()];
  const exact = found.filter(({ text }) => text.startsWith(typed));
  const others = found.filter(({ text }) => !text.startsWith(typed));
  return { matches: [...exact, ...others].slice(0, most), start, end };
}

/** Items may replace different parts; those that most of them replace are kept: `a.` proposes no `["b-c"]`. */
function commonPlace(code: string, offset: number, items: readonly CompletionItem[]) {
  const word = wordAt(code, offset);
  const groups = new Map<string, { start: number; end: number; items: CompletionItem[] }>();
  for (const item of items) {
    const range = item.textEdit?.range ?? item.textEdit?.replace;
    const place =
      range === undefined ? word : { start: cellOffset(code, range.start), end: cellOffset(code, range.end) };
    const key = `${place.start}`;
    const group = groups.get(key) ?? { ...place, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  const [group] = [...groups.values()].sort((a, b) => b.items.length - a.items.length);
  const sorted = [...(group?.items ?? [])].sort(
    (a, b) => compare(a.sortText ?? a.label, b.sortText ?? b.label) || compare(a.label, b.label),
  );
  const { start, end } = group ?? word;
  return { start, end: Math.max(end, offset), proposed: sorted.map(matchOf) };
}

function matchOf({ label, kind, detail, labelDetails, insertText, textEdit }: CompletionItem): CompletionMatch {
  const text = textEdit?.newText ?? insertText ?? label;
  const signature = labelDetails?.detail ?? (detail === text ? undefined : detail);
  return { text, type: kinds[(kind ?? 1) - 1] ?? "text", ...(signature && { signature: withoutOurNames(signature) }) };
}

function wordAt(code: string, offset: number): { start: number; end: number } {
  const before = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(code.slice(0, offset))?.[0].length ?? 0;
  const after = /^[\p{ID_Continue}$\u200c\u200d]*/u.exec(code.slice(offset))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

function typeOf(kind: DeclaredName["kind"]): string {
  if (kind === "let" || kind === "const") return kind === "let" ? "variable" : "constant";
  return kind === "namespace" || kind === "import" ? "module" : kind;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
