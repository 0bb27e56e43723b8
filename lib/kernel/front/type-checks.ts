import type { EngineOrder } from "../engine/engine-messages.js";
import { excerptAt } from "../session/position.js";
import type { TypeProblem, TypeService } from "../types/type-service.js";
import type { TypesMode } from "./kernel-settings.js";

/** How long a cell waits for its types. */
const mostMs = 60_000;

export interface TypeChecksParts {
  readonly types: TypeService;
  readonly mode: TypesMode;
  readonly order: (order: EngineOrder) => void;
  /** Prints on the standard error of a cell. */
  readonly warn: (request: number, text: string) => void;
}

interface Cell {
  readonly request: number;
  readonly code: string;
}

/** Checks the types of cells for the engine. */
export interface TypeChecks {
  /** Takes a cell that was ordered: its types are looked at while the engine compiles it, or is not there yet. */
  begin(cell: Cell): void;
  /** Answers an engine that has compiled a cell. */
  check(cell: Cell): Promise<void>;
  /** Takes a cell that runs. */
  keep(code: string): void;
  /** Forgets the cells of a process that is gone. */
  reset(): void;
}

/**
 * Checks as the settings say: problems go back to the engine, which fails the cell, or are printed and the cell runs. If
 * nobody can say what is wrong with a cell it runs, and says so, once until there is an answer again.
 */
export function typeChecks({ types, mode, order, warn }: TypeChecksParts): TypeChecks {
  let isTold = false;
  let begun: (Cell & { readonly found: Promise<readonly TypeProblem[]> }) | undefined;

  const find = async (code: string): Promise<readonly TypeProblem[]> => orLate(types.check(code));

  function begin({ request, code }: Cell): void {
    if (mode === "off") return;
    begun = { request, code, found: find(code) };
    // Whether it failed is told when the engine asks.
    begun.found.catch(() => {});
  }

  async function problemsOf(request: number, code: string): Promise<readonly TypeProblem[]> {
    const early = begun?.request === request && begun.code === code ? begun.found : undefined;
    try {
      const problems = await (early ?? find(code));
      isTold = false;
      return problems;
    } catch (error) {
      if (!isTold) warn(request, `Types are not checked: ${(error as Error).message}\n`);
      isTold = true;
      return [];
    }
  }

  /** Knowing types is a help only: what goes wrong with it is told by the next check. */
  function quietly(act: () => void): void {
    try {
      act();
    } catch {}
  }

  return {
    begin,
    check: async ({ request, code }) => {
      const problems = await problemsOf(request, code);
      if (mode === "warn" && problems.length > 0) warn(request, problems.map((one) => problemText(one, code)).join(""));
      order({ type: "checked", request, problems: mode === "error" ? problems : [] });
    },
    keep: (code) => quietly(() => types.keep(code)),
    reset: () => {
      begun = undefined;
      quietly(() => types.reset());
    },
  };
}

function problemText(problem: TypeProblem, code: string): string {
  const { message, code: number, line, column } = problem;
  return `Warning (TS${number}) at line ${line}:${column}: ${message}\n${excerptAt(code, problem)}\n`;
}

async function orLate<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${mostMs / 1000} s`)), mostMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
