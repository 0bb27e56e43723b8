import { dayMs, hourMs, isoTime } from "../../series/time.js";
import { createCandleRows } from "./candle-rows.js";
import { createContractSimulation } from "./contract-simulation.js";
import { assetTraits, type SimulatedContract, simulatedContracts } from "./contracts.js";
import { cascadeReturn, marketDrivers } from "./drivers.js";
import { createPricePath } from "./price-path.js";
import { createRandom } from "./random.js";
import { reportedOpenInterest } from "./reported.js";
import { season } from "./season.js";
import type { SimulatedMarket } from "./simulated-market.js";
import { venueWeights } from "./venue-weights.js";
import { createWishes, shared } from "./wishes.js";

/** What `simulateMarket` takes. */
export interface SimulationOptions {
  /** Whole number from 0 to 2^32 - 1. Assets of one seed share shocks, cascades and the outage. */
  readonly seed: number;
  /** Base asset: `BTC` or `ETH`. */
  readonly asset: string;
  /** Start of the first bar, epoch milliseconds UTC, on a full hour of 1970 or later. */
  readonly start: number;
  /** Number of hourly bars. */
  readonly hours: number;
  /** One cascade in each full stretch of so many hours. Default 4000, at least 200. */
  readonly cascadeEveryHours?: number;
}

/** Part of an hour's volatility by which the mood moves the price: small, so that following the flow earns little. */
const moodDrift = 0.012;
/** Part of the distance to its slowly rising level that the price goes back in an hour: a half-life of some 90 days. */
const pricePull = 1 / 3000;
/** Part of the price's own shocks that all assets share. */
const sharedPrice = 0.88;
/** Smaller net flows than this part of the open interest are no regime. */
const neutralBand = 0.0025;
const [usualPremium, usualCarry] = [0.0002, 0.075];

/**
 * A market of one asset on six fictional venues, hour by hour, with the truth behind what they publish.
 *
 * Traders who take liquidity open and close longs and shorts, others make it; the open interest of a contract is the sum
 * of the longs held in it, which is the sum of the shorts. What takers wish to hold wanders and returns slowly; surprises
 * in it move the price (half of the variance of returns), the rest of which is noise with clustered volatility, jumps, and a
 * weak pull to a slowly rising level. A few cascades force longs (one in four: shorts) to close on all venues, some
 * harder hit. Perpetuals pay funding by their premium; quarterly futures grow, roll and expire; one venue joins half-way,
 * one loses traders to another, and one does not report for two days.
 *
 * The same options give the same bytes on every machine: randomness is 32-bit integer arithmetic, and all else is
 * + − × ÷ and square root, which IEEE 754 rounds exactly, with minimum, maximum and rounding to whole numbers.
 * @throws {RangeError} if the asset is unknown (naming those known), the start is not on a full hour, the number of hours
 *   is not whole and above zero, or an option is out of its range
 */
export function simulateMarket(options: SimulationOptions): SimulatedMarket {
  const { seed, asset, start, hours, cascadeEveryHours = 4000 } = options;
  const traits = checkedTraits(options, cascadeEveryHours);
  const { startPrice, tick, hourlyVolatility, beta, growth } = traits;
  const drivers = marketDrivers(seed, start, hours, cascadeEveryHours);
  const contracts = simulatedContracts(asset, start, start + hours * hourMs, start + drivers.joinRow * hourMs);
  const weights = venueWeights(seed, contracts, start, hours);
  const own = createRandom(seed, `${asset}/shocks`);
  const wishes = createWishes(traits.coins, drivers, own);
  const path = createPricePath(startPrice, hourlyVolatility, createRandom(seed, `${asset}/price`));
  const candleRows = createCandleRows(contracts[0].instrument, hours, startPrice, usualPremium, tick);
  let slowPrice = startPrice;
  // Contracts for a coin of the market: fixed if linear; by a slow price if inverse, whose traders think in dollars.
  const scaleOf = (index: number, row: number): number => {
    const { margin, contractSize } = contracts[index].instrument;
    return (weights[index][row] * (margin === "linear" ? 1 : slowPrice)) / contractSize;
  };
  const simulations = contracts.map((contract, index) => {
    const scale = scaleOf(index, 0);
    return createContractSimulation(seed, contract, hours, {
      wantedLongs: scale * wishes.longs,
      wantedShorts: scale * wishes.shorts,
    });
  });

  const times = new Float64Array(hours);
  const netLongs = new Float64Array(hours);
  const netShorts = new Float64Array(hours);
  const regime = new Int8Array(hours);
  let crowd = usualPremium;
  let carry = usualCarry;
  for (let row = 0; row < hours; row++) {
    const time = start + (row + 1) * hourMs;
    times[row] = time;
    const indexBefore = path.price;
    const forced = drivers.forced[row];
    const volatility = Math.min(3, path.activity);
    wishes.step(row, volatility);

    const activity = volatility * season(time) * (forced === 0 ? 1 : 2.5);
    let openCoins = 0;
    let forcedCoins = 0;
    for (let index = 0; index < contracts.length; index++) {
      if (!isListed(contracts[index], time)) continue;
      const simulation = simulations[index];
      const scale = scaleOf(index, row);
      const [wantedLongs, wantedShorts] = [scale * wishes.longs, scale * wishes.shorts];
      simulation.step({ row, time, wantedLongs, wantedShorts, activity, forced });
      const { margin, contractSize } = contracts[index].instrument;
      const coins = margin === "linear" ? contractSize : contractSize / indexBefore;
      const { longsOpened, longsClosed, shortsOpened, shortsClosed, openInterest, settled } = simulation.truth;
      netLongs[row] += coins * (longsOpened[row] - longsClosed[row]);
      netShorts[row] += coins * (shortsOpened[row] - shortsClosed[row]);
      openCoins += coins * (openInterest[row] + settled[row]);
      forcedCoins += coins * simulation.lastForced;
    }
    regime[row] = regimeOf(netLongs[row], netShorts[row], neutralBand * openCoins);
    wishes.forceClosed(forcedCoins);

    const level = startPrice * (1 + (growth * (time - start)) / (365 * dayMs));
    const parts = path.step({
      flow: wishes.surprise / Math.sqrt(2),
      shock: shared(drivers.priceShock[row], own.normal(), sharedPrice),
      added:
        beta * (drivers.jump[row] + cascadeReturn(forced) + drivers.rebound[row]) +
        moodDrift * hourlyVolatility * drivers.mood[row] +
        pricePull * (level / indexBefore - 1),
      varianceLevel: drivers.varianceLevel[row],
    });
    slowPrice += (path.price - slowPrice) / 700;

    // Premiums follow who is crowded, who has just traded, and who is forced out.
    const { skew, surprise } = wishes;
    crowd += 0.015 * (usualPremium + 0.0018 * skew - crowd) + 0.00004 * surprise - 0.002 * forced;
    carry += 0.002 * (usualCarry + 0.25 * skew - carry) + 0.0012 * own.normal();
    let premium = 0;
    for (let index = 0; index < contracts.length; index++) {
      if (!isListed(contracts[index], time)) continue;
      const above = simulations[index].price(row, time, path.price, crowd, carry, tick);
      if (index === 0) premium = above;
      if (forced !== 0) {
        const scale = scaleOf(index, row);
        simulations[index].rebase(scale * wishes.longs, scale * wishes.shorts);
      }
    }
    candleRows.add(parts, premium);
  }

  return {
    asset,
    seed,
    times,
    candles: candleRows.candles(times, simulations[0].volume, simulations[0].takerBuyVolume),
    contracts: simulations.map(({ truth, markPrice, volume, takerBuyVolume, funding }, index) => ({
      instrument: contracts[index].instrument,
      reported: reportedOpenInterest(contracts[index].instrument, truth.openInterest, drivers.outage),
      markPrice,
      volume,
      takerBuyVolume,
      funding: funding(),
    })),
    truth: {
      contracts: simulations.map(({ truth }) => truth),
      netLongs,
      netShorts,
      regime,
      cascades: drivers.cascades,
      outage: drivers.outage,
    },
  };
}

function checkedTraits({ asset, start, hours }: SimulationOptions, cascadeEveryHours: number) {
  if (!Object.hasOwn(assetTraits, asset)) {
    throw new RangeError(`simulateMarket: unknown asset "${asset}"; known: ${Object.keys(assetTraits).join(", ")}`);
  }
  if (!(start >= 0 && start % hourMs === 0)) {
    throw new RangeError(`simulateMarket: start ${isoTime(start)} is not on a full hour of 1970 or later`);
  }
  if (!Number.isInteger(hours) || hours < 1) {
    throw new RangeError(`simulateMarket: ${hours} hours; give a whole number above zero`);
  }
  if (!(cascadeEveryHours >= 200)) {
    throw new RangeError(`simulateMarket: cascadeEveryHours ${cascadeEveryHours} is below 200; cascades would overlap`);
  }
  return assetTraits[asset];
}

function isListed({ instrument, listed }: SimulatedContract, time: number): boolean {
  return (listed === undefined || time > listed) && (instrument.expiry === undefined || time <= instrument.expiry);
}

function regimeOf(netLongs: number, netShorts: number, band: number): number {
  const [longs, shorts] = [Math.abs(netLongs), Math.abs(netShorts)];
  if (Math.max(longs, shorts) < band) return 0;
  if (longs >= shorts) return netLongs > 0 ? 1 : 4;
  return netShorts > 0 ? 2 : 3;
}
