/**
 * From now on an error that a notebook's timers throw after its last cell is told and fails the command, rather than end
 * it before the report is written.
 */
export function tellLateErrors(): void {
  const tell = (thrown: unknown): void => {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    console.error(`\nAfter its last cell the notebook threw, so this is not in the report: ${text}`);
    process.exitCode = 1;
  };
  process.on("uncaughtException", tell);
  process.on("unhandledRejection", tell);
}
