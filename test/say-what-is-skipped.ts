import { existsSync } from "node:fs";
import { hasBrowser } from "./browser.js";

/** Says before the tests which of them cannot run here, and what would let them. */
export function setup(): void {
  const needs: readonly (readonly [present: boolean, what: string])[] = [
    [existsSync("../shared/data"), "tests on real market data are skipped: there is no ../shared/data"],
    [existsSync("../shared/oracles"), "tests against recorded statistics are skipped: there is no ../shared/oracles"],
    [hasBrowser, "tests in a browser are skipped: install chromium, or set CHROMIUM to its path"],
    [process.env.OPEN_INTEREST_PYTHON !== undefined, "tests in Jupyter are skipped: OPEN_INTEREST_PYTHON is not set"],
    [
      process.env.OPEN_INTEREST_PYTHON_SANPY !== undefined,
      "tests against sanpy are skipped: OPEN_INTEREST_PYTHON_SANPY is not set",
    ],
    [
      process.env.OPEN_INTEREST_PYTHON_FRAMES !== undefined,
      "tests against pandas, polars and pyarrow are skipped: OPEN_INTEREST_PYTHON_FRAMES is not set",
    ],
    [
      process.env.OPEN_INTEREST_PYTHON_JUPYTER !== undefined,
      "tests of the installed kernel are skipped: OPEN_INTEREST_PYTHON_JUPYTER is not set",
    ],
  ];
  for (const [present, what] of needs) if (!present) console.warn(what);
}
