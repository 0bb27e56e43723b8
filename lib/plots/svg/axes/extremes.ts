/** A value that the range must hold, with room beyond it. */
export interface End {
  readonly value: number;
  /** Pixels beyond it. */
  readonly pad: number;
  /** 5 % of the axis beyond it as well. */
  readonly padded: boolean;
}

/** Ends of what is drawn along an axis: those that another one does not go beyond in both value and room. */
export interface Extremes {
  readonly low: readonly End[];
  readonly high: readonly End[];
}

/** How much room values want beside themselves. */
export interface ExtremesOptions {
  /** 5 % of the axis. Default false. */
  readonly padded?: boolean;
  /** The range reaches to 0, with no room beyond it. Default false. */
  readonly toZero?: boolean;
  /** Pixels towards lower coordinates, of each or of all. Default 0. */
  readonly padLow?: ArrayLike<number> | number;
  /** Pixels towards higher coordinates. Default 0. */
  readonly padHigh?: ArrayLike<number> | number;
}

/** Ends of coordinates; gaps are left out. */
export function extremesOf(
  values: ArrayLike<number>,
  { padded = false, toZero = false, padLow = 0, padHigh = 0 }: ExtremesOptions = {},
): Extremes {
  const low: End[] = [];
  const high: End[] = [];
  const uniform = typeof padLow === "number" && typeof padHigh === "number";
  const chosen = uniform ? lowestAndHighest(values) : values;
  for (let index = 0; index < chosen.length; index++) {
    const value = chosen[index] as number;
    if (value !== value) continue;
    const clippedLow = toZero && value >= 0;
    const clippedHigh = toZero && value <= 0;
    const below = Math.max(0, typeof padLow === "number" ? padLow : (padLow[index] ?? 0));
    const above = Math.max(0, typeof padHigh === "number" ? padHigh : (padHigh[index] ?? 0));
    keep(low, clippedLow ? zero : { value, pad: below, padded }, -1);
    keep(high, clippedHigh ? zero : { value, pad: above, padded }, 1);
  }
  return { low, high };
}

/** Ends of several things along one axis; those of another axis that shares its range have pixels of another size. */
export function joinedExtremes(all: readonly { readonly extremes: Extremes; readonly scale?: number }[]): Extremes {
  const low: End[] = [];
  const high: End[] = [];
  for (const { extremes, scale = 1 } of all) {
    for (const end of extremes.low) keep(low, { ...end, pad: end.pad * scale }, -1);
    for (const end of extremes.high) keep(high, { ...end, pad: end.pad * scale }, 1);
  }
  return { low, high };
}

const zero: End = { value: 0, pad: 0, padded: false };

/** Adds an end unless one there goes as far with as much room, and drops those that it makes needless. */
function keep(ends: End[], added: End, sign: 1 | -1): void {
  const covers = (one: End, other: End): boolean =>
    sign * (one.value - other.value) >= 0 && one.pad >= other.pad && (one.padded || !other.padded);
  if (ends.some((end) => covers(end, added))) return;
  for (let index = ends.length - 1; index >= 0; index--) {
    if (covers(added, ends[index] as End)) ends.splice(index, 1);
  }
  ends.push(added);
}

function lowestAndHighest(values: ArrayLike<number>): readonly number[] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return lowest <= highest ? [lowest, highest] : [];
}
