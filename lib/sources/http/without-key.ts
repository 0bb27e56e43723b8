/** Fewer letters of a key than this tell nothing, and occur in other words. */
const telling = 6;

/**
 * A text of a server's without the key it was asked with, nor any part of it of six letters or more, in capital or small letters:
 * servers quote the beginning of a key that they do not accept. To be called before a text is cut, since a cut may leave a
 * part that is too short to be known as one.
 */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined || key === "") return text;
  if (key.length < telling) return text.replaceAll(key, "…");
  const small = lower(key);
  const parts = new Set<string>();
  for (let at = 0; at + telling <= small.length; at++) parts.add(small.slice(at, at + telling));
  const searched = lower(text);
  let safe = "";
  let from = 0;
  for (let at = 0; at + telling <= searched.length; at++) {
    if (!parts.has(searched.slice(at, at + telling))) continue;
    let end = at + telling;
    while (parts.has(searched.slice(end - telling + 1, end + 1))) end++;
    safe += `${text.slice(from, at)}…`;
    from = end;
    at = end - 1;
  }
  return safe + text.slice(from);
}

/** Of the Latin letters alone, since the small form of some others has another length and would shift what follows. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
