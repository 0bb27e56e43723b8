/** A part of one as a percentage for a sentence. */
export function percent(part: number): string {
  return `${Number((100 * part).toPrecision(2))} %`;
}
