import { type CellContext, currentCell, runInCell, runOutside } from "./cell-context.js";
import { Interrupted } from "./interrupted.js";

/** Code of cells that runs now, each piece in a turn of its own, so that it can be given up whatever it does. */
export interface RunningCode {
  /**
   * Calls a function as part of a cell and gives what it gives. The promise settles also if the function was ended from
   * outside and never comes back.
   */
  guard<T>(context: CellContext, body: () => T | Promise<T>): Promise<T>;
  /** Fails what runs of a cell; false if nothing of it runs. */
  fail(context: CellContext | undefined, thrown: unknown): boolean;
  /** Marks what runs as interrupted; for code that is about to be ended. @param place where it is, lines of a stack */
  mark(place?: string): void;
  /** Gives up what runs or is marked, with an `Interrupted` error; false if there is nothing. */
  interrupt(): boolean;
  /** True while code of a cell runs or is awaited. */
  readonly isActive: boolean;
}

interface Piece {
  readonly context: CellContext;
  readonly reject: (thrown: unknown) => void;
}

const { setImmediate } = globalThis;

/** Nothing runs yet. */
export function runningCode(): RunningCode {
  const pieces = new Set<Piece>();
  const marked = new Set<CellContext>();
  let lastPlace: string | undefined;

  function markOne(context: CellContext): void {
    context.isInterrupted = true;
    marked.add(context);
  }

  return {
    guard: (context, body) =>
      new Promise((resolve, reject) => {
        const piece = { context, reject: end(reject) };
        pieces.add(piece);
        function end<V>(settle: (value: V) => void): (value: V) => void {
          return (value) => {
            pieces.delete(piece);
            settle(value);
          };
        }
        Promise.resolve()
          .then(() => runInCell(context, body))
          .then(end(resolve), end(reject));
      }),
    fail: (context, thrown) => {
      const failed = [...pieces].filter((piece) => piece.context === context);
      for (const { reject } of failed) reject(thrown);
      return failed.length > 0;
    },
    mark: (place) => {
      lastPlace = place;
      for (const { context } of pieces) markOne(context);
      const running = currentCell();
      if (running !== undefined) markOne(running);
    },
    interrupt: () => {
      for (const { context } of pieces) markOne(context);
      const isAny = marked.size > 0;
      const error = new Interrupted(lastPlace);
      for (const context of marked) {
        context.timers.end();
        // Listeners are code of cells, and may do anything.
        setImmediate(() => runInCell(context, () => context.abort.abort(error)));
      }
      marked.clear();
      lastPlace = undefined;
      for (const { reject } of [...pieces]) runOutside(() => reject(error));
      return isAny;
    },
    get isActive() {
      return pieces.size > 0;
    },
  };
}
