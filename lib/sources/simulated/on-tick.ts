/** The nearest price on the grid of ticks. A tick is a tenth or a hundredth: dividing by its inverse rounds only once. */
export function onTick(price: number, tick: number): number {
  const perUnit = Math.round(1 / tick);
  return Math.round(price * perUnit) / perUnit;
}
