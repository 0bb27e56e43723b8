import { checkChoice } from "../../series/check.js";
import { commonIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { type RegimeOptions, type Regimes, regimeNames, regimes } from "./regimes.js";

/** What `regimeVote` can be asked for, beside what each column's regimes are. */
export interface RegimeVoteOptions extends RegimeOptions, Pick<SumOptions, "mixedSides"> {
  /** What a column's vote counts: `one` each, or its `openInterest` at the start of the horizon. Default `one`. */
  readonly weight?: "one" | "openInterest";
  /** Part of the columns that must have a label, above 0 to 1; with fewer the row is missing. Default 0.5. */
  readonly quorum?: number;
}

/** The regimes that most columns agree on. */
export interface RegimeVote extends Regimes {
  /** Part of the votes for the label given, unit `fraction`; NaN where there is none. A tie shows as few or none. */
  readonly agreement: Series;
  /** Number of columns that have a label, unit `number`. */
  readonly voters: Series;
  /** The codes of each column, T each, in the order of the columns. */
  readonly byColumn: readonly { readonly name: string; readonly codes: Int8Array }[];
}

/**
 * Regimes by vote: each column of open interest is classified by itself against the one price, and the label with most
 * votes is given. So one venue's transfer or outage does not make a regime of the market, as it may in a total.
 * A tie at the top is neutral, and so is a lead of no more than N·2^-52 of the votes cast, which the order in which they
 * are added can make. A column without a label in a row has no vote in it.
 * The vote's change of open interest is the mean of its voters' changes with the weights of their votes (by open interest:
 * the growth of their sum), and its band the mean of their bands: they go with the label but do not decide it.
 * Source: definition (plurality).
 * @param price unit `price`, T rows
 * @param oi N columns × T rows at the same times, in a unit the price does not move (`regimes`)
 * @throws {RangeError} for no column, an unknown weight, a quorum out of range, whatever `regimes` refuses, or, with
 *   weight `openInterest`, if the columns cannot be added
 */
export function regimeVote(
  price: Series,
  oi: Panel,
  { weight = "one", quorum = 0.5, mixedSides = "throw", ...options }: RegimeVoteOptions = {},
): RegimeVote {
  checkVote(oi, { weight, quorum, mixedSides });
  const tally = count(price, oi, weight, options);
  const { codes, agreement } = decide(tally, oi.columns.length, quorum);
  const first = tally.found[0];
  const columns = commonIdentity(oi.columns.map(({ identity }) => identity));
  const identity = commonIdentity([price.identity, columns]);
  const { times } = price;
  return {
    ...first,
    codes,
    openInterestChange: new Series(times, tally.change, first.openInterestChange.name, "fraction", columns),
    openInterestBand: new Series(times, tally.band, first.openInterestBand.name, "fraction", columns),
    agreement: new Series(times, agreement, "agreement", "fraction", identity),
    voters: new Series(times, tally.voters, "voters", "number", identity),
    byColumn: oi.names.map((name, j) => ({ name, codes: tally.found[j].codes })),
  };
}

/** Votes of all columns, row by row. */
interface Tally {
  readonly found: readonly Regimes[];
  /** By code, T each. */
  readonly votes: readonly Float64Array[];
  /** All votes together. */
  readonly cast: Float64Array;
  readonly voters: Float64Array;
  /** Votes times changes and times bands; divided by the votes cast in `decide`. */
  readonly change: Float64Array;
  readonly band: Float64Array;
}

function count(price: Series, oi: Panel, weight: "one" | "openInterest", options: RegimeOptions): Tally {
  const empty = (): Float64Array => new Float64Array(oi.length);
  const votes = regimeNames.map(empty);
  const [cast, voters, change, band] = [empty(), empty(), empty(), empty()];
  const found = oi.names.map((name) => {
    const column = oi.column(name);
    const each = regimes(price, column, options);
    const { codes, openInterestChange, openInterestBand, horizon } = each;
    for (let t = horizon; t < codes.length; t++) {
      const code = codes[t];
      if (code < 0) continue;
      const vote = weight === "one" ? 1 : column.values[t - horizon];
      votes[code][t] = votes[code][t] + vote;
      cast[t] = cast[t] + vote;
      voters[t] = voters[t] + 1;
      change[t] = change[t] + vote * openInterestChange.values[t];
      band[t] = band[t] + vote * openInterestBand.values[t];
    }
    return each;
  });
  return { found, votes, cast, voters, change, band };
}

function decide({ votes, cast, voters, change, band }: Tally, columns: number, quorum: number) {
  const codes = new Int8Array(cast.length).fill(-1);
  const agreement = new Float64Array(cast.length).fill(Number.NaN);
  for (let t = 0; t < codes.length; t++) {
    if (voters[t] > 0 && voters[t] / columns >= quorum) {
      codes[t] = winner(votes, t, voters[t] * Number.EPSILON * cast[t]);
      agreement[t] = votes[codes[t]][t] / cast[t];
      change[t] = change[t] / cast[t];
      band[t] = band[t] / cast[t];
    } else {
      change[t] = Number.NaN;
      band[t] = Number.NaN;
    }
  }
  return { codes, agreement };
}

/** The code with most votes, or neutral if another has as many, to within `rounding`. */
function winner(votes: readonly Float64Array[], t: number, rounding: number): number {
  let best = 0;
  for (let code = 1; code < votes.length; code++) if (votes[code][t] > votes[best][t]) best = code;
  for (let code = 0; code < votes.length; code++) {
    if (code !== best && votes[best][t] - votes[code][t] <= rounding) return 0;
  }
  return best;
}

function checkVote(
  { columns, unit }: Panel,
  { weight, quorum, mixedSides }: Required<Pick<RegimeVoteOptions, "weight" | "quorum" | "mixedSides">>,
): void {
  if (columns.length === 0) throw new RangeError("regimeVote: there is no column to vote; give at least one");
  checkChoice("weight", weight, ["one", "openInterest"], "regimeVote");
  if (!(quorum > 0 && quorum <= 1)) {
    throw new RangeError(`regimeVote: quorum ${quorum} is not a part of the columns; give a fraction above 0, to 1`);
  }
  if (weight === "openInterest") checkAddable(columns, unit, { over: "reporting", mixedSides }, "regimeVote");
}
