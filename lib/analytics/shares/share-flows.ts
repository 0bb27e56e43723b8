/** Share that one column lost and another gained. */
export interface ShareFlow {
  readonly loser: string;
  readonly gainer: string;
  /** Fraction of the total, above 0. */
  readonly share: number;
}

/**
 * Who gained from whom, if every loser's share went to all gainers in proportion to what they gained:
 * flow[i → j] = loss[i] × gain[j] / sum of all gains. The flows from a loser add up to its loss and those to a gainer to
 * its gain, as losses and gains are equal. Changes of share do not tell who took what from whom: among all tables with
 * these sums, this is the one in which no loser prefers a gainer (independence).
 * @param changes of share by column, that add up to 0
 * @returns flows above 0, largest first; none if no share changed
 */
export function shareFlows(
  changes: readonly { readonly name: string; readonly change: number }[],
): readonly ShareFlow[] {
  const gainers = changes.filter(({ change }) => change > 0);
  const losers = changes.filter(({ change }) => change < 0);
  const gained = gainers.reduce((sum, { change }) => sum + change, 0);
  const flows = losers.flatMap((loser) =>
    gainers.map((gainer) => ({
      loser: loser.name,
      gainer: gainer.name,
      share: (-loser.change * gainer.change) / gained,
    })),
  );
  return flows.sort((one, other) => other.share - one.share);
}
