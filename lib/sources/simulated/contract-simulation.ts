import { type Series, series } from "../../series/series.js";
import type { SimulatedContract } from "./contracts.js";
import { onTick } from "./on-tick.js";
import { openContracts, type PositionBook, trade } from "./position-book.js";
import { createPremium, fundingRate, isFundingTime } from "./premium.js";
import { createRandom } from "./random.js";
import type { ContractTruth } from "./simulated-market.js";

/** What a contract's traders want in one hour. */
export interface ContractHour {
  readonly row: number;
  /** Bar END, epoch milliseconds UTC. */
  readonly time: number;
  /** Contracts that takers want to hold long, from the market's wish and the venue's weight. */
  readonly wantedLongs: number;
  /** Contracts that takers want to hold short. */
  readonly wantedShorts: number;
  /** Volatility and hour of the day in one factor on turnover, about 1. */
  readonly activity: number;
  /** Part of the open interest forced to close on an average venue: longs above 0, shorts below. */
  readonly forced: number;
}

/** One contract while it is simulated. */
export interface ContractSimulation {
  readonly truth: ContractTruth;
  readonly markPrice: Float64Array;
  readonly volume: Float64Array;
  readonly takerBuyVolume: Float64Array;
  /** Contracts forced to close in the last hour, longs above 0, shorts below. */
  readonly lastForced: number;
  /** Trades one hour. A contract that is not listed in it must not be stepped. */
  step(hour: ContractHour): void;
  /** What the wish would have to be for nobody to trade: called after forced closing has lowered the wish. */
  rebase(wantedLongs: number, wantedShorts: number): void;
  /** Fraction above the index at which the contract trades; to be called once an hour after `step`. */
  price(row: number, time: number, index: number, crowd: number, carry: number, tick: number): number;
  funding(): Series | undefined;
}

/** Longs or shorts that open and others close in an hour of ordinary activity, as a part of those held. */
const churnPart = 0.026;
/** Standard deviation of a venue's own hourly change, as a part of the positions held. */
const ownNoise = 0.0035;
/** Part of the distance to the wish that is closed in an hour. */
const catchUp = 0.02;
/** Part of the contracts against which makers do as the taker does. */
const sameResponse = 0.86;

/** An empty contract, with its first wishes filled if it is listed before the first row. */
export function createContractSimulation(
  seed: number,
  contract: SimulatedContract,
  hours: number,
  first: { readonly wantedLongs: number; readonly wantedShorts: number },
): ContractSimulation {
  const { instrument, fragility, turnover } = contract;
  const random = createRandom(seed, `traders/${instrument.venue}/${instrument.symbol}`);
  const premium = createPremium(seed, contract);
  const gaps = () => new Float64Array(hours).fill(Number.NaN);
  const truth: ContractTruth = {
    openInterest: gaps(),
    takerLongs: gaps(),
    takerShorts: gaps(),
    makerLongs: gaps(),
    makerShorts: gaps(),
    longsOpened: gaps(),
    longsClosed: gaps(),
    shortsOpened: gaps(),
    shortsClosed: gaps(),
    bothOpened: gaps(),
    bothClosed: gaps(),
    forced: gaps(),
    settled: gaps(),
  };
  const [markPrice, volume, takerBuyVolume] = [gaps(), gaps(), gaps()];
  const book = openingBook(first);
  let wanted = first;
  let lastForced = 0;
  let premiumSum = 0;
  let premiumCount = 0;
  const fundingTimes: number[] = [];
  const fundingRates: number[] = [];
  return {
    truth,
    markPrice,
    volume,
    takerBuyVolume,
    get lastForced() {
      return lastForced;
    },
    step({ row, time, wantedLongs, wantedShorts, activity, forced }) {
      const { takerLongs, takerShorts } = book;
      const hit = Math.round(forced * fragility * openContracts(book));
      lastForced = Math.max(-Math.round(0.8 * takerShorts), Math.min(Math.round(0.8 * takerLongs), hit));
      const noise = ownNoise * Math.min(2, activity);
      const churn = churnPart * turnover * activity;
      const trades = trade(
        book,
        {
          netLongs:
            netDemand(wantedLongs, wanted.wantedLongs, takerLongs, noise * random.normal()) - Math.max(0, lastForced),
          netShorts:
            netDemand(wantedShorts, wanted.wantedShorts, takerShorts, noise * random.normal()) +
            Math.min(0, lastForced),
          longChurn: churn * takerLongs * (1 + 0.12 * random.normal()),
          shortChurn: churn * takerShorts * (1 + 0.12 * random.normal()),
        },
        sameResponse,
      );
      wanted = { wantedLongs, wantedShorts };
      volume[row] = trades.longsOpened + trades.longsClosed + trades.shortsOpened + trades.shortsClosed;
      takerBuyVolume[row] = trades.longsOpened + trades.shortsClosed;
      const settled = time === instrument.expiry ? openContracts(book) : 0;
      if (settled > 0) Object.assign(book, openingBook({ wantedLongs: 0, wantedShorts: 0 }));
      truth.openInterest[row] = openContracts(book);
      truth.takerLongs[row] = book.takerLongs;
      truth.takerShorts[row] = book.takerShorts;
      truth.makerLongs[row] = book.makerLongs;
      truth.makerShorts[row] = book.makerShorts;
      truth.longsOpened[row] = trades.longsOpened;
      truth.longsClosed[row] = trades.longsClosed;
      truth.shortsOpened[row] = trades.shortsOpened;
      truth.shortsClosed[row] = trades.shortsClosed;
      truth.bothOpened[row] = trades.bothOpened;
      truth.bothClosed[row] = trades.bothClosed;
      truth.forced[row] = Math.abs(lastForced);
      truth.settled[row] = settled;
    },
    rebase(wantedLongs, wantedShorts) {
      wanted = { wantedLongs, wantedShorts };
    },
    price(row, time, index, crowd, carry, tick) {
      const above = premium.step(time, crowd, carry);
      markPrice[row] = onTick(index * (1 + above), tick);
      premiumSum += above;
      premiumCount++;
      const interval = instrument.fundingIntervalHours;
      if (interval !== undefined && isFundingTime(time, interval)) {
        fundingTimes.push(time);
        fundingRates.push(fundingRate(premiumSum / premiumCount, interval));
        premiumSum = 0;
        premiumCount = 0;
      }
      return above;
    },
    funding() {
      if (instrument.fundingIntervalHours === undefined) return undefined;
      const { asset, venue, symbol, kind, margin, settle } = instrument;
      const identity = { asset, venue, instrument: symbol, kind, margin, settle };
      return series({
        times: fundingTimes,
        values: fundingRates,
        name: `${venue} ${symbol}`,
        unit: "fraction",
        ...identity,
      });
    },
  };
}

/** Makers hold nine tenths of the takers' positions on the other side, and what the balance needs. */
function openingBook({
  wantedLongs,
  wantedShorts,
}: {
  readonly wantedLongs: number;
  readonly wantedShorts: number;
}): PositionBook {
  const takerLongs = Math.round(wantedLongs);
  const takerShorts = Math.round(wantedShorts);
  const makerLongs = Math.max(Math.round(0.9 * takerShorts), takerShorts - takerLongs);
  return { takerLongs, takerShorts, makerLongs, makerShorts: takerLongs + makerLongs - takerShorts };
}

function netDemand(wanted: number, wantedBefore: number, held: number, noise: number): number {
  return wanted - wantedBefore + catchUp * (wantedBefore - held) + noise * held;
}
