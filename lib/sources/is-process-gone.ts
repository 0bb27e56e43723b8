/** Whether there is no process of that number any more. */
export function isProcessGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Of another user's it is told that it must not be touched, so it is there.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
