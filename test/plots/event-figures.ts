import { cascades } from "../../lib/analytics/cascades/cascades.js";
import { leadLag } from "../../lib/analytics/comovement/lead-lag.js";
import { swingDivergence } from "../../lib/analytics/divergence/swing-divergence.js";
import { eventStudy } from "../../lib/evidence/event-study/event-study.js";
import { informationDecay } from "../../lib/evidence/information-coefficient/information-decay.js";
import type { Figure } from "../../lib/plots/drawing/figure.js";
import type { Theme } from "../../lib/plots/drawing/template.js";
import { eventStudyFigure } from "../../lib/plots/evidence/event-study-figure.js";
import { informationDecayFigure } from "../../lib/plots/evidence/information-decay-figure.js";
import { cascadesFigure } from "../../lib/plots/market/cascades-figure.js";
import { coverageFigure } from "../../lib/plots/market/coverage-figure.js";
import { leadLagFigure } from "../../lib/plots/market/lead-lag-figure.js";
import { swingDivergenceFigure } from "../../lib/plots/market/swing-divergence-figure.js";
import { logReturns, simpleReturns } from "../../lib/series/difference.js";
import type { Panel } from "../../lib/series/panel.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import type { QualityIssue } from "../../lib/sources/quality/quality.js";
import { flatCandles, hourMs, t0, waves } from "./figures.js";

/** Waves in which two venues lose a fifth and the price a tenth within two hours, at a quarter and at three quarters. */
function crashing(length: number) {
  const { candles, base } = waves(length);
  const crashes = [0.25, 0.75].map((part) => Math.floor(part * length));
  const level = (row: number, lost: number): number =>
    crashes.reduce((left, crash) => left * (row < crash ? 1 : row === crash ? 1 - lost / 2 : 1 - lost), 1);
  const oi = base.map(({ values }) => values.map((value, row) => (200 + value / 20) * level(row, 0.2)));
  const prices = candles.close.values.map((price, row) => (60_000 + price / 100) * level(row, 0.1));
  return { candles: flatCandles(candles.times, prices), oi };
}

function datasetOf(openInterest: Panel, candles: Dataset["candles"]): Dataset {
  const issue = (kind: QualityIssue["kind"], from: number, to: number): QualityIssue => {
    return {
      kind,
      where: "<script>alert(1)</script>",
      count: 5,
      from: t0 + from * hourMs,
      to: t0 + to * hourMs,
      detail: kind,
    };
  };
  return {
    asset: "BTC",
    intervalMs: hourMs,
    candles,
    openInterest,
    openInterestUsd: openInterest,
    funding: [],
    quality: { rowsRead: 1, issues: [issue("gap", 20, 25), issue("blank", 3, 90), issue("label", 1, 1)] },
    provenance: { source: "test", simulated: true, description: "", files: [] },
  };
}

/** Figures of what happens and what follows it, drawn from crashing waves. */
export function eventFigures(length: number, theme: Theme): Readonly<Record<string, Figure>> {
  const { candles, oi } = crashing(length);
  const options = { theme, note: "Source: waves of <b>no</b> market" };
  const { close } = candles;
  const held = oi.column("binance");
  const found = cascades({ oi: oi.select(["binance", "<script>alert(1)</script>"]), price: close }, { window: 48 });
  const input = { candles, openInterest: held, cascades: found };
  const divergence = swingDivergence(close, held);
  const changes = logReturns(oi);
  const other = changes.column("<script>alert(1)</script>");
  const every = candles.times.filter((_, row) => row % 29 === 0);
  const study = eventStudy(every, close, { replications: 100, overlap: "first" });
  const decay = informationDecay(logReturns(held).values, simpleReturns(close).values, [1, 4, 12, 24, 48, 72]);
  return {
    cascades: cascadesFigure(input, options),
    "one cascade": cascadesFigure(input, { ...options, rank: 1 }),
    "swing divergence": swingDivergenceFigure({ close, openInterest: held, divergence }, options),
    coverage: coverageFigure(datasetOf(oi, candles), options),
    "lead and lag": leadLagFigure(leadLag(changes.column("binance"), other, { maxLag: 12 }), {
      ...options,
      intervalMs: hourMs,
    }),
    "event study": eventStudyFigure(study, { ...options, measure: "<script>", intervalMs: hourMs }),
    "information decay": informationDecayFigure(decay, { ...options, intervalMs: hourMs }),
  };
}
