import { AsyncLocalStorage } from "node:async_hooks";
import { Ledger } from "./ledger.js";

/** Where the ledger of some work is kept: that of the process, or that of work which has its own. */
interface Holder {
  ledger: Ledger;
}

interface Host {
  readonly process: Holder;
  readonly own: AsyncLocalStorage<Holder>;
}

/** Key of the ledger on `globalThis`; a registered symbol, so that two copies of the library share one. */
const ledgerSymbol: unique symbol = Symbol.for("open-interest.ledger");

function host(): Host {
  const globals = globalThis as unknown as Record<symbol, Host | undefined>;
  globals[ledgerSymbol] ??= { process: { ledger: new Ledger() }, own: new AsyncLocalStorage() };
  return globals[ledgerSymbol];
}

function holder(): Holder {
  return host().own.getStore() ?? host().process;
}

/** The ledger in which `backtest` and sweeps write down what they run: one for the process. */
export function currentLedger(): Ledger {
  return holder().ledger;
}

/**
 * Makes `ledger` the current one, an empty one by default, and gives back the one before:
 * `const before = startLedger(); …; startLedger(before)`.
 * An empty one in the middle of research forgets what was tried.
 * @throws {TypeError} for what is no ledger, such as the JSON of one
 */
export function startLedger(ledger: Ledger = new Ledger()): Ledger {
  checkLedger(ledger, "startLedger");
  const current = holder();
  const before = current.ledger;
  current.ledger = ledger;
  return before;
}

/**
 * Runs work with a ledger of its own, which it keeps over whatever it awaits, while other work goes on with its own:
 * for what must not depend on what ran before it in the process, such as a report.
 * @returns what the work returns, a promise if it is one
 * @throws {TypeError} for what is no ledger
 */
export function withLedger<R>(ledger: Ledger, work: () => R): R {
  checkLedger(ledger, "withLedger");
  return host().own.run({ ledger }, work);
}

/** By what it can do and not by its class: two copies of the library share a ledger. */
function checkLedger(ledger: unknown, owner: string): void {
  const { record, summary } = (ledger ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof record === "function" && typeof summary === "function") return;
  const given = ledger === null || typeof ledger !== "object" ? String(ledger) : "an object without record";
  throw new TypeError(
    `${owner}: ${given} is no ledger; give new Ledger(), or Ledger.fromJSON(json) of one written down`,
  );
}
