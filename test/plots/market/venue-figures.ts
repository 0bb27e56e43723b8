import { costBasis } from "../../../lib/analytics/cost-basis/cost-basis.js";
import { weightedFunding } from "../../../lib/analytics/funding/weighted-funding.js";
import { regimes } from "../../../lib/analytics/regimes/regimes.js";
import { concentration } from "../../../lib/analytics/shares/concentration.js";
import { shareMigration } from "../../../lib/analytics/shares/share-migration.js";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import type { Theme } from "../../../lib/plots/drawing/template.js";
import { concentrationFigure } from "../../../lib/plots/market/concentration-figure.js";
import { costBasisFigure } from "../../../lib/plots/market/cost-basis-figure.js";
import { fundingFigure } from "../../../lib/plots/market/funding-figure.js";
import { migrationFigure } from "../../../lib/plots/market/migration-figure.js";
import { quadrantFigure } from "../../../lib/plots/market/quadrant-figure.js";
import { Panel } from "../../../lib/series/panel.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs, waves } from "../figures.js";

/** Rates of eight hours of three venues, one of them missing for a while; one venue has none. */
function ratesOf(times: Float64Array, venues: readonly string[]): Series[] {
  const settled = times.filter((time) => time % (8 * hourMs) === 0);
  return venues.map((venue, place) =>
    series({
      times: settled,
      values: settled.map((_, row) => (place === 0 && row % 9 === 4 ? Number.NaN : 1e-4 * Math.sin(row / 5 + place))),
      name: `${venue} funding`,
      unit: "fraction",
      venue,
    }),
  );
}

/** Figures of where positions are and what holding them costs, drawn from waves. */
export function venueFigures(length: number, theme: Theme): Readonly<Record<string, Figure>> {
  const { candles, base, usd } = waves(length);
  const close = candles.close;
  const options = { theme, note: "Source: waves of <b>no</b> market" };
  const over = { over: "reporting" } as const;
  const venues = new Panel(
    usd.times,
    usd.columns.map((column) => ({ ...column, identity: { venue: column.name } })),
    "usd",
  );
  const rates = ratesOf(usd.times, venues.names.slice(1));
  // A venue that comes and one that leaves.
  const half = venues.map(({ values }, place) =>
    values.map((value, row) => (place === row % 2 && (row === 0 || row === length - 1) ? Number.NaN : value)),
  );
  const held = base.column("binance");
  return {
    quadrant: quadrantFigure(regimes(close, held), options),
    concentration: concentrationFigure(concentration(venues, over), options),
    migration: migrationFigure(shareMigration(half, half.times[0], half.times[length - 1]), options),
    funding: fundingFigure(weightedFunding(rates, venues, over), { ...options, rates, price: close }),
    "cost basis": costBasisFigure({ close, costBasis: costBasis(held, close) }, options),
  };
}
