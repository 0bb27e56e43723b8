import { Series } from "../../series/series.js";
import type { MeasuredSeries } from "../../sources/dataset-series.js";
import type { Answer } from "../store-types.js";

/**
 * Answers of one recording that follow one another as one answer: each series once, over all of their instants. Where its
 * identity changed on the way, such as the price at which it is converted, it has the last one.
 */
export function joinedAnswers(answers: readonly [Answer, ...Answer[]]): Answer {
  const [first] = answers;
  if (answers.length === 1) return first;
  const last = answers[answers.length - 1] as Answer;
  const parts = new Map<string, MeasuredSeries[]>();
  for (const part of answers.flatMap(({ series }) => series)) {
    const { name, unit, identity } = part.series;
    const key = JSON.stringify([part.measure, name, unit, identity.venue, identity.instrument]);
    const known = parts.get(key);
    if (known === undefined) parts.set(key, [part]);
    else known.push(part);
  }
  return {
    ...last,
    from: first.from,
    series: [...parts.values()].map(joinedSeries),
    issues: answers.flatMap(({ issues }) => issues),
    rowsRead: answers.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
  };
}

function joinedSeries(parts: readonly MeasuredSeries[]): MeasuredSeries {
  const { measure, series } = parts[parts.length - 1] as MeasuredSeries;
  const times = Float64Array.from(parts.flatMap((part) => [...part.series.times]));
  const values = Float64Array.from(parts.flatMap((part) => [...part.series.values]));
  return { measure, series: new Series(times, values, series.name, series.unit, series.identity) };
}
