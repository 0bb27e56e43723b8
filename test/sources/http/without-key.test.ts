import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutKey } from "../../../lib/sources/http/without-key.js";

const key = "san_SECRET0123456789";

describe("withoutKey", () => {
  test.each([
    ["the key", `no ${key} here`, "no … here"],
    ["its beginning, as servers mask it", "san_SECRET0123*** is not valid", "…*** is not valid"],
    ["its beginning and its end", "san_SECRE**456789", "…**…"],
    ["its middle", "[RET0123]", "[…]"],
    ["it in capitals", key.toUpperCase(), "…"],
    ["it at the end", `a${key}`, "a…"],
    ["it twice", `${key} ${key}`, "… …"],
  ])("takes away %s", (_, text, safe) => {
    expect(withoutKey(text, key)).toBe(safe);
  });

  test("leaves what is none, and parts that tell nothing", () => {
    for (const text of ["", "san_S", "Santiment", "no access"]) expect(withoutKey(text, key)).toBe(text);
    expect(withoutKey("as it is", undefined)).toBe("as it is");
    expect(withoutKey("as it is", "")).toBe("as it is");
    expect(withoutKey("k3y k3", "k3y")).toBe("… k3");
  });

  test("leaves no six letters of a key, wherever a text holds parts of it", () => {
    const part = fc.tuple(fc.nat(key.length), fc.nat(key.length)).map(([a, b]) => key.slice(a, b));
    const text = fc.array(fc.oneof(part, fc.string({ maxLength: 4 }), fc.constant("İ")), { maxLength: 6 });
    const property = fc.property(text, (parts) => {
      const safe = withoutKey(parts.join(""), key);
      for (let at = 0; at + 6 <= key.length; at++) expect(safe).not.toContain(key.slice(at, at + 6));
    });
    fc.assert(property, { seed: 11, numRuns: 500 });
  });
});
