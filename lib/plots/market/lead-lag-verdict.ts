import type { LeadLag } from "../../analytics/comovement/lead-lag.js";

/** What a cross-correlation allows to be said. */
export interface LeadLagVerdict {
  /** Whether the largest |correlation| is beyond what the largest of so many is by chance. */
  readonly isBeyondChance: boolean;
  /** Whether one leads the other: beyond chance, at another lag than 0, and more than it follows. */
  readonly isLead: boolean;
  /** In words, with names as they are. */
  readonly text: string;
}

/** Probability at which an asymmetry counts, as for the bands. */
const level = 0.05;

/**
 * What the largest |correlation| means. It is beyond chance if its p is below `bonferroniP`. At lag 0 the two move together.
 * At another lag one leads only if the asymmetry agrees, with a p below 5 %: slow common moves show on both sides of 0.
 * @param length so many rows in words
 */
export function leadLagVerdict(leadLag: LeadLag, length: (rows: number) => string): LeadLagVerdict {
  const { first, second, lags, peak, bonferroniP, asymmetry } = leadLag;
  const isAsymmetric = asymmetry.p < level;
  if (Number.isNaN(peak.correlation)) return unproven("too little data for any lag");
  if (!(peak.p < bonferroniP)) {
    return unproven(
      lags.some(({ p }) => p < bonferroniP)
        ? "the largest is not beyond chance, though another is"
        : "no lag is beyond chance",
    );
  }
  if (peak.lag === 0) {
    const text = isAsymmetric ? "they move together, one more before the other" : "they move together, no lead seen";
    return { isBeyondChance: true, isLead: false, text };
  }
  const [earlier, later] = peak.lag > 0 ? [first, second] : [second, first];
  const ahead = `by ${length(peak.lag)}${peak.correlation < 0 ? ", the other way" : ""}`;
  // A lead of the first makes the asymmetry of the sign of its correlation, one of the second the opposite.
  const agrees = Math.sign(asymmetry.value) === Math.sign(peak.lag) * Math.sign(peak.correlation);
  if (isAsymmetric && agrees) return { isBeyondChance: true, isLead: true, text: `${earlier} leads ${later} ${ahead}` };
  return {
    isBeyondChance: true,
    isLead: false,
    text: `${earlier} is ahead ${ahead}, but follows as much as it leads`,
  };
}

function unproven(text: string): LeadLagVerdict {
  return { isBeyondChance: false, isLead: false, text };
}
