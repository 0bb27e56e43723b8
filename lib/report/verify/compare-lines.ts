import { changedText } from "./excerpt.js";

/** Changes that are told one by one. */
const maxTold = 3;

/** What changed between two texts in lines: lines that stand at the same place between those that are the same. */
export function compareLines(before: readonly string[], after: readonly string[]): string[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  const found: string[] = [];
  for (let line = 0; line < Math.max(gone.length, come.length); line++) {
    const [one, other] = [gone[line], come[line]];
    if (one === other) continue;
    if (one === undefined) found.push(`nothing → ${quoted(other)}`);
    else if (other === undefined) found.push(`${quoted(one)} → nothing`);
    else found.push(changedText(one, other));
  }
  return shortened(found, "line", "lines");
}

/** The first three of many, and how many more there are. */
export function shortened(found: readonly string[], one: string, several: string): string[] {
  const more = found.length - maxTold;
  return more <= 0 ? [...found] : [...found.slice(0, maxTold), `and ${more} more ${more === 1 ? one : several}`];
}

function quoted(text = ""): string {
  return changedText(text, "").split(" → ")[0] as string;
}
