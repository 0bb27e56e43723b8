import { defineConfig } from "vitest/config";

/** Measures, each file in a process of its own and one after the other: they are about time and memory. */
// biome-ignore lint/style/noDefaultExport: vitest takes a configuration as the default export
export default defineConfig({
  test: {
    include: ["test/bench/**/*.measure.ts"],
    root: `${import.meta.dirname}/../..`,
    pool: "forks",
    execArgv: ["--expose-gc"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    disableConsoleIntercept: true,
    // The built package runs as it is: the runner's own form of a module calls every import through an object.
    server: { deps: { external: [/[\\/]dist[\\/]/] } },
  },
});
