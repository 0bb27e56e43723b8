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
export { rollingMax } from "./series/rolling/rolling-max.js";
export { rollingMean } from "./series/rolling/rolling-mean.js";
export { rollingMedian } from "./series/rolling/rolling-median.js";
export { rollingMin } from "./series/rolling/rolling-min.js";
export type { RollingOptions } from "./series/rolling/rolling-options.js";
export { rollingRank } from "./series/rolling/rolling-rank.js";
export { rollingStd } from "./series/rolling/rolling-std.js";
export { rollingSum } from "./series/rolling/rolling-sum.js";
export { rollingZScore } from "./series/rolling/rolling-z-score.js";
export { Series, type SeriesInit, series } from "./series/series.js";
export { dayMs, epochMs, hourMs, intervalMs, intervalText, isoTime, minuteMs } from "./series/time.js";

// market
export { type ConversionOptions, convertOpenInterest, instrumentIdentity } from "./market/convert.js";
export type { Instrument } from "./market/instrument.js";
export { countOneSide, type OneSideOptions } from "./market/sides.js";
export { canonicalVenue } from "./market/venues.js";

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
export { type Concentration, concentration } from "./analytics/shares/concentration.js";
export { constantPriceTotal } from "./analytics/totals/constant-price-total.js";
export { type Correlation, correlation } from "./analytics/comovement/correlation.js";
export { type CoveredOptions, covered } from "./analytics/totals/covered.js";
export { cumulativeSum } from "./analytics/decomposition/cumulative-sum.js";
export type { FixedBand, VolatilityBand } from "./analytics/regimes/dead-bands.js";
export { type Decomposition, decomposition } from "./analytics/decomposition/decomposition.js";
export { type Divergence, type DivergenceOptions, divergence } from "./analytics/divergence/divergence.js";
export { type LabelAgreement, labelAgreement } from "./analytics/regimes/label-agreement.js";
export { type LinkedTotalOptions, linkedTotal } from "./analytics/totals/linked-total.js";
export { type RegimeCount, regimeCounts } from "./analytics/regimes/regime-counts.js";
export { type RegimeEpisode, regimeEpisodes } from "./analytics/regimes/regime-episodes.js";
export { type Regime, type RegimeOptions, type Regimes, regimeNames, regimes } from "./analytics/regimes/regimes.js";
export { shares } from "./analytics/shares/shares.js";
export { type GroupField, sumBy } from "./analytics/totals/sum-by.js";
export { type Total, type TotalOptions, total } from "./analytics/totals/total.js";

// backtest
export { type BacktestOptions, backtest } from "./backtest/backtest.js";
export { buyAndHold } from "./backtest/buy-and-hold.js";
export type { Measures } from "./backtest/measures.js";
export { type RegimePositionOptions, regimePosition } from "./backtest/regime-position.js";
export type { Backtest, BacktestCounts, Costs } from "./backtest/result.js";
export {
  type MeasureConventions,
  periodsPerYear,
  type ReturnMeasures,
  returnMeasures,
} from "./backtest/return-measures.js";
export { type ReversionOptions, reversionPosition } from "./backtest/reversion-position.js";
export type { Trade } from "./backtest/trades.js";

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
