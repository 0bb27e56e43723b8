/** What came from outside and cannot be taken; its message says why, in one line. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
