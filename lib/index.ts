// series
export { align, alignTo } from "./series/align.js";
export { type AsOf, asOf } from "./series/as-of.js";
export type { Take } from "./series/bars.js";
export type { Candles } from "./series/candles.js";
export type { DataFrame } from "./series/data-frame.js";
export { difference, logReturns, simpleReturns } from "./series/difference.js";
export { dropMissing } from "./series/drop-missing.js";
export { type FrameCells, fromDataFrame } from "./series/from-data-frame.js";
export { type Gap, gaps, onGrid, timeGrid } from "./series/grid.js";
export type { Identity, Kind, Margin, Sides, Unit } from "./series/identity.js";
export { lag } from "./series/lag.js";
export type { SeriesOrPanel } from "./series/map-columns.js";
export { type Column, Panel, type PanelInit, panel } from "./series/panel.js";
export { type ResampleOptions, resample, resampleCandles } from "./series/resample.js";
export { rollingCorrelation } from "./series/rolling/rolling-correlation.js";
export { rollingMad } from "./series/rolling/rolling-mad.js";
export { rollingMax } from "./series/rolling/rolling-max.js";
export { rollingMean } from "./series/rolling/rolling-mean.js";
export { rollingMedian } from "./series/rolling/rolling-median.js";
export { rollingMin } from "./series/rolling/rolling-min.js";
export type { RollingOptions } from "./series/rolling/rolling-options.js";
export { rollingRank } from "./series/rolling/rolling-rank.js";
export { type RollingRegression, rollingRegression } from "./series/rolling/rolling-regression.js";
export { rollingRobustZScore } from "./series/rolling/rolling-robust-z-score.js";
export { rollingStd } from "./series/rolling/rolling-std.js";
export { rollingSum } from "./series/rolling/rolling-sum.js";
export { rollingZScore } from "./series/rolling/rolling-z-score.js";
export { Series, type SeriesInit, series } from "./series/series.js";
export { dayMs, epochMs, hourMs, intervalMs, intervalText, isoTime, minuteMs } from "./series/time.js";

// statistics
export type { HacLag, HacLagRule } from "./statistics/hac-lag.js";
export { holm } from "./statistics/holm.js";
export { type LeastSquares, type LeastSquaresOptions, leastSquares } from "./statistics/least-squares.js";
export { type MeanWithError, meanWithError } from "./statistics/mean-with-error.js";
export { type NeweyWest, type NeweyWestOptions, neweyWest } from "./statistics/newey-west.js";
export { ranks } from "./statistics/ranks.js";

// market
export {
  type ConversionOptions,
  convertOpenInterest,
  instrumentIdentity,
  type OpenInterestUnit,
} from "./market/convert.js";
export { type Instrument, type InstrumentOptions, instrument } from "./market/instrument.js";
export { openInterestField, openInterestFields, type PublishedField } from "./market/open-interest-fields.js";
export { type OpenInterestOfOptions, openInterestOf, type PublishedValues } from "./market/open-interest-of.js";
export { type OpenInterestPanelOptions, openInterestPanel } from "./market/open-interest-panel.js";
export { countOneSide, type OneSideOptions } from "./market/sides.js";
export type {
  Basis,
  Counts,
  LabelConvention,
  Market,
  OpenInterestField,
  Provider,
  Scope,
  SymbolForm,
  Venue,
} from "./market/venue.js";
export { canonicalVenue, market, venue, venues } from "./market/venues.js";

// sources
export {
  type BinanceArchive,
  type BinanceArchiveOptions,
  loadBinanceArchive,
} from "./sources/binance/binance-archive.js";
export { type CompletenessRow, completeness } from "./sources/quality/completeness.js";
export { type CsvData, type CsvOptions, readCsv } from "./sources/csv/csv.js";
export { type CsvFile, readCsvFile } from "./sources/csv/csv-file.js";
export { type Dataset, type Provenance, referenceFunding, type SourceFile } from "./sources/dataset.js";
export { type ExchangeOptions, loadExchange } from "./sources/exchange/exchange.js";
export { type LoadOptions, load, type SourceName, sourceNames } from "./sources/load.js";
export type { FileLabel } from "./sources/binance/joined-metrics.js";
export type { LoadProgress } from "./sources/progress.js";
export type { Quality, QualityIssue } from "./sources/quality/quality.js";
export { type QualityRow, qualitySummary } from "./sources/quality/quality-summary.js";
export { sampleOptions } from "./sources/sample/sample-layout.js";
export { loadSample, type SampleOptions } from "./sources/sample/sample.js";
export { simulateMarket } from "./sources/simulated/simulate-market.js";
export type { SimulatedMarket } from "./sources/simulated/simulated-market.js";
export { loadVenueCsv } from "./sources/csv/venue-csv.js";
export type { VenueCsvOptions } from "./sources/csv/venue-csv-options.js";

// analytics
export type { SumOptions } from "./analytics/columns/addable.js";

export {
  type AggregateOpenInterest,
  type AggregateOptions,
  exchangeOpenInterest,
  openInterestPerSettlementCurrency,
  totalOpenInterest,
} from "./analytics/totals/aggregate-open-interest.js";
export { constantPriceTotal } from "./analytics/totals/constant-price-total.js";
export { type CoveredOptions, covered } from "./analytics/totals/covered.js";
export { type DailyClose, type DailyCloseOptions, dailyClose } from "./analytics/totals/daily-close.js";
export { type LinkedTotalOptions, linkedTotal } from "./analytics/totals/linked-total.js";
export { type GroupField, sumBy } from "./analytics/totals/sum-by.js";
export { type Total, type TotalOptions, total } from "./analytics/totals/total.js";

export type { ColumnMigration } from "./analytics/shares/column-migration.js";
export { type Concentration, concentration } from "./analytics/shares/concentration.js";
export type { ConcentrationMigration } from "./analytics/shares/concentration-migration.js";
export type { ShareFlow } from "./analytics/shares/share-flows.js";
export { type ShareMigration, type ShareMigrationOptions, shareMigration } from "./analytics/shares/share-migration.js";
export { shares } from "./analytics/shares/shares.js";

export { cumulativeSum } from "./analytics/decomposition/cumulative-sum.js";
export { type Decomposition, decomposition } from "./analytics/decomposition/decomposition.js";
export { decompositionBy, type GroupDecomposition } from "./analytics/decomposition/decomposition-by.js";

export { type Breadth, type BreadthOptions, breadth } from "./analytics/divergence/breadth.js";
export {
  type Divergence,
  type DivergenceOptions,
  type DivergenceScore,
  divergence,
} from "./analytics/divergence/divergence.js";
export { type GrowthGap, type GrowthGapOptions, growthGap } from "./analytics/divergence/growth-gap.js";
export {
  type GrowthResidual,
  type GrowthResidualOptions,
  growthResidual,
} from "./analytics/divergence/growth-residual.js";
export {
  type PriceOpenInterestCorrelationOptions,
  priceOpenInterestCorrelation,
} from "./analytics/divergence/price-open-interest-correlation.js";
export {
  type SwingDivergence,
  type SwingDivergenceEvent,
  type SwingDivergenceOptions,
  swingDivergence,
} from "./analytics/divergence/swing-divergence.js";
export { type ReversalSwings, type RowSwings, type Swing, swings } from "./analytics/divergence/swings.js";

export { confirmedByTakers } from "./analytics/regimes/confirmed-by-takers.js";
export { confirmedByVolume, type VolumeConfirmation } from "./analytics/regimes/confirmed-by-volume.js";
export type { Confirmable } from "./analytics/regimes/confirmed-regimes.js";
export type { DeadBand, FixedBand, RobustBand, VolatilityBand } from "./analytics/regimes/dead-bands.js";
export { type LabelAgreement, labelAgreement } from "./analytics/regimes/label-agreement.js";
export type { Hysteresis } from "./analytics/regimes/regime-codes.js";
export { type RegimeCount, regimeCounts } from "./analytics/regimes/regime-counts.js";
export { type RegimeDwell, regimeDwell } from "./analytics/regimes/regime-dwell.js";
export { type RegimeEpisode, regimeEpisodes } from "./analytics/regimes/regime-episodes.js";
export { type RegimeTableRow, regimeTable } from "./analytics/regimes/regime-table.js";
export { type RegimeTransitions, regimeTransitions } from "./analytics/regimes/regime-transitions.js";
export { type RegimeVote, type RegimeVoteOptions, regimeVote } from "./analytics/regimes/regime-vote.js";
export { type Regime, type RegimeOptions, type Regimes, regimeNames, regimes } from "./analytics/regimes/regimes.js";
export { type SizedEpisode, sizedEpisodes } from "./analytics/regimes/sized-episodes.js";
export { steadyRegimes } from "./analytics/regimes/steady-regimes.js";
export { type UnitEffect, unitEffect } from "./analytics/regimes/unit-effect.js";

export {
  estimatedLeverageRatio,
  openInterestToMarketValue,
  openInterestToVolume,
  type VolumeOptions,
} from "./analytics/leverage/leverage-ratios.js";
export { type NetPositionOptions, type NetPositions, netPositions } from "./analytics/leverage/net-positions.js";
export {
  type QuietBuildup,
  type QuietBuildupEvent,
  type QuietBuildupOptions,
  quietBuildup,
} from "./analytics/leverage/quiet-buildup.js";
export { takerDelta } from "./analytics/leverage/taker-delta.js";

export { type CostBasis, type CostBasisOptions, costBasis } from "./analytics/cost-basis/cost-basis.js";
export { typicalPrice } from "./analytics/cost-basis/typical-price.js";

export { type AnnualisedFundingOptions, annualisedFunding } from "./analytics/funding/annualised-funding.js";
export { type FundingIntervalOptions, fundingIntervalHours } from "./analytics/funding/funding-interval-hours.js";
export { fundingPer8Hours } from "./analytics/funding/funding-per-8-hours.js";
export {
  type WeightedFunding,
  type WeightedFundingOptions,
  weightedFunding,
} from "./analytics/funding/weighted-funding.js";

export type { CascadeEvent } from "./analytics/cascades/cascade-events.js";
export { type CascadeVenue, cascadeVenues } from "./analytics/cascades/cascade-venues.js";
export {
  type CascadeData,
  type CascadeOptions,
  type Cascades,
  cascadeNames,
  cascades,
} from "./analytics/cascades/cascades.js";

export type { LeadLagOptions } from "./analytics/comovement/comparable-changes.js";
export { type Correlation, correlation } from "./analytics/comovement/correlation.js";
export type { LaggedCorrelation } from "./analytics/comovement/lagged-correlation.js";
export type { LeadAsymmetry } from "./analytics/comovement/lead-asymmetry.js";
export { type LagRow, type LeadLag, leadLag } from "./analytics/comovement/lead-lag.js";
export { type LeadLagPair, leadLagMatrix } from "./analytics/comovement/lead-lag-matrix.js";

export {
  type ImpliedPriceData,
  type ImpliedPriceOptions,
  impliedPriceIssues,
} from "./analytics/plausibility/implied-price-issues.js";
export { type JumpOptions, jumpIssues } from "./analytics/plausibility/jump-issues.js";
export {
  type PlausibilityData,
  type PlausibilityOptions,
  plausibility,
} from "./analytics/plausibility/plausibility.js";
export { type StuckColumnOptions, stuckColumnIssues } from "./analytics/plausibility/stuck-column-issues.js";
export { type SumIssueOptions, sumIssues } from "./analytics/plausibility/sum-issues.js";
export { type TurnoverOptions, turnoverIssues } from "./analytics/plausibility/turnover-issues.js";

// backtest
export { type BacktestOptions, backtest } from "./backtest/engine/backtest.js";
export { buyAndHold } from "./backtest/signals/buy-and-hold.js";
export type { Measures } from "./backtest/results/measures.js";
export { type RegimePositionOptions, regimePosition } from "./backtest/signals/regime-position.js";
export type { Backtest, BacktestCounts, Costs } from "./backtest/results/result.js";
export {
  type MeasureConventions,
  periodsPerYear,
  type ReturnMeasures,
  returnMeasures,
} from "./statistics/return-measures.js";
export { type ReversionOptions, reversionPosition } from "./backtest/signals/reversion-position.js";
export type { Trade } from "./backtest/results/trades.js";

// plots
export type { FigureOptions } from "./plots/base-layout.js";
export { type DivergenceFigureOptions, divergenceFigure } from "./plots/divergence-figure.js";
export { type EquityFigureOptions, type EquityInput, equityFigure } from "./plots/equity-figure.js";
export type { Figure } from "./plots/figure.js";
export { type Flow, type FlowFigureOptions, flowFigure } from "./plots/flow-figure.js";
export { type RegimeFigureInput, regimeFigure } from "./plots/regime-figure.js";
export { type SharesFigureOptions, sharesFigure } from "./plots/shares-figure.js";
export { darkTemplate, lightTemplate, type Template, type Theme } from "./plots/template.js";

// notebook
export { datasetTable } from "./notebook/dataset-table.js";
export { type DisplayHost, displayHost } from "./notebook/display-host.js";
export { displaySymbol } from "./notebook/display-symbol.js";
export type { CellFormat } from "./notebook/format-cells.js";
export { type Markdown, markdown } from "./notebook/markdown.js";
export { costsTable, measuresTable } from "./notebook/measures-table.js";
export { type MimeBundle, mimeBundle } from "./notebook/mime-bundle.js";
export { qualityTable } from "./notebook/quality-table.js";
export { show } from "./notebook/show.js";
export { showProgress } from "./notebook/show-progress.js";
export { sourceNote } from "./notebook/source-note.js";
export { Table, type TableColumn, type TableOptions, table } from "./notebook/table.js";
