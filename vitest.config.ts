import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/say-what-is-skipped.ts", "test/one-temporary-folder.ts"],
    // A slow or busy machine is no failure; what hangs is found all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Two workers: the suite starts browsers and notebooks, and a small machine must not time them out.
    maxWorkers: 2,
  },
});
