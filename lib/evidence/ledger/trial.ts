import { checkTrialData, type TrialData } from "./trial-data.js";

/** One variant that was tried: what it was tried on, and how it did. */
export interface Trial {
  /** What the user called it, or what it is known by. */
  readonly name: string;
  readonly data: TrialData;
  /** Returns that were counted. */
  readonly n: number;
  /** Returns in a year of 365 days. */
  readonly periodsPerYear: number;
  /** Mean / sample standard deviation (n − 1) of the returns, per period and not annualised; NaN if nothing varied. */
  readonly sharpe: number;
  /** Compounded, a fraction. */
  readonly totalReturn: number;
  /** For a year, a fraction. */
  readonly volatility: number;
  /** A fraction, 0 or below. */
  readonly maxDrawdown: number;
}

/** A trial in the ledger. */
export interface RecordedTrial extends Trial {
  /** How often it was run again with the same numbers. */
  readonly repeats: number;
}

/**
 * What makes two runs one trial: the same data, and numbers that agree to 9 significant digits. The name does not
 * count.
 */
export function trialKey({ data, n, periodsPerYear, sharpe, totalReturn, volatility, maxDrawdown }: Trial): string {
  const numbers = [n, periodsPerYear, sharpe, totalReturn, volatility, maxDrawdown];
  // 0 is written out, so that −0 is the same number.
  return `${data.id} ${numbers.map((value) => (value === 0 ? "0" : value.toPrecision(9))).join(" ")}`;
}

const numbers = ["n", "periodsPerYear", "sharpe", "totalReturn", "volatility", "maxDrawdown"] as const;

/** @throws {TypeError} naming `owner` and the first field that a trial lacks */
export function checkTrial(trial: Trial, owner: string): void {
  if (typeof trial !== "object" || trial === null)
    throw new TypeError(`${owner}: ${trial} is no trial; give an object`);
  checkTrialData(trial.data, owner);
  for (const field of numbers) {
    if (typeof trial[field] === "number") continue;
    throw new TypeError(`${owner}: ${field} ${trial[field]} of trial "${trial.name}" is no number; NaN if undefined`);
  }
}

/** A trial that was JSON, with NaN where JSON could only write null. */
export function restoredTrial<T extends Trial>(trial: T): T {
  return { ...withNaN(trial), data: withNaN(trial.data) };
}

function withNaN<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value ?? Number.NaN])) as T;
}
