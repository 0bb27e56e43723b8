import { pathToFileURL } from "node:url";
import type { CommMessage, ExpressionResult } from "../engine/engine-messages.js";
import { bundleSnapshot } from "./bundle-snapshot.js";
import { captureOutput } from "./capture-output.js";
import { type CellContext, currentCell, runOutside, takeStrayOutput } from "./cell-context.js";
import { type CellError, type CellPlace, describeError, traceback } from "./cell-error.js";
import { cellPrograms } from "./cell-programs.js";
import { createComms } from "./comms.js";
import { Interrupted } from "./interrupted.js";
import { keptCells } from "./kept-cells.js";
import { lateTurn, watchLateErrors } from "./late-errors.js";
import { liveTimers } from "./live-timers.js";
import { nothingLeft } from "./nothing-left.js";
import type { OutputEvent } from "./outputs.js";
import type { CellResult, RunOptions } from "./run-options.js";
import { runningCode } from "./running-code.js";
import { keepLongStacks, tellPlacesOf } from "./stack-lines.js";
import { TypeCheckError } from "./type-check-error.js";
import { valueBundle } from "./value-bundle.js";

export interface SessionOptions {
  /** The notebook, as an absolute path or a `file:` address: imports are looked up from where it lies. */
  readonly file: string | URL;
  /** Called for each output with the key of the run it belongs to, its execution count, also after that has ended. */
  readonly onOutput: (event: OutputEvent, key: number) => void;
  /** Called with how far a cell says it has come: a line that replaces the one before and is no output. */
  readonly onProgress?: (text: string, key: number) => void;
  /**
   * Called for an error that nobody awaited and that came after the end of its cell: thrown by a timer, or a rejection
   * without a handler. One that comes before fails the cell.
   */
  readonly onLateError?: (error: CellError, key: number) => void;
  /** Called with what cells send to a front end. Default: there is none, and cells find no comms. */
  readonly onComm?: (message: CommMessage, key: number) => void;
  /** Gives output of which nobody can tell whose it is to the cell that ran last, not to the process. Default false. */
  readonly takesStrayOutput?: boolean;
  /** Gives cells the library as `oi`, which is loaded for the first cell that uses the name. Default false. */
  readonly oi?: boolean;
  /**
   * What a cell's timers throw that are due so many milliseconds after its end fails it: the end waits for them. Default
   * 1, which takes those without a delay.
   */
  readonly endWaitMs?: number;
}

/** Runs the cells of one notebook, one after the other, in this process. */
export interface Session {
  /** Runs a cell; it does not throw: what the cell throws is in the result, and an output of the cell. */
  run(code: string, options?: RunOptions): Promise<CellResult>;
  /** Hands a message of the front end to code of cells; what that puts out is told under the key. */
  receive(message: CommMessage, key: number): Promise<void>;
  /**
   * Ends what runs, a cell or what takes a comm's message, with an `Interrupted` error: at once if it waits. What cells
   * left behind goes on. False if there is nothing to end.
   */
  interrupt(): boolean;
  /** Before code that does not wait is ended from outside: marks it. Then `interrupt` tells. @param place lines of a stack */
  markInterrupted(place: string): void;
  /** True while code of cells runs or is awaited. */
  readonly isActive: boolean;
  /** True while the front end may send something that someone waits for. */
  readonly hasComms: boolean;
  /** Names that cells have declared, with their values; one that was declared and not reached has none. */
  names(): ReadonlyMap<string, unknown>;
  /** Gives standard output back to the process. */
  close(): void;
}

/**
 * A session in which cells of TypeScript share their top-level names. Cells may await, import ES and CommonJS modules,
 * declare names again, and keep what they declared when they fail. Types are taken off, not checked.
 */
export function createSession(options: SessionOptions): Session {
  const {
    file,
    onOutput,
    onProgress,
    onLateError,
    onComm,
    takesStrayOutput = false,
    oi = false,
    endWaitMs = 1,
  } = options;
  const kept = keptCells((typeof file === "string" ? pathToFileURL(file) : file).href);
  const programs = cellPrograms(kept, oi);
  const running = runningCode();
  const displayIds = new Set<string>();
  const comms = createComms((message) => {
    const cell = currentCell();
    runOutside(() => onComm?.(message, cell?.key ?? lastKey));
  });
  let executionCount = 0;
  let lastKey = 0;

  const endCapture = captureOutput();
  const endWatch = watchLateErrors((thrown) => {
    const cell = currentCell();
    // What an interrupted cell left behind fails because of that.
    if (running.fail(cell, thrown) || cell?.isInterrupted) return;
    const error = describeError(thrown, kept);
    const key = cell?.key ?? error.frames.at(-1)?.cell ?? lastKey;
    onOutput(errorEvent(error), key);
    onLateError?.(error, key);
  });
  const endPlaces = tellPlacesOf(kept);

  function contextOf(key: number, { prompt, cellId }: RunOptions = {}): CellContext {
    const context: CellContext = {
      key,
      emit: (event) => {
        if (!context.isInterrupted) onOutput(event, key);
      },
      progress: (text) => onProgress?.(text, key),
      displayIds,
      abort: new AbortController(),
      isInterrupted: false,
      timers: liveTimers(),
      ...(prompt && { prompt }),
      ...(cellId !== undefined && { cellId }),
      ...(onComm && { comms: comms.host }),
    };
    if (takesStrayOutput) takeStrayOutput(context);
    lastKey = key;
    return context;
  }

  async function run(code: string, runOptions: RunOptions = {}): Promise<CellResult> {
    const { silent = false, check, onRunning, userExpressions = {} } = runOptions;
    const count = silent ? 0 : (runOptions.executionCount ?? executionCount + 1);
    if (!silent) executionCount = count;
    const key = runOptions.key ?? count;
    const id = kept.add(code, count);
    keepLongStacks();
    const context = contextOf(key, runOptions);
    // Where the stack tells nothing: the statement that was being imported, or the syntax error's own place.
    let at: CellPlace | undefined = { id, line: 1, column: 1 };
    let hasFailed = false;
    const idle = nothingLeft();
    const attempt = <T>(body: () => Promise<T>): Promise<T> =>
      Promise.race([running.guard(context, body), idle.rejection]);
    try {
      const value = await attempt(async () => {
        const program = programs.compile(code, id);
        const [problem, ...others] = (await check?.(code)) ?? [];
        if (problem !== undefined) throw new TypeCheckError([problem, ...others]);
        await program.importAll((place) => {
          at = { id, line: 1, column: 1, ...place };
        });
        at = undefined;
        onRunning?.();
        const result = await program.start();
        const data = silent ? undefined : await valueBundle(result);
        // What failed in the meantime has no result.
        if (data !== undefined && !hasFailed) context.emit({ type: "execute_result", data: bundleSnapshot(data) });
        return result;
      });
      const expressions = await attempt(() => evaluateAll(userExpressions));
      await attempt(() => lateTurn(context.timers, endWaitMs));
      return { status: "ok", executionCount: count, value, userExpressions: expressions };
    } catch (thrown) {
      hasFailed = true;
      const error = await describeGuarded(context, thrown, at);
      onOutput(errorEvent(error), key);
      return { status: "error", executionCount: count, error };
    } finally {
      idle.end();
    }
  }

  /** To describe an error runs code of cells, too: that of its properties. */
  async function describeGuarded(context: CellContext, thrown: unknown, at?: CellPlace): Promise<CellError> {
    const place = thrown instanceof Interrupted ? undefined : at;
    try {
      return await running.guard(context, () => describeError(thrown, kept, place));
    } catch (interrupted) {
      return describeError(interrupted, kept);
    }
  }

  async function evaluateAll(expressions: Readonly<Record<string, string>>): Promise<Record<string, ExpressionResult>> {
    const results: Record<string, ExpressionResult> = {};
    for (const [name, code] of Object.entries(expressions)) results[name] = await evaluate(code);
    return results;
  }

  async function evaluate(code: string): Promise<ExpressionResult> {
    const id = kept.add(code, 0);
    try {
      const value = await programs.compile(code, id).start();
      const data = bundleSnapshot((await valueBundle(value)) ?? { "text/plain": "undefined" });
      return { status: "ok", data, metadata: {} };
    } catch (thrown) {
      const error = describeError(thrown, kept, { id, line: 1, column: 1 });
      return { status: "error", ename: error.name, evalue: error.message, traceback: traceback(error) };
    }
  }

  async function receive(message: CommMessage, key: number): Promise<void> {
    const context = contextOf(key);
    try {
      await running.guard(context, () => comms.receive(message));
    } catch (thrown) {
      const error = await describeGuarded(context, thrown);
      // Front ends show no errors of a comm; text they do.
      onOutput({ type: "stream", name: "stderr", text: `${traceback(error).join("\n")}\n` }, key);
      onOutput(errorEvent(error), key);
    }
  }

  return {
    run,
    receive,
    interrupt: running.interrupt,
    markInterrupted: running.mark,
    get isActive() {
      return running.isActive;
    },
    get hasComms() {
      return comms.isAny;
    },
    names: programs.names,
    close: () => {
      endWatch();
      endPlaces();
      endCapture();
      if (takesStrayOutput) takeStrayOutput(undefined);
    },
  };
}

function errorEvent(error: CellError): OutputEvent {
  return { type: "error", name: error.name, message: error.message, traceback: traceback(error) };
}
