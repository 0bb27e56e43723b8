import type { Ledger } from "../evidence/ledger/ledger.js";
import { type Table, type TableOptions, table } from "./table.js";

/** The variants tried so far, best Sharpe ratio first, each with what it was tried on. */
export function trialsTable(
  ledger: Ledger,
  { caption, note, maxRows = 20 }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const { trials, size } = ledger;
  const annual = trials.map((trial) => ({ trial, sharpe: trial.sharpe * Math.sqrt(trial.periodsPerYear) }));
  // A variant without a ratio comes last.
  const rank = (sharpe: number): number => (sharpe === sharpe ? sharpe : Number.NEGATIVE_INFINITY);
  const rows = annual
    .sort((one, other) => (rank(one.sharpe) < rank(other.sharpe) ? 1 : rank(one.sharpe) > rank(other.sharpe) ? -1 : 0))
    .map(({ trial: { name, data, n, totalReturn, maxDrawdown, repeats }, sharpe }) => ({
      name,
      assets: data.assets.join(", "),
      from: data.from,
      to: data.to,
      n,
      sharpe,
      totalReturn,
      maxDrawdown,
      repeats,
    }));
  const count = (value: number): string => value.toLocaleString("en-US");
  const unlisted =
    size > trials.length ? `${count(size - trials.length)} more trials are counted and not listed` : undefined;
  return table(rows, {
    caption: caption ?? `${count(size)} ${size === 1 ? "variant" : "variants"} tried in this session`,
    note: [unlisted, note].filter((text) => text !== undefined).join("; "),
    maxRows,
    columns: [
      "name",
      "assets",
      "from",
      "to",
      { key: "n", name: "returns", digits: 0 },
      { key: "sharpe", name: "Sharpe (year)", format: "number", digits: 2 },
      { key: "totalReturn", name: "total return", format: "percent", digits: 2 },
      { key: "maxDrawdown", name: "max drawdown", format: "percent", digits: 2 },
      { key: "repeats", name: "repeated", digits: 0 },
    ],
  });
}
