/** Longest message. */
const longest = 1000;

/**
 * What a reading of a file gives, or its refusal in one line: names and cells of a file may hold line ends and other
 * characters that are not shown, which are written as escapes, and may be long.
 * @throws {RangeError} as the reading does
 */
export function inOneLine<T>(read: () => T): T {
  try {
    const result = read();
    return (result instanceof Promise ? result.catch(refused) : result) as T;
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  const { message } = error;
  const shown = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped);
  if (shown === message && message.length <= longest) throw error;
  const cut = shown.length <= longest ? shown : `${shown.slice(0, longest / 2)} … ${shown.slice(-longest / 2)}`;
  throw new RangeError(cut, { cause: error });
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
