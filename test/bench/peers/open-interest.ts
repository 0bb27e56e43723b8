import { type Divergence, divergence } from "../../../lib/analytics/divergence/divergence.js";
import { type Regimes, regimes } from "../../../lib/analytics/regimes/regimes.js";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { total } from "../../../lib/analytics/totals/total.js";
import type { Panel } from "../../../lib/series/panel.js";
import { type Market, window } from "../market.js";
import type { Peer } from "./peer.js";

/** What a run of this library keeps. */
export interface Computed {
  readonly shares: Panel;
  readonly divergence: Divergence;
  readonly regimes: Regimes;
}

/** The pipeline as a notebook would write it. */
export function compute({ oi, price }: Market): Computed {
  return {
    regimes: regimes(price, total(oi).total),
    shares: shares(oi),
    divergence: divergence(oi, { window }),
  };
}

export function openInterest(market: Market): Peer {
  let last: Computed;
  return {
    name: "open-interest",
    run: () => {
      last = compute(market);
    },
    results: () => ({
      shares: valuesOf(last.shares),
      logRatios: valuesOf(last.divergence.logRatio),
      zScores: valuesOf(last.divergence.zScore),
      regimes: last.regimes.codes,
    }),
  };
}

function valuesOf({ columns }: Panel): Float64Array[] {
  return columns.map(({ values }) => values);
}
