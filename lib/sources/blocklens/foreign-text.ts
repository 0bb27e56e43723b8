import { withoutKey } from "../http/without-key.js";

const longest = 160;
/** Most letters of a text that are looked at: an answer may be of any length. */
const looked = 20_000;

/** Text of a server as it may stand in a message: in one line, cut, and without the key or a part of it. */
export function foreignText(text: string, key: string | undefined): string {
  // Blanks go first, so that nothing is cut within a key that would have been shown.
  const line = text
    .slice(0, looked)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const safe = withoutKey(line, key);
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}
