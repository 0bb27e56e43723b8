const longest = 160;

/** Text of a server as it may stand in a message: in one line, cut, and without the key should it repeat it. */
export function foreignText(text: string, key: string | undefined): string {
  const safe = key === undefined || key === "" ? text : text.replaceAll(key, "…");
  const line = safe.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
