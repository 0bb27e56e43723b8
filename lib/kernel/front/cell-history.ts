import { cutText } from "../session/cut-text.js";
import { booleanField, type Content, integerField, textField } from "./content-fields.js";
import { globMatch } from "./glob-match.js";

/** Session, number and code of a cell, or code and result. */
export type HistoryEntry = readonly [number, number, string | readonly [string, string | null]];

/** The cells of a kernel as `history_request` asks for them. */
export interface CellHistory {
  /** Takes a cell that begins. */
  add(executionCount: number, code: string): void;
  /** Takes the text of a cell's result. */
  addResult(executionCount: number, text: string): void;
  /** What a request asks for, oldest first; nothing for a kind of request that is unknown. */
  find(request: Content): readonly HistoryEntry[];
}

interface Cell {
  readonly count: number;
  readonly code: string;
  result: string | null;
}

/** Most cells, characters of all their code, and characters of a result. */
const [mostCells, mostCode, mostResult] = [10_000, 20_000_000, 10_000];
/** This kernel's; there are no others. */
const session = 0;

/** An empty history. The oldest cells are forgotten when there are too many. */
export function cellHistory(): CellHistory {
  let cells: Cell[] = [];
  let length = 0;

  function add(count: number, code: string): void {
    cells.push({ count, code, result: null });
    length += code.length;
    if (cells.length <= mostCells && length <= mostCode) return;
    // A tenth at once, so that each cell is moved rarely.
    const dropped = Math.max(1, Math.floor(cells.length / 10));
    for (const cell of cells.slice(0, dropped)) length -= cell.code.length;
    cells = cells.slice(dropped);
  }

  function inRange(request: Content): readonly Cell[] {
    if ((integerField(request, "session") ?? session) !== session) return [];
    const end = (cells.at(-1)?.count ?? 0) + 1;
    const from = (value: number): number => (value < 0 ? value + end : value);
    const start = from(integerField(request, "start") ?? 0);
    const stop = from(integerField(request, "stop") ?? 0) || end;
    return cells.filter(({ count }) => count >= start && count < stop);
  }

  function matching(request: Content): readonly Cell[] {
    const pattern = textField(request, "pattern") ?? "*";
    const found = cells.filter(({ code }) => globMatch(pattern, code));
    const wanted = booleanField(request, "unique", false) ? lastOfEach(found) : found;
    return lastOf(wanted, integerField(request, "n") ?? wanted.length);
  }

  function chosen(request: Content): readonly Cell[] {
    switch (textField(request, "hist_access_type")) {
      case "tail":
        return lastOf(cells, integerField(request, "n") ?? 10);
      case "range":
        return inRange(request);
      case "search":
        return matching(request);
      default:
        return [];
    }
  }

  return {
    add,
    addResult: (count, text) => {
      const cell = cells.findLast((one) => one.count === count);
      if (cell !== undefined) cell.result = cutText(text, mostResult);
    },
    find: (request) => {
      const withResult = booleanField(request, "output", false);
      return chosen(request).map(({ count, code, result }) => [session, count, withResult ? [code, result] : code]);
    },
  };
}

function lastOf<T>(list: readonly T[], most: number): readonly T[] {
  return most <= 0 ? [] : list.slice(-most);
}

function lastOfEach(cells: readonly Cell[]): readonly Cell[] {
  const last = new Map(cells.map((cell) => [cell.code, cell]));
  return cells.filter((cell) => last.get(cell.code) === cell);
}
