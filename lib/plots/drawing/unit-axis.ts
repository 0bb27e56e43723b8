import type { Unit } from "../../series/identity.js";

/** How values of a unit are written: after a label, and along a plotly axis. */
export interface UnitAxis {
  /** The unit in words, such as `USD` or `BTC`. */
  readonly text: string;
  /** Settings of the plotly axis: `$12.5B`, `750k`, `40%`. */
  readonly axis: Readonly<Record<string, unknown>>;
}

const thousands = { exponentformat: "B", separatethousands: true } as const;

/** The axis of dollars that may be negative, for which plotly would write `$−5B`: the label alone says the unit. */
export const signedDollarAxis: Readonly<Record<string, unknown>> = { ...thousands, zeroline: true };

/** The axis of a unit; `asset` names the coin, where it is known. */
export function unitAxis(unit: Unit, asset: string = "coins"): UnitAxis {
  const known: Readonly<Record<Unit, UnitAxis>> = {
    usd: { text: "USD", axis: { ...thousands, tickprefix: "$" } },
    price: {
      text: asset === "coins" ? "USD" : `USD per ${asset}`,
      axis: { ...thousands, tickprefix: "$", hoverformat: ",.6~r" },
    },
    base: { text: asset, axis: thousands },
    contracts: { text: "contracts", axis: thousands },
    fraction: { text: "%", axis: { tickformat: ".0%", hoverformat: ".2%" } },
    score: { text: "standard deviations", axis: { hoverformat: ".2f" } },
    number: { text: "number", axis: thousands },
  };
  return known[unit];
}
