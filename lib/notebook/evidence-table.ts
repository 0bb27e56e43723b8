import type { Evidence } from "../evidence/verdict/evidence-result.js";
import { type CellFormat, formatCells } from "./format-cells.js";
import { type Table, type TableOptions, table } from "./table.js";

interface Line {
  readonly name: string;
  readonly value: number;
  readonly format: CellFormat;
  readonly digits: number;
  /** Where the true value may lie. */
  readonly interval?: readonly [lower: number, upper: number];
  /** How it was taken, in a few words. */
  readonly how: string;
}

/**
 * A result with its doubts: verdict above, numbers with their intervals and conventions, warnings below.
 * Ratios are for a year. What was not asked for, such as a test of timing without a position, has no line.
 */
export function evidenceTable(
  evidence: Evidence,
  { caption = evidence.verdict, note }: Pick<TableOptions, "caption" | "note"> = {},
): Table {
  const rows = linesOf(evidence).map(({ name, value, format, digits, interval, how }) => ({
    name,
    value: formatCells([value], format, digits)[0],
    interval: interval === undefined ? "" : formatCells(interval, format, digits).join(" to "),
    how,
  }));
  const { n, years, warnings, conventions } = evidence;
  const size = `${n.toLocaleString("en-US")} simple returns, ${years.toFixed(2)} years`;
  const bootstrap = `${conventions.replications.toLocaleString("en-US")} resamples in blocks of ${conventions.blockLength.toFixed(1)}, seed ${conventions.seed}`;
  return table(rows, {
    caption,
    note: [...warnings.map((warning) => warning.replace(/\.$/, "")), size, bootstrap, note]
      .filter((text) => text !== undefined)
      .join("; "),
    columns: [
      { key: "name", name: "measure" },
      { key: "value", name: "value", align: "right" },
      { key: "interval", name: `${100 * conventions.level} % interval`, align: "right" },
      { key: "how", name: "convention" },
    ],
  });
}

function linesOf(evidence: Evidence): readonly Line[] {
  const { trials, trialsElsewhere, conventions, timingP, breakEvenBps, chargedBps, trades } = evidence;
  const number = { format: "number", digits: 2 } as const;
  const probability = { format: "number", digits: 3 } as const;
  const percent = { format: "percent", digits: 1 } as const;
  const elsewhere = trialsElsewhere > 0 ? `; ${trialsElsewhere.toLocaleString("en-US")} on other data not counted` : "";
  const lines: (Line | undefined)[] = [
    {
      name: "Sharpe ratio",
      value: evidence.sharpe,
      ...number,
      interval: evidence.sharpeInterval,
      how: "for a year, risk-free rate 0, n − 1",
    },
    { name: "Mean return", value: evidence.meanReturn, ...percent, how: "for a year, not compounded" },
    { name: "t of the mean", value: evidence.meanT, ...number, how: `Newey–West, ${conventions.hacLag} lags` },
    { name: "p of the mean", value: evidence.meanP, ...probability, how: "two-sided, of a mean of 0" },
    {
      name: "Probabilistic Sharpe ratio",
      value: evidence.probabilisticSharpe,
      ...probability,
      how: "probability of a true ratio above 0, had nothing else been tried",
    },
    {
      name: "Variants tried",
      value: trials,
      format: "number",
      digits: 0,
      how: `on this market and period${elsewhere}`,
    },
    {
      name: "Expected best of them",
      value: evidence.expectedMaximumSharpe,
      ...number,
      how: `Sharpe ratio for a year, if none had skill${spread(evidence)}`,
    },
    {
      name: "Deflated Sharpe ratio",
      value: evidence.deflatedSharpe,
      ...probability,
      how: "probability of a true ratio above that",
    },
    {
      name: "Years needed",
      value: evidence.minimumTrackRecordYears,
      ...number,
      how: "for this ratio to be above 0 with 95 % (MinTRL)",
    },
    {
      name: "Years of luck",
      value: evidence.minimumBacktestYears,
      ...number,
      how: "up to which the best of them shows this ratio without skill (MinBTL)",
    },
    {
      name: "Maximum drawdown",
      value: evidence.maxDrawdown,
      ...percent,
      interval: evidence.maxDrawdownInterval,
      how: "from the highest wealth so far",
    },
    timingP === undefined
      ? undefined
      : {
          name: "p of the timing",
          value: timingP,
          ...probability,
          how: `position moved against the returns, ${conventions.permutations.toLocaleString("en-US")} orders`,
        },
    breakEvenBps === undefined
      ? undefined
      : {
          name: "Break-even cost",
          value: breakEvenBps,
          format: "number",
          digits: 1,
          how:
            chargedBps === undefined || Number.isNaN(chargedBps)
              ? "basis points a fill"
              : `basis points a fill; ${chargedBps.toFixed(1)} charged`,
        },
    trades === undefined ? undefined : { name: "Trades", value: trades, format: "number", digits: 0, how: "closed" },
  ];
  return lines.filter((line) => line !== undefined);
}

/** Says so where the variants differ less than luck would have them. */
function spread({ trials, trialSharpeDeviation, conventions }: Evidence): string {
  return trials > 1 && conventions.trialSharpeDeviation > trialSharpeDeviation ? "; spread as of unrelated ones" : "";
}
