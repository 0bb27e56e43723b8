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
 */
export function startLedger(ledger: Ledger = new Ledger()): Ledger {
  const current = holder();
  const before = current.ledger;
  current.ledger = ledger;
  return before;
}

/**
 * Runs work with a ledger of its own, which it keeps over whatever it awaits, while other work goes on with its own:
 * for what must not depend on what ran before it in the process, such as a report.
 * @returns what the work returns, a promise if it is one
 */
export function withLedger<R>(ledger: Ledger, work: () => R): R {
  return host().own.run({ ledger }, work);
}
