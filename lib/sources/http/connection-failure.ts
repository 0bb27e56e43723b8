/** Why a connection failed, in a line: the innermost reason, since the outer ones say "fetch failed". */
export function connectionFailure(cause: unknown): string {
  let error = cause;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const text = error.message === "" ? String(code ?? error.name) : error.message;
  // A proxy's address may hold a password.
  return text
    .replace(/\/\/[^/@\s]+@/g, "//")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}
