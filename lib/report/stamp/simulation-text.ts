/**
 * What a reader must know of data of which some or all is simulated; undefined where none is.
 * @param data what a report, or all reports of a batch, used
 */
export function simulationText(data: readonly { readonly simulated: boolean }[]): string | undefined {
  const count = data.filter(({ simulated }) => simulated).length;
  if (count === 0) return undefined;
  return count === data.length ? "Simulated data: no real market" : "Some of the data is simulated: no real market";
}
