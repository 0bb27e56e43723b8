import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pagesOf } from "../../../lib/sources/exchange/exchange-pages.js";

describe("pagesOf", () => {
  test("covers every instant once, in order, with no page of more rows than its limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (since, length, rowMs, limit) => {
          const until = since + length;
          const pages = pagesOf({ since, until, limit }, rowMs);
          expect(pages[0]?.since).toBe(since);
          expect(pages.at(-1)?.until).toBe(until);
          for (const [index, page] of pages.entries()) {
            if (index > 0) expect(page.since).toBe((pages[index - 1]?.until ?? Number.NaN) + 1);
            expect(page.limit).toBe(limit);
            // Rows on multiples of rowMs from `since`: those in the page.
            expect(Math.floor((page.until - page.since) / rowMs) + 1).toBeLessThanOrEqual(limit);
          }
        },
      ),
      { seed: 7 },
    );
  });

  test("is one page for one instant and none where the end is before the start", () => {
    expect(pagesOf({ since: 5, until: 5, limit: 10 }, 60)).toEqual([{ since: 5, until: 5, limit: 10 }]);
    expect(pagesOf({ since: 5, until: 4, limit: 10 }, 60)).toEqual([]);
  });
});
