/**
 * The result of a task that must come within so many milliseconds. The task gets a signal that ends with the limit, and is
 * not waited for after it, since an exchange's call cannot be stopped.
 * @throws {Error} `no answer within 20 s`, or the signal's reason, or what the task throws
 */
export async function timeLimit<T>(
  limitMs: number,
  signal: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const inner = new AbortController();
  const stop = () => inner.abort(signal?.reason);
  const timer = setTimeout(() => inner.abort(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
  signal?.addEventListener("abort", stop, { once: true });
  const ended = new Promise<never>((_, reject) => {
    inner.signal.addEventListener("abort", () => reject(inner.signal.reason), { once: true });
  });
  try {
    return await Promise.race([task(inner.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
