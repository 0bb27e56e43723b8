import { sameBarMark } from "../../backtest/results/same-bar-mark.js";
import type { Series } from "../../series/series.js";

/** A label of what same-bar fills earned says so; any other is as it was. */
export function resultLabel(label: string, sameBarFills: boolean): string {
  return sameBarFills ? `${label} ${sameBarMark}` : label;
}

/** What the footer of a figure of same-bar fills says. */
export function sameBarRemark(sameBarFills: boolean): string | undefined {
  return sameBarFills
    ? "Same-bar fills: decisions were filled at the close they were made at, which nobody can trade"
    : undefined;
}

/** Whether the name of a series says that it is of same-bar fills. */
export function isSameBar({ name }: Pick<Series, "name">): boolean {
  return name.includes(sameBarMark);
}

/** What an account counts in: dollars, or of an inverse account its coin. */
export function accountCurrency({ unit, identity }: Pick<Series, "unit" | "identity">): string {
  return unit === "base" ? (identity.settle ?? identity.asset ?? "coins") : "USD";
}

/** `returns`, or of an inverse account `returns in BTC`, which are not those in dollars. */
export function inCurrency(word: string, equity: Pick<Series, "unit" | "identity"> | undefined): string {
  return equity?.unit === "base" ? `${word} in ${accountCurrency(equity)}` : word;
}

/** A number as `−0.35`, with a real minus and no `−0.00`; `–` for a gap. */
export function decimalText(value: number, digits: number = 2): string {
  if (!Number.isFinite(value)) return missing;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** An amount as `−1,234.50 USD`, of another currency than dollars to eight significant digits: `0.0012345678 BTC`. */
export function amountText(value: number, currency: string): string {
  if (!Number.isFinite(value)) return missing;
  const digits =
    currency === "USD" ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 8 };
  const size = Math.abs(value).toLocaleString("en-US", digits);
  return `${value < 0 && /[1-9]/.test(size) ? "−" : ""}${size}\u00A0${currency}`;
}

const missing = "–";
