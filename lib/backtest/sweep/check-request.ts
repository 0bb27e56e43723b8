import { shown } from "../../series/check.js";
import { Series } from "../../series/series.js";

/**
 * What `sweep` was given, before anything of it is read: cells of a notebook are not checked by a compiler.
 * @throws {TypeError} at options without parameters, or data without candles, saying what to give
 */
export function checkRequest(data: unknown, options: unknown): void {
  const parameters = field(options, "parameters");
  if (!Array.isArray(parameters)) {
    const given = parameters === undefined ? "no parameters" : `parameters ${shown(parameters)} are no list`;
    throw new TypeError(`sweep: ${given}; give { parameters: grid({ … }) } as the third argument`);
  }
  const candles = field(data, "candles");
  if (field(candles, "close") === undefined) {
    const isCandles = field(data, "open") !== undefined && field(data, "close") !== undefined;
    const given = isCandles ? "candles by themselves are no data" : `data ${shown(data)} has no candles`;
    throw new TypeError(`sweep: ${given}; give { candles }`);
  }
  const funding = field(data, "funding");
  if (Array.isArray(funding)) {
    throw new TypeError(
      `sweep: funding is a list of ${funding.length}, as a dataset has it; give { candles, funding: referenceFunding(dataset) }`,
    );
  }
  for (const name of ["funding", "input"]) {
    const value = field(data, name);
    if (value === undefined || value instanceof Series) continue;
    throw new TypeError(`sweep: ${name} ${shown(value)} is no Series; give one, or leave it out`);
  }
}

/**
 * What a strategy of your own made of a combination.
 * @throws {TypeError} if it is no series and no signals
 */
export function checkDecision(decision: unknown): void {
  if (typeof decision === "object" && decision !== null && !Array.isArray(decision) && !ArrayBuffer.isView(decision)) {
    return;
  }
  throw new TypeError(`the strategy gave ${shown(decision)}; return a Series of targets at bar ends, or signals`);
}

function field(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined;
}
