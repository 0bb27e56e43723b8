/**
 * Whether a whole text fits a pattern in which `*` stands for any characters, `?` for one, and `[a-z]` or `[^a-z]` for
 * one of a set. Goes back to the last star only, so that no pattern takes longer than pattern × text.
 */
export function globMatch(pattern: string, text: string): boolean {
  const parts = globParts(pattern);
  let [part, at] = [0, 0];
  let star: { readonly part: number; at: number } | undefined;
  while (at < text.length) {
    const next = parts[part];
    if (next === "*") {
      star = { part: part++, at };
    } else if (next?.(text[at] as string)) {
      part++;
      at++;
    } else if (star !== undefined) {
      part = star.part + 1;
      at = ++star.at;
    } else {
      return false;
    }
  }
  while (parts[part] === "*") part++;
  return part === parts.length;
}

type GlobPart = "*" | ((character: string) => boolean);

function globParts(pattern: string): GlobPart[] {
  const parts: GlobPart[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    // A bracket that stands first in a set is one of its characters.
    const end = character === "[" ? pattern.indexOf("]", at + (pattern[at + 1] === "^" ? 3 : 2)) : -1;
    if (character === "*") parts.push("*");
    else if (character === "?") parts.push(() => true);
    else if (end > 0) {
      parts.push(setPart(pattern.slice(at + 1, end)));
      at = end;
    } else parts.push((one) => one === character);
  }
  return parts;
}

function setPart(content: string): GlobPart {
  const isOpposite = content.startsWith("^");
  const set = isOpposite ? content.slice(1) : content;
  return (character) => {
    for (let at = 0; at < set.length; at++) {
      const isRange = set[at + 1] === "-" && at + 2 < set.length;
      const [first, last] = [set[at] as string, isRange ? (set[at + 2] as string) : (set[at] as string)];
      if (character >= first && character <= last) return !isOpposite;
      if (isRange) at += 2;
    }
    return isOpposite;
  };
}
