/**
 * Why Santiment did not give what was asked.
 *
 * - `too-large`: an answer of less would be given
 * - `unknown-field`: this server does not know a part of the query
 * - `no-access`: nothing of this metric is open to the plan
 * - `outside`: nothing of the period is open to the plan
 * - `key`: it does not accept the key
 * - `allowance`: the calls or bytes of the plan are used up
 * - `other`: anything else, in its own words
 */
export type SanFailureKind = "too-large" | "unknown-field" | "no-access" | "outside" | "key" | "allowance" | "other";

/** A refusal by Santiment, told apart by what may help. */
export class SanFailure extends Error {
  override readonly name = "SanFailure";
  readonly kind: SanFailureKind;

  constructor(kind: SanFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const signs: readonly (readonly [SanFailureKind, RegExp])[] = [
  ["too-large", /operation .*too complex|complexity is \d+ and maximum/i],
  ["unknown-field", /cannot query field|unknown argument|unknown field/i],
  ["outside", /outside the allowed interval/i],
  ["no-access", /is not accessible with|is not included in/i],
  ["key", /^apikey |invalid json web token|unsupported authorization header|unauthorized/i],
  ["allowance", /api rate limit|response size .*limit exceeded/i],
];

/** What a text of Santiment's means. Its wording is all there is: no error of it has a code. */
export function kindOfFailure(text: string): SanFailureKind {
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? "other";
}

/** Whether a refusal is of a part that the key may not read, after which there may be something else to give. */
export function isClosed(cause: unknown): cause is SanFailure {
  return cause instanceof SanFailure && (cause.kind === "no-access" || cause.kind === "outside");
}
