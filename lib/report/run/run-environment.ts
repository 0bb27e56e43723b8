import { inheritedNodeOptions } from "../../kernel/engine/node-options.js";

/** What decides how text and times look, and which colours are written. */
const decided = /^(TZ|LANG|LANGUAGE|LC_.*|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE)$/i;

/**
 * Environment of a process that runs a notebook: that of this one, in UTC, in American English and without colours, so
 * that `toLocaleString` and local times say the same on every machine.
 */
export function runEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !decided.test(name));
  return {
    ...Object.fromEntries(kept),
    TZ: "UTC",
    LANG: "en_US.UTF-8",
    LC_ALL: "en_US.UTF-8",
    NO_COLOR: "1",
  };
}

/**
 * Options of Node for that process: those of this one, such as `--max-old-space-size`, but for those that only one
 * process can have.
 * @param memoryMb most memory for the values of its cells, in MiB. Default: what Node takes
 */
export function runNodeOptions(execArgv: readonly string[], memoryMb?: number): string[] {
  const kept = inheritedNodeOptions(execArgv);
  return memoryMb === undefined ? kept : [...kept, `--max-old-space-size=${Math.ceil(memoryMb)}`];
}
