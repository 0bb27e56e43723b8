import { checkChoice } from "../../series/check.js";
import { commonIdentity } from "../../series/identity.js";
import { Series } from "../../series/series.js";
import { checkPriceAndPositions } from "../columns/check-price-and-positions.js";
import { bandedDirection } from "./banded-direction.js";
import { type ReversalSwings, type RowSwings, type Swing, swings } from "./swings.js";

/** What `swingDivergence` can be asked for. */
export interface SwingDivergenceOptions {
  /** How swings of the price are told, and over which gaps. Default: 5 rows to either side, over none. */
  readonly by?: RowSwings | ReversalSwings;
  /** What open interest must do between two lows; at highs the two agree. Default `oscillator`. */
  readonly convention?: "oscillator" | "participation";
  /** A change of price between two swings no larger than it is none, a fraction of the earlier one. Default 0. */
  readonly priceBand?: number;
  /** A change of open interest between two swings no larger than it is none, a fraction of the earlier one. Default 0. */
  readonly openInterestBand?: number;
  /**
   * Accept open interest in a unit that the price moves: dollars of linear contracts, coins of inverse ones.
   * Default false.
   */
  readonly allowPriceEffect?: boolean;
}

/** Two swings of the price between which open interest went another way. */
export interface SwingDivergenceEvent {
  readonly kind: "regular" | "hidden";
  readonly direction: "bullish" | "bearish";
  /** Time of the earlier swing, epoch milliseconds UTC. */
  readonly from: number;
  /** Time of the later swing, epoch milliseconds UTC. */
  readonly to: number;
  /** When the later swing, and so the divergence, was known: later than `to`; epoch milliseconds UTC. */
  readonly knownAt: number;
  /** Price at the two swings. */
  readonly priceFrom: number;
  readonly priceTo: number;
  /** Open interest at the same two instants, in its own unit. */
  readonly openInterestFrom: number;
  readonly openInterestTo: number;
}

/** Divergences of price and open interest between swings. */
export interface SwingDivergence {
  /** In the order in which they became known. */
  readonly events: readonly SwingDivergenceEvent[];
  /**
   * 1 regular bullish, 2 hidden bullish, −1 regular bearish, −2 hidden bearish, at the row that confirms the later swing; 0
   * where nothing becomes known. Unit `number`, T rows, causal, with the longer of the two delays.
   */
  readonly signal: Series;
}

/**
 * Divergence of open interest from price at swing points: two swings of the price of one kind, one after the other, and open
 * interest at these two instants.
 *
 * | swings | price | open interest | name | what it may mean |
 * | highs | higher | lower | regular bearish | a new high as positions are closed: shorts cover, few open longs |
 * | highs | lower | higher | hidden bearish | positions are opened and yet the high is lower: sellers take the other side |
 * | lows | lower | higher (oscillator) or lower (participation) | regular bullish | see below |
 * | lows | higher | lower (oscillator) or higher (participation) | hidden bullish | see below |
 *
 * `oscillator` names them as for a momentum indicator: at lows the indicator makes a higher low (regular) or a lower one
 * (hidden). Such an indicator falls with the price; open interest has no direction and need not. A lower low on more open
 * interest is a fall that shorts were opened into, which they may have to buy back; it is just as well a downtrend that draws
 * them in. `participation` asks the same of lows as of highs: a new extreme as positions are closed (regular: a lower low
 * left by longs that give up), or a failed one as they are opened (hidden: a higher low that buyers hold). Which of these
 * precedes what is a question to the data.
 *
 * Open interest is read at the price's own swings, rather than at swings of its own near by: there is then nothing to match
 * and no tolerance to choose. Swings on two sides of a gap in the price longer than `by.maxGap` (default 0) are not compared,
 * as what came between them is unknown. Equal values, changes within a band, and a missing open interest at either swing make no event.
 * The list describes the rows given; of rows up to t it holds all that was known at t.
 * Sources: the names are those of charting programs, as for the RSI; participation is J. J. Murphy, Technical Analysis of the
 * Financial Markets, 1999, chapter 7 (Volume and Open Interest).
 * @param price unit `price`, T rows
 * @param openInterest T rows at the same times, in coins or contracts (of inverse contracts in dollars or contracts)
 * @throws {RangeError} if the times differ, a unit is not as above, an option is unknown or out of range, a price is not
 *   positive or an open interest is negative
 */
export function swingDivergence(
  price: Series,
  openInterest: Series,
  {
    by = { kind: "rows" },
    convention = "oscillator",
    priceBand = 0,
    openInterestBand = 0,
    allowPriceEffect = false,
  }: SwingDivergenceOptions = {},
): SwingDivergence {
  checkPriceAndPositions(price, openInterest, allowPriceEffect, "swingDivergence");
  checkChoice("convention", convention, ["oscillator", "participation"], "swingDivergence");
  checkBand(priceBand, "price");
  checkBand(openInterestBand, "open interest");
  const identity = commonIdentity([price.identity, openInterest.identity]);
  const codes = new Float64Array(price.length);
  const events: SwingDivergenceEvent[] = [];
  const last: Partial<Record<Swing["kind"], Swing>> = {};
  for (const swing of swings(price, by)) {
    const before = last[swing.kind];
    last[swing.kind] = swing;
    if (before === undefined || before.stretch !== swing.stretch) continue;
    const openInterestFrom = openInterest.values[before.row];
    const openInterestTo = openInterest.values[swing.row];
    const priceMove = bandedDirection(before.value, swing.value, priceBand);
    const openInterestMove = bandedDirection(openInterestFrom, openInterestTo, openInterestBand);
    const kind = kindOf(swing.kind, priceMove, openInterestMove, convention);
    if (kind === undefined) continue;
    const direction = swing.kind === "high" ? "bearish" : "bullish";
    codes[swing.knownRow] = (kind === "regular" ? 1 : 2) * (direction === "bullish" ? 1 : -1);
    events.push({
      kind,
      direction,
      from: before.time,
      to: swing.time,
      knownAt: price.times[swing.knownRow] + (identity.delayMs ?? 0),
      priceFrom: before.value,
      priceTo: swing.value,
      openInterestFrom,
      openInterestTo,
    });
  }
  return { events, signal: new Series(price.times, codes, "swing divergence", "number", identity) };
}

/** Which divergence two swings make, if any: a further extreme is regular, a failed one hidden. */
function kindOf(
  swing: Swing["kind"],
  priceMove: number,
  openInterestMove: number,
  convention: "oscillator" | "participation",
): "regular" | "hidden" | undefined {
  if (priceMove === 0 || openInterestMove === 0) return undefined;
  const further = priceMove > 0 === (swing === "high");
  // At highs, and by participation at lows too, a further extreme diverges where positions were closed.
  const closing = swing === "high" || convention === "participation";
  if (openInterestMove < 0 !== (further === closing)) return undefined;
  return further ? "regular" : "hidden";
}

function checkBand(band: number, of: string): void {
  if (!(band >= 0 && band < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`swingDivergence: band ${band} for ${of} is not 0 or more; give a fraction, such as 0.01`);
  }
}
