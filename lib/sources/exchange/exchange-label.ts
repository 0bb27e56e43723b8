import { intervalText } from "../../series/time.js";
import { type MetricsLabelInput, metricsLabel } from "../binance/metrics-label.js";
import type { QualityIssue } from "../quality/quality.js";

/** How the labels of open interest were understood. */
export interface LabelReading {
  /** Milliseconds from a label to the instant of its snapshot: 0, or the interval if a label is its bar's start. */
  readonly shiftMs: number;
  readonly issue: QualityIssue;
}

// Measured on two months of Binance's archive (BTC, labels every 5m to 1d): the edge of the true instant is met within
// 3e-5, while an instant five minutes away is missed by 5e-4 and more.
const closeEnough = 2e-4;

/**
 * The instant that each label means, by the price at which a snapshot is valued (`metricsLabel`). The documentation says
 * that a label is the instant, and is followed where the prices do not decide; an unclear case is told.
 */
export function exchangeLabel(input: MetricsLabelInput): LabelReading {
  const { label, openError, closeError, rows } = metricsLabel(input);
  const step = intervalText(input.barMs);
  const meaning = label === "end" ? `the start of a bar, and its value that of the end ${step} later` : "the instant";
  const evidence = `implied price off the bar's open by ${openError.toExponential(1)}, its close by ${closeError.toExponential(1)}, median of ${rows} rows`;
  const unclear = label === "undecided" ? "; not clear enough to decide, so as documented" : "";
  const apart = Math.min(openError, closeError) > closeEnough;
  const doubt = apart ? `; neither is within ${closeEnough}, so values may be some minutes off their stamps` : "";
  const { labels } = input;
  return {
    shiftMs: label === "end" ? input.barMs : 0,
    issue: {
      kind: "label",
      where: "open interest",
      count: labels.length,
      from: labels[0] as number,
      to: labels[labels.length - 1] as number,
      detail: `a row's label is ${meaning} (${evidence}${unclear}${doubt})`,
    },
  };
}
