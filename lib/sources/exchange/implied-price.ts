import type { Series } from "../../series/series.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";

// A mark price within an hour's move of the last price; a wrong size of contracts is off by far more.
const most = 0.05;

/**
 * Rows whose dollars and coins imply a price more than 5 % off the close of their bar, as a contract of another size or
 * a field of another meaning would.
 */
export function impliedPriceIssues(base: Series, usd: Series, close: Series): readonly QualityIssue[] {
  const off: number[] = [];
  let worst = 0;
  for (let row = 0; row < base.length; row++) {
    const ratio = (usd.values[row] as number) / (base.values[row] as number) / (close.values[row] as number);
    if (!(Math.abs(ratio - 1) > most)) continue;
    off.push(base.times[row] as number);
    if (Math.abs(Math.log(ratio)) > Math.abs(Math.log(worst || 1))) worst = ratio;
  }
  const detail = `dollars and coins imply a price more than 5 % off the close, at worst ${worst.toPrecision(3)} times it; kept`;
  return issueAt("implied-price", "open interest", off, detail);
}
