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
export { rollingQuantile } from "./series/rolling/rolling-quantile.js";
export { rollingRank } from "./series/rolling/rolling-rank.js";
export { type RollingRegression, rollingRegression } from "./series/rolling/rolling-regression.js";
export { rollingRobustZScore } from "./series/rolling/rolling-robust-z-score.js";
export { rollingStd } from "./series/rolling/rolling-std.js";
export { rollingSum } from "./series/rolling/rolling-sum.js";
export { rollingZScore } from "./series/rolling/rolling-z-score.js";
export { Series, type SeriesInit, series } from "./series/series.js";
export { dayMs, epochMs, hourMs, intervalMs, intervalText, isoTime, minuteMs } from "./series/time.js";

// statistics
export { benjaminiHochberg } from "./statistics/benjamini-hochberg.js";
export { benjaminiYekutieli } from "./statistics/benjamini-yekutieli.js";
export { bonferroni } from "./statistics/bonferroni.js";
export { type DrawdownConventions, type DrawdownMeasures, drawdownMeasures } from "./statistics/drawdown-measures.js";
export type { HacLag, HacLagRule } from "./statistics/hac-lag.js";
export { holm } from "./statistics/holm.js";
export { type LeastSquares, type LeastSquaresOptions, leastSquares } from "./statistics/least-squares.js";
export { type MeanWithError, meanWithError } from "./statistics/mean-with-error.js";
export { type NeweyWest, type NeweyWestOptions, neweyWest } from "./statistics/newey-west.js";
export { normalProbability } from "./statistics/normal.js";
export { normalQuantile } from "./statistics/normal-quantile.js";
export { ranks } from "./statistics/ranks.js";
export type { ReturnColumns } from "./statistics/return-columns.js";
export {
  type DistributionConventions,
  type ReturnDistribution,
  type ReturnDistributionOptions,
  returnDistribution,
} from "./statistics/return-distribution.js";
export type { ReturnMatrix } from "./statistics/return-matrix.js";
export {
  type MeasureConventions,
  periodsPerYear,
  type ReturnMeasures,
  returnMeasures,
} from "./statistics/return-measures.js";

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
export { type ArchiveSymbolsOptions, archiveSymbols } from "./sources/binance/archive-symbols.js";
export {
  type BinanceArchive,
  type BinanceArchiveOptions,
  loadBinanceArchive,
} from "./sources/binance/binance-archive.js";
export { type BinanceHistoryOptions, loadBinance } from "./sources/binance-history.js";
export { type BesideOptions, besideEachOther } from "./sources/beside-each-other.js";
export { type BlocklensOptions, loadBlocklens } from "./sources/blocklens/blocklens.js";
export { type CompletenessRow, completeness } from "./sources/quality/completeness.js";
export { type CsvData, type CsvOptions, readCsv } from "./sources/csv/csv.js";
export { type CsvFile, readCsvFile } from "./sources/csv/csv-file.js";
export { dataHash, type HashedData } from "./sources/data-hash.js";
export { type Dataset, type Provenance, referenceFunding, type SourceFile } from "./sources/dataset.js";
export {
  type DatasetFrame,
  datasetOf,
  datasetSeries,
  type Measure,
  type MeasuredSeries,
} from "./sources/dataset-series.js";
export { type ExchangeOptions, loadExchange } from "./sources/exchange/exchange.js";
export {
  exchangeSnapshots,
  type SnapshotOptions,
  type SnapshotTaker,
  snapshotTaker,
} from "./sources/snapshot/exchange-snapshots.js";
export { snapshotVenues } from "./sources/snapshot/snapshot-sources.js";
export { loadFile } from "./sources/files/file.js";
export type { FileOptions } from "./sources/files/file-options.js";
export { HttpFailure } from "./sources/http/http-failure.js";
export type { HttpWait } from "./sources/http/http-wait.js";
export { joinedDatasets } from "./sources/joined-datasets.js";
export { type SourceName, type SourceOptions, sourceNames } from "./sources/source-options.js";
export type { FileLabel } from "./sources/binance/joined-metrics.js";
export type { LoadProgress } from "./sources/progress.js";
export type { ProviderOptions } from "./sources/provider-options.js";
export type { Quality, QualityIssue } from "./sources/quality/quality.js";
export { type QualityRow, qualitySummary } from "./sources/quality/quality-summary.js";
export { resampledDataset } from "./sources/resampled-dataset.js";
export { sampleOptions } from "./sources/sample/sample-layout.js";
export { loadSample, type SampleOptions } from "./sources/sample/sample.js";
export { loadSantiment } from "./sources/santiment/santiment.js";
export { SanFailure, type SanFailureKind } from "./sources/santiment/san-failure.js";
export type { SanMetric } from "./sources/santiment/san-columns.js";
export type { SanForm } from "./sources/santiment/san-documents.js";
export type { SantimentOptions } from "./sources/santiment/santiment-options.js";
export { simulateMarket } from "./sources/simulated/simulate-market.js";
export type { SimulatedMarket } from "./sources/simulated/simulated-market.js";
export type { Snapshot, SnapshotFailure, Snapshots } from "./sources/snapshot/snapshots.js";

// store
export { type AnswerFrame, datasetAnswer } from "./store/dataset-answer.js";
export { type LoadOptions, load } from "./store/load.js";
export { type RecordOptions, record } from "./store/record/record.js";
export { type RecordedGapsOptions, recordedGaps } from "./store/record/recorded-gaps.js";
export type {
  RecordedSession,
  RecordHole,
  RecordOutage,
  RecordReport,
  RecordStore,
  RecordTick,
} from "./store/record/record-types.js";
export { Store, type StoreOptions, store } from "./store/store.js";
export type {
  QueryOptions,
  RowsOptions,
  StoreInfo,
  StoreInfoRow,
  StoreLoadOptions,
} from "./store/store-options.js";
export type { Answer, Appended, StoreCheck, StoredQuery, StoreProblem } from "./store/store-types.js";

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

// evidence
export { type AuditOptions, audit } from "./evidence/audit/audit.js";
export { Audit, type AuditFailure, type AuditFinding, type AuditFindingKind } from "./evidence/audit/audit-result.js";
export { audited } from "./evidence/audit/audited.js";
export { type AutomaticBlockLength, automaticBlockLength } from "./evidence/bootstrap/automatic-block-length.js";
export type { BlockMethod, BlockOptions } from "./evidence/bootstrap/blocks.js";
export {
  type BootstrapConventions,
  type BootstrapDistribution,
  type BootstrapOptions,
  bootstrapDistribution,
  bootstrapDistributions,
} from "./evidence/bootstrap/bootstrap-distribution.js";
export { bootstrapIndices } from "./evidence/bootstrap/bootstrap-indices.js";
export type { IntervalMethod } from "./evidence/bootstrap/bootstrap-interval.js";
export type { BootstrapMeasure, NamedMeasure } from "./evidence/bootstrap/bootstrap-measure.js";
export {
  type ConfidenceInterval,
  type ConfidenceIntervalOptions,
  confidenceInterval,
  confidenceIntervals,
} from "./evidence/bootstrap/confidence-interval.js";
export type { EventOverlap, EventsLeftOut } from "./evidence/event-study/event-rows.js";
export {
  type EventPathRow,
  type EventStudy,
  type EventStudyOptions,
  eventStudy,
} from "./evidence/event-study/event-study.js";
export type { EventPath } from "./evidence/event-study/event-windows.js";
export {
  type CorrelationMethod,
  type CorrelationTest,
  correlationTest,
} from "./evidence/information-coefficient/correlation-test.js";
export {
  type CrossSectionalCoefficient,
  type CrossSectionalOptions,
  crossSectionalCoefficient,
} from "./evidence/information-coefficient/cross-sectional-coefficient.js";
export {
  type InformationCoefficient,
  type InformationCoefficientOptions,
  informationCoefficient,
} from "./evidence/information-coefficient/information-coefficient.js";
export { informationDecay } from "./evidence/information-coefficient/information-decay.js";
export { currentLedger, startLedger, withLedger } from "./evidence/ledger/current-ledger.js";
export { Ledger, type LedgerJson } from "./evidence/ledger/ledger.js";
export type { RecordedTrial, Trial } from "./evidence/ledger/trial.js";
export { type TrialData, trialData } from "./evidence/ledger/trial-data.js";
export type { TrialSummary } from "./evidence/ledger/trial-summary.js";
export type { Dominance } from "./evidence/overfitting/dominance.js";
export type { OverfittingMeasure } from "./evidence/overfitting/half-measures.js";
export {
  type Degradation,
  type LogitSummary,
  type Overfitting,
  type OverfittingConventions,
  type OverfittingOptions,
  overfittingProbability,
} from "./evidence/overfitting/overfitting-probability.js";
export {
  type PermutationConventions,
  type PermutationOptions,
  type PermutationTest,
  permutationTest,
} from "./evidence/permutation/permutation-test.js";
export { philoxStream, type RandomStream } from "./evidence/random/philox.js";
export { averageCorrelation } from "./evidence/sharpe/average-correlation.js";
export { type DeflatedSharpe, type DeflatedSharpeOptions, deflatedSharpe } from "./evidence/sharpe/deflated-sharpe.js";
export { effectiveTrials } from "./evidence/sharpe/effective-trials.js";
export { expectedMaximumSharpe } from "./evidence/sharpe/expected-maximum-sharpe.js";
export { leastSharpeVariance } from "./evidence/sharpe/least-sharpe-variance.js";
export { type MinimumBacktestLengthOptions, minimumBacktestLength } from "./evidence/sharpe/minimum-backtest-length.js";
export { type MinimumTrackRecordOptions, minimumTrackRecord } from "./evidence/sharpe/minimum-track-record.js";
export { type ProbabilisticSharpeOptions, probabilisticSharpe } from "./evidence/sharpe/probabilistic-sharpe.js";
export {
  type SharpeConventions,
  type SharpeMoments,
  type SharpeSample,
  sharpeMoments,
} from "./evidence/sharpe/sharpe-moments.js";
export { type SharpeErrorOptions, sharpeStandardError } from "./evidence/sharpe/sharpe-standard-error.js";
export type { SuperiorityConventions, SuperiorityOptions } from "./evidence/superiority/differentials.js";
export { type RealityCheck, realityCheck } from "./evidence/superiority/reality-check.js";
export { type StepwiseSuperiority, stepwiseSuperiority } from "./evidence/superiority/stepwise-superiority.js";
export {
  type SuperiorPredictiveAbility,
  type SuperiorPredictiveAbilityOptions,
  superiorPredictiveAbility,
} from "./evidence/superiority/superior-predictive-ability.js";
export { type Conclusion, type VerdictThresholds, verdictThresholds } from "./evidence/verdict/conclusion.js";
export { type EvidenceOptions, evidence, type TrialCount } from "./evidence/verdict/evidence.js";
export { Evidence, type EvidenceConventions } from "./evidence/verdict/evidence-result.js";
export type { ResultFacts } from "./evidence/verdict/warnings.js";

// backtest
export type { FeeSchedule } from "./backtest/costs/fees.js";
export type { ImpactSlippage, SlippageModel, VolatilitySlippage } from "./backtest/costs/slippage.js";
export { type BacktestOptions, backtest } from "./backtest/engine/backtest.js";
export { backtestPortfolio, type PortfolioOptions } from "./backtest/engine/backtest-portfolio.js";
export type { AccountOptions, FillRule, Leg } from "./backtest/engine/options.js";
export type { SignalRules, Signals } from "./backtest/exits/signals.js";
export type { ExitName, Stops } from "./backtest/exits/stops.js";
export type { Contract } from "./backtest/margin/contract.js";
export { liquidationPrice, type MarginedPosition } from "./backtest/margin/liquidation-price.js";
export {
  type MaintenanceTier,
  type MaintenanceTiers,
  maintenanceMargin,
  maintenanceTiers,
} from "./backtest/margin/maintenance.js";
export { type AttributionOptions, type AttributionRow, attribution } from "./backtest/results/attribution.js";
export type { BacktestEvidenceOptions } from "./backtest/results/backtest-evidence.js";
export { backtestFrame } from "./backtest/results/backtest-frame.js";
export {
  type Comparison,
  type ComparisonConventions,
  type ComparisonOptions,
  comparison,
} from "./backtest/results/comparison.js";
export { type CostCurveRow, costCurve } from "./backtest/results/cost-curve.js";
export { type Drawdown, type DrawdownsOptions, drawdowns } from "./backtest/results/drawdowns.js";
export type { ReturnsOf } from "./backtest/results/joined-returns.js";
export type { LabelOptions, Labels } from "./backtest/results/labels.js";
export type { BacktestConventions, Measures } from "./backtest/results/measures.js";
export { type MonthlyReturns, monthlyReturns } from "./backtest/results/monthly-returns.js";
export type { FillReason, Order } from "./backtest/results/order.js";
export { type EquityOf, type Period, periodReturns } from "./backtest/results/period-returns.js";
export { Backtest, type BacktestCounts, type Costs, type Liquidation } from "./backtest/results/result.js";
export { type TradeStatistics, tradeStatistics } from "./backtest/results/trade-statistics.js";
export type { Trade } from "./backtest/results/trades.js";
export { buyAndHold } from "./backtest/signals/buy-and-hold.js";
export { type CarryOptions, carryPosition } from "./backtest/signals/carry-position.js";
export { type CascadeReboundOptions, cascadeRebound } from "./backtest/signals/cascade-rebound.js";
export { divergenceMomentum } from "./backtest/signals/divergence-momentum.js";
export type { EnterLeave } from "./backtest/signals/held-side.js";
export { type MovingAverageCrossOptions, movingAverageCross } from "./backtest/signals/moving-average-cross.js";
export { type PriceOnlyOptions, type PriceTargets, priceOnlyPosition } from "./backtest/signals/price-only-position.js";
export { type RegimePositionOptions, regimePosition } from "./backtest/signals/regime-position.js";
export { type ReversionOptions, reversionPosition } from "./backtest/signals/reversion-position.js";
export { type ShareGainOptions, shareGain } from "./backtest/signals/share-gain.js";
export {
  type ShareMigrationPositionOptions,
  shareMigrationPosition,
} from "./backtest/signals/share-migration-position.js";
export { type ZScoreReversionOptions, zScoreReversion } from "./backtest/signals/z-score-reversion.js";
export { fixedNotional, percentOf } from "./backtest/sizing/fixed-sizes.js";
export { type KellyOptions, kelly } from "./backtest/sizing/kelly.js";
export type { Resize } from "./backtest/sizing/sized-position.js";
export { type VolatilityTargetOptions, volatilityTarget } from "./backtest/sizing/volatility-target.js";
export { type Choices, type Combination, grid } from "./backtest/sweep/grid.js";
export type { Parameters } from "./backtest/sweep/parameters.js";
export type { SweepMeasures } from "./backtest/sweep/pass/pass-measures.js";
export type { BacktestRules, Decision } from "./backtest/sweep/plain-sweep.js";
export { type Drawn, type ParameterRange, randomSearch, type SearchSpace } from "./backtest/sweep/random-search.js";
export type { StrategyFunction } from "./backtest/sweep/run-combinations.js";
export type { BuiltInStrategy } from "./backtest/sweep/strategies/built-in.js";
export type { SweepData } from "./backtest/sweep/strategies/fused-strategy.js";
export { sweep } from "./backtest/sweep/sweep.js";
export {
  SweepEvidence,
  type SweepEvidenceConventions,
  type SweepEvidenceOptions,
} from "./backtest/sweep/sweep-evidence.js";
export type { SweepOptions, SweepProgress } from "./backtest/sweep/sweep-options.js";
export { type SweepConventions, type SweepCounts, SweepResult, type SweepRow } from "./backtest/sweep/sweep-result.js";
export type { SelectionMeasure, SelectionOptions } from "./backtest/validation/choose-columns.js";
export {
  type CombinatorialPurgedOptions,
  type CombinatorialSplit,
  type CombinatorialSplits,
  combinatorialPurged,
} from "./backtest/validation/combinatorial-purged.js";
export {
  type CombinatorialValidation,
  type PathDistribution,
  combinatorialValidation,
} from "./backtest/validation/combinatorial-validation.js";
export { crossValidate } from "./backtest/validation/cross-validate.js";
export type { Remainder } from "./backtest/validation/fold-ranges.js";
export type { FoldRecord } from "./backtest/validation/fold-record.js";
export { type Plateau, type PlateauOptions, plateau } from "./backtest/validation/plateau.js";
export { type PurgedKFoldOptions, purgedKFold } from "./backtest/validation/purged-k-fold.js";
export { type RowRange, rowCount, type Split, splitRows } from "./backtest/validation/split.js";
export { type TimeSeriesSplitOptions, timeSeriesSplits } from "./backtest/validation/time-series-splits.js";
export type { PurgeOptions } from "./backtest/validation/train-around.js";
export type { HoldingTime } from "./backtest/validation/validation-plan.js";
export { type Validation, walkForward } from "./backtest/validation/walk-forward.js";
export { type WalkForwardOptions, walkForwardSplits } from "./backtest/validation/walk-forward-splits.js";
export { vectorbtFromOrders } from "./backtest/vectorbt/from-orders.js";
export { vectorbtFromSignals } from "./backtest/vectorbt/from-signals.js";
export type { VectorbtDirection, VectorbtSizeType } from "./backtest/vectorbt/order.js";
export type { VectorbtOrdersSettings } from "./backtest/vectorbt/order-column.js";
export type { VectorbtOrderSettings } from "./backtest/vectorbt/order-settings.js";
export type { NumberPerRow, PerRow } from "./backtest/vectorbt/per-row.js";
export {
  VectorbtBacktest,
  type VectorbtMeasures,
  type VectorbtOrder,
  type VectorbtRejection,
} from "./backtest/vectorbt/result.js";
export { type VectorbtLeg, type VectorbtSharedOptions, vectorbtShared } from "./backtest/vectorbt/shared.js";
export type { VectorbtSignals, VectorbtSignalsSettings } from "./backtest/vectorbt/signal-column.js";
export type {
  VectorbtAccumulation,
  VectorbtConflict,
  VectorbtDirectionConflict,
  VectorbtOppositeEntry,
} from "./backtest/vectorbt/signal-rules.js";
export type { CallSequence } from "./backtest/vectorbt/simulate.js";
export type {
  VectorbtStopEntryPrice,
  VectorbtStopExit,
  VectorbtStopExitPrice,
  VectorbtStopUpdate,
} from "./backtest/vectorbt/stops.js";
export type { VectorbtAccount } from "./backtest/vectorbt/vectorbt-account.js";

// plots
export type { FigureOptions } from "./plots/drawing/base-layout.js";
export type { Figure } from "./plots/drawing/figure.js";
export { darkTemplate, lightTemplate, type Template, type Theme } from "./plots/drawing/template.js";
export { eventStudyFigure, type EventStudyFigureOptions } from "./plots/evidence/event-study-figure.js";
export {
  informationDecayFigure,
  type InformationDecayFigureOptions,
} from "./plots/evidence/information-decay-figure.js";
export {
  overfittingFigure,
  type OverfittingFigureOptions,
  type OverfittingInput,
} from "./plots/evidence/overfitting-figure.js";
export {
  cascadesFigure,
  type CascadesFigureInput,
  type CascadesFigureOptions,
} from "./plots/market/cascades-figure.js";
export { concentrationFigure } from "./plots/market/concentration-figure.js";
export { costBasisFigure, type CostBasisFigureInput } from "./plots/market/cost-basis-figure.js";
export { coverageFigure } from "./plots/market/coverage-figure.js";
export { divergenceFigure, type DivergenceFigureOptions } from "./plots/market/divergence-figure.js";
export { type Flow, flowFigure, type FlowFigureOptions } from "./plots/market/flow-figure.js";
export { fundingFigure, type FundingFigureOptions } from "./plots/market/funding-figure.js";
export { leadLagFigure, type LeadLagFigureOptions } from "./plots/market/lead-lag-figure.js";
export { migrationFigure, type MigrationFigureOptions } from "./plots/market/migration-figure.js";
export { quadrantFigure, type QuadrantFigureOptions } from "./plots/market/quadrant-figure.js";
export { regimeFigure, type RegimeFigureInput } from "./plots/market/regime-figure.js";
export { sharesFigure, type SharesFigureOptions } from "./plots/market/shares-figure.js";
export {
  swingDivergenceFigure,
  type SwingDivergenceFigureInput,
  type SwingDivergenceFigureOptions,
} from "./plots/market/swing-divergence-figure.js";
export {
  costCurveFigure,
  type CostCurveFigureOptions,
  type CostCurveInput,
} from "./plots/results/cost-curve-figure.js";
export { equityFigure, type EquityFigureOptions, type EquityInput } from "./plots/results/equity-figure.js";
export { monthlyReturnsFigure } from "./plots/results/monthly-returns-figure.js";
export {
  returnDistributionFigure,
  type ReturnDistributionFigureOptions,
} from "./plots/results/return-distribution-figure.js";
export { rollingFigure, type RollingFigureOptions, type RollingInput } from "./plots/results/rolling-figure.js";
export { sweepFigure, type SweepFigureOptions, type SweepInput } from "./plots/results/sweep-figure.js";
export { tearSheet, type TearSheetInput, type TearSheetOptions } from "./plots/results/tear-sheet.js";
export {
  tradesFigure,
  type TradesFigureOptions,
  type TradesInput,
} from "./plots/results/trades-figure.js";
export { walkForwardFigure, type WalkForwardInput } from "./plots/results/walk-forward-figure.js";
export { figureSvg, type FigureSvgOptions } from "./plots/svg/figure-svg.js";
export type { SvgTheme } from "./plots/svg/input/painter.js";

// notebook
export { backtestTable } from "./notebook/backtest-table.js";
export { datasetTable } from "./notebook/dataset-table.js";
export {
  type Comm,
  type CommHost,
  type CommSendOptions,
  type DisplayHost,
  type DisplayOptions,
  displayHost,
} from "./notebook/display-host.js";
export { openComm, onComm } from "./notebook/comms.js";
export { type ClearOutputOptions, clearOutput } from "./notebook/clear-output.js";
export { type BoxOptions, checkbox, textBox } from "./notebook/controls/boxes.js";
export type { Control } from "./notebook/controls/control.js";
export { type DropdownOptions, dropdown } from "./notebook/controls/dropdown.js";
export { type Controls, type ControlValues, type Interaction, interact } from "./notebook/controls/interact.js";
export { type SliderOptions, slider } from "./notebook/controls/slider.js";
export { type Image, image } from "./notebook/image.js";
export { html, type Markup, svg } from "./notebook/markup.js";
export { displaySymbol } from "./notebook/display-symbol.js";
export { evidenceTable } from "./notebook/evidence-table.js";
export type { CellFormat } from "./notebook/format-cells.js";
export { type Markdown, markdown } from "./notebook/markdown.js";
export { costsTable, measuresTable } from "./notebook/measures-table.js";
export { type MimeBundle, mimeBundle } from "./notebook/mime-bundle.js";
export { qualityTable } from "./notebook/quality-table.js";
export { attributionTable, comparisonTable, drawdownsTable, monthlyReturnsTable } from "./notebook/result-tables.js";
export { show } from "./notebook/show.js";
export { showProgress } from "./notebook/show-progress.js";
export { sourceNote } from "./notebook/source-note.js";
export { Table, type TableColumn, type TableOptions, table } from "./notebook/table.js";
export { trialsTable } from "./notebook/trials-table.js";
export { sweepEvidenceTable, sweepTable, type SweepTableOptions } from "./notebook/sweep-tables.js";
export { type NoticeOptions, notice } from "./notebook/notice.js";
export { type ProgressBar, type ProgressBarOptions, progressBar } from "./notebook/progress-bar.js";

export { auditTable } from "./notebook/audit-table.js";
export { eventStudyTable } from "./notebook/event-study-table.js";
export { overfittingTable } from "./notebook/overfitting-table.js";
export { validationTable } from "./notebook/validation-table.js";
