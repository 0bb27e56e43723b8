import type { LabelConvention } from "../../market/venue.js";
import { intervalText } from "../../series/time.js";
import { type MetricsLabelInput, metricsLabel } from "../binance/metrics-label.js";
import type { QualityIssue } from "../quality/quality.js";

/** How the labels of open interest were understood. */
export interface LabelReading {
  /** Milliseconds from a label to the instant of its snapshot: 0, or the interval if a label is its bar's start. */
  readonly shiftMs: number;
  /** True where neither prices nor anybody's word decided, and the label was taken as the instant. */
  readonly isGuess: boolean;
  readonly issue: QualityIssue;
}

// Measured on two months of Binance's archive (BTC, labels every 5m to 1d): the edge of the true instant is met within
// 3e-5, while an instant five minutes away is missed by 5e-4 and more.
const closeEnough = 2e-4;

/**
 * The instant that each label means, by the price at which a snapshot is valued (`metricsLabel`). What is documented is
 * followed where the prices do not decide; an unclear case is told.
 * @param documented what the registry says of the labels
 */
export function exchangeLabel(input: MetricsLabelInput, documented: LabelConvention = "instant"): LabelReading {
  const { label, openError, closeError, rows } = metricsLabel(input);
  const evidence = `implied price off the bar's open by ${openError.toExponential(1)}, its close by ${closeError.toExponential(1)}, median of ${rows} rows`;
  const isGuess = label === "undecided" && documented === "unknown";
  const unclear = isGuess
    ? `; not clear enough to decide, and nobody says${guessed(input.barMs)}`
    : label === "undecided"
      ? "; not clear enough to decide, so as documented"
      : "";
  const apart = Math.min(openError, closeError) > closeEnough;
  const doubt = apart ? `; neither is within ${closeEnough}, so values may be some minutes off their stamps` : "";
  const isStart = label === "end" || (label === "undecided" && documented === "start");
  return reading(input.labels, input.barMs, isStart, isGuess, `${evidence}${unclear}${doubt}`);
}

/** The instant that each label means where there is no price to check it by, only what the registry says. */
export function documentedLabel(labels: Float64Array, barMs: number, documented: LabelConvention): LabelReading {
  const isGuess = documented === "unknown";
  const evidence = isGuess
    ? `nobody says, and no price can tell${guessed(barMs)}`
    : "as documented; no price to check it by";
  return reading(labels, barMs, documented === "start", isGuess, evidence);
}

const guessed = (barMs: number): string =>
  `; taken so, and as known ${intervalText(barMs)} later in case it is a bar's start`;

function reading(labels: Float64Array, barMs: number, isStart: boolean, isGuess: boolean, why: string): LabelReading {
  const meaning = isStart
    ? `the start of a bar, and its value that of the end ${intervalText(barMs)} later`
    : "the instant";
  return {
    shiftMs: isStart ? barMs : 0,
    isGuess,
    issue: {
      kind: "label",
      where: "open interest",
      count: labels.length,
      from: labels[0] as number,
      to: labels[labels.length - 1] as number,
      detail: `a row's label is ${meaning} (${why})`,
    },
  };
}
