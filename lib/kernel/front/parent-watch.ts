/** How often the parent is looked for. */
const everyMs = 1000;

/**
 * Calls a function when the process that started this one is gone, if that is one that wants its kernels to end with it
 * (Jupyter says so with JPY_PARENT_PID). A process without its parent is given another.
 * @param parent id that the parent had when this process started
 */
export function watchParent(
  parent: number,
  environment: Readonly<Record<string, string | undefined>>,
  onGone: () => void,
): void {
  if (!(Number(environment.JPY_PARENT_PID) > 0)) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
}
