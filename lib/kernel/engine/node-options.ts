/** Options of Node that belong to the process they were given to: a debugger's port, the text it was to evaluate. */
const own = /^(--inspect|--debug|--test|--watch|--cpu-prof|--heap-prof)/;
const evaluated = /^(-e|-p|-pe|--eval|--print)$/;

/**
 * Options of Node for a process that this one starts: those of this one, such as `--max-old-space-size`, but for those
 * that only one process can have.
 */
export function inheritedNodeOptions(execArgv: readonly string[]): string[] {
  return execArgv.filter(
    (option, index) => !own.test(option) && !evaluated.test(option) && !evaluated.test(execArgv[index - 1] ?? ""),
  );
}
