import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { reportNames } from "../../../lib/report/batch/report-names.js";

test("a name tells the values", () => {
  expect(
    reportNames([
      { asset: "BTC", from: "2025-01-01" },
      { asset: "ETH", from: "" },
      { hours: -1.5, smooth: true },
    ]),
  ).toEqual(["asset=BTC,from=2025-01-01", "asset=ETH,from=", "hours=-1.5,smooth=true"]);
});

// SHA-256 of [["path","../../etc/passwd"]] by `printf '…' | sha256sum`.
test("a value that is no plain text loses what is not, and is told from others by a hash", () => {
  expect(reportNames([{ path: "../../etc/passwd" }])).toEqual(["path=.._.._etc_passwd~6e5e3c28"]);
});

test("values that would be one file are numbered, also where letter case does not count", () => {
  expect(reportNames([{ asset: "btc" }, { asset: "BTC" }, { asset: "Btc" }])).toEqual([
    "asset=btc",
    "asset=BTC~2",
    "asset=Btc~3",
  ]);
});

test("a value that holds a comma is not taken for two", () => {
  const [one, two] = reportNames([{ a: "1,b=2" }, { a: "1", b: "2" }]);
  expect(one).toMatch(/^a=1_b_2~[0-9a-f]{8}$/);
  expect(two).toBe("a=1,b=2");
});

test("whatever the values hold, names are distinct files of one folder", () => {
  const value = fc.oneof(
    fc.string({ unit: "binary", maxLength: 150 }),
    fc.constantFrom("..", "../x", "CON", "a\0b", "a:b", "~", "%2e%2e%2f", "a\u202eb", "ä", "x".repeat(500), "a b"),
    fc.double({ noNaN: true }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ asset: value, ünit: value }), { maxLength: 8 }), (combinations) => {
      const names = reportNames(combinations);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(combinations.length);
      for (const name of names) {
        expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9=,._+~-]*$/);
        expect(name.length).toBeLessThan(140);
        expect(resolve(join("/reports", `${name}.html`))).toBe(`/reports/${name}.html`);
      }
    }),
    { seed: 7, numRuns: 60 },
  );
});
