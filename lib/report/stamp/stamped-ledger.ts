import type { LedgerJson } from "../../evidence/ledger/ledger.js";

/** Trials that are listed one by one; a thousand take some 400 kB. */
const maxListed = 1_000;

/**
 * A ledger as a notebook's metadata holds it: that of a large sweep without the trials after the first 1,000, so that the
 * file stays small. What a summary needs is kept of all of them.
 */
export function stampedLedger(ledger: LedgerJson): LedgerJson {
  return ledger.listed.length <= maxListed ? ledger : { ...ledger, listed: ledger.listed.slice(0, maxListed) };
}
