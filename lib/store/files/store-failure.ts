/** What a failure of the disk means to who asked, by its code, or by the words of DuckDB, which hides the code. */
const reasons: readonly (readonly [code: string, words: RegExp, advice: string])[] = [
  ["ENOSPC", /No space left on device/i, "the disk is full; free some space and append again"],
  ["EDQUOT", /Disk quota exceeded/i, "the quota of the disk is used up; free some space and append again"],
  ["EROFS", /Read-only file system/i, "the file system is read-only; put the store on another one"],
  ["EACCES", /Permission denied/i, "permission is denied; ask for it, or copy the store to a folder of your own"],
  ["EPERM", /Operation not permitted/i, "permission is denied; ask for it, or copy the store to a folder of your own"],
  ["EMFILE", /Too many open files/i, "too many files are open; close some and append again"],
  ["EIO", /Input\/output error/i, "the disk fails; save what is on it, then append again"],
];

/**
 * A failure in words, with what to do. An error that speaks for itself, as ours do, comes back as it is.
 * @param who name of the function that was called
 * @param path folder of the store
 */
export function storeFailure(who: string, path: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const own = (cause as NodeJS.ErrnoException).code;
  const isOurs = own === undefined && /^[a-z]\w+: /.test(cause.message);
  if (isOurs) return cause;
  const found = reasons.find(([code, words]) => own === code || (own === undefined && words.test(cause.message)));
  if (found === undefined) return cause;
  const [code, , advice] = found;
  return new Error(`${who}: ${path} cannot be written to (${code}): ${advice}`, { cause });
}
