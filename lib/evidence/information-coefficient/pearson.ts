/**
 * Pearson's correlation of two arrays of one length without gaps; NaN for fewer than three values, between two of which
 * a line always goes, and where one of the two does not vary. Source: definition.
 */
export function pearson(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (n < 3 || !varies(x) || !varies(y)) return Number.NaN;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i];
    meanY += y[i];
  }
  meanX /= n;
  meanY /= n;
  let both = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    both += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  const value = both / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
  return Math.max(-1, Math.min(1, value));
}

function varies(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return true;
  return false;
}
