import { Ledger } from "./ledger.js";

/** Key of the ledger on `globalThis`; a registered symbol, so that two copies of the library share one. */
const ledgerSymbol: unique symbol = Symbol.for("open-interest.ledger");

const host = globalThis as unknown as Record<symbol, Ledger | undefined>;

/** The ledger of this process, in which `backtest` and sweeps write down what they run. */
export function currentLedger(): Ledger {
  host[ledgerSymbol] ??= new Ledger();
  return host[ledgerSymbol];
}

/**
 * Makes `ledger` the current one, an empty one by default, and gives back the one before:
 * `const before = startLedger(); …; startLedger(before)`.
 * Starting one in the middle of research forgets what was tried; it is meant for work that must not depend on what ran
 * before it in the process, such as a report.
 */
export function startLedger(ledger: Ledger = new Ledger()): Ledger {
  const before = currentLedger();
  host[ledgerSymbol] = ledger;
  return before;
}
