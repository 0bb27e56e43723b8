/**
 * Points parted into layers in which no two are nearer than a distance both across and up: what is drawn at the points of
 * a layer does not overlap, so that it can be one shape even where one could see through it. Near points get the lowest
 * layer that none of those before them has.
 * @param places pixels across and up, none a gap
 * @returns indices of the points by layer
 */
export function apartLayers(places: readonly (readonly [number, number])[], distance: number): number[][] {
  const layers: number[][] = [];
  const layerOf = new Int32Array(places.length);
  // Points near one point lie in its own square of the grid or in those around it.
  const squares = new Map<string, number[]>();
  const size = Math.max(distance, 1);
  places.forEach(([x, y], index) => {
    const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
    const taken = new Set<number>();
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of squares.get(`${column + dx} ${row + dy}`) ?? []) {
          const [otherX, otherY] = places[other] as readonly [number, number];
          if (Math.abs(otherX - x) < distance && Math.abs(otherY - y) < distance) taken.add(layerOf[other] as number);
        }
      }
    }
    let layer = 0;
    while (taken.has(layer)) layer++;
    layerOf[index] = layer;
    const key = `${column} ${row}`;
    const near = squares.get(key);
    if (near === undefined) squares.set(key, [index]);
    else near.push(index);
    if (layer === layers.length) layers.push([]);
    layers[layer]?.push(index);
  });
  return layers;
}
