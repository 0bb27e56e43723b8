/** A number of things in words: `1 trade`, `1,200 trades`. */
export function countText(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
