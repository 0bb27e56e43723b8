/** Points of a path as SVG's grammar reads its data: numbers end where another one must begin. */
export function pathPoints(data: string): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", text = ""] of data.matchAll(/([MlhvHVz])([^MlhvHVz]*)/g)) {
    const numbers = (text.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const step = command === "h" || command === "v" ? 1 : 2;
    for (let index = 0; index < numbers.length; index += step) {
      const [first = 0, second = 0] = numbers.slice(index, index + step);
      if (command === "M") [x, y] = [first, second];
      else if (command === "l") [x, y] = [x + first, y + second];
      else if (command === "h") x += first;
      else y += first;
      points.push([x, y]);
    }
  }
  return points;
}
