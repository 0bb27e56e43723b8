import { describe, expect, test } from "vitest";
import { mimeBundle } from "../../../lib/notebook/mime-bundle.js";

const text = (value: unknown): string => mimeBundle(value)["text/plain"] as string;
const inspect = Symbol.for("nodejs.util.inspect.custom");

describe("the text of a value", () => {
  test("is Node's for what is small", () => {
    const cyclic: Record<string, unknown> = { a: 1 };
    cyclic.self = cyclic;
    expect(text(cyclic)).toBe("<ref *1> { a: 1, self: [Circular *1] }");
    expect(text(new Map([["a", new Set([1n])]]))).toBe("Map(1) { 'a' => Set(1) { 1n } }");
    expect(text(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
    expect(text(/a/g)).toBe("/a/g");
    expect(text(class A extends Map {})).toBe("[class A extends Map]");
    expect(text(Promise.resolve(1))).toBe("Promise { 1 }");
    expect(text(Symbol("q"))).toBe("Symbol(q)");
    expect(text({ mine: { [inspect]: () => "said so" } })).toBe("{ mine: said so }");
    expect(text(new Float64Array([1, Number.NaN]))).toBe("Float64Array(2) [ 1, NaN ]");
  });

  test("of a long list has its type, its length and both ends", () => {
    const lines = text(Float64Array.from({ length: 525_600 }, (_, row) => row)).split("\n");
    expect(lines[0]).toBe("Float64Array(525600) [");
    // 90 at the start, 10 at the end.
    expect(lines.find((line) => line.includes("…"))).toBe("  … 525,500 more items …");
    expect(lines.at(-2)).toContain("525599");
    expect(text(new Array(1e7))).toBe(
      "Array(10000000) [\n  <90 empty items>\n  … 9,999,900 more items …\n  <10 empty items>\n]",
    );
    expect(text(Array.from({ length: 101 }, () => "a"))).toContain("… 1 more item …");
  });

  test("of an object with many fields, and of one that is wide and deep, is short and counts what is left out", () => {
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]));
    expect(text(fields)).toContain("  k99: 99,\n  '…': 99,900 more fields\n}");
    const wide = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => [[1, 2], { a: [3] }]));
    expect(text(wide).length).toBeLessThan(100_000);
    expect(text(wide)).toContain("100 more items");
    const map = new Map(Array.from({ length: 1000 }, (_, index) => [index, { index }]));
    expect(text(map)).toContain("… => 900 more entries");
    expect(text("x".repeat(1_000_000))).toContain("\n… 900,000 more characters …\n");
    // An object without bounds would not end, or not in time.
    let deep = {};
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(text(deep)).toContain("[Object]");
  });

  test("of an error has no lines of its stack, which name folders of one machine", () => {
    const error = Object.assign(new TypeError("bad", { cause: new Error("why") }), { code: 5 });
    expect(text(error)).toBe("TypeError: bad {\n  code: 5,\n  [cause]: Error: why\n}");
    expect(text({ error: new RangeError("in\nside") })).toBe("{\n  error: RangeError: in\n  side\n}");
  });

  test("exists for whatever throws when it is looked at", () => {
    const throws = (what: string) => () => {
      throw new Error(what);
    };
    const traps = { get: throws("g"), has: throws("h"), ownKeys: throws("o"), getPrototypeOf: throws("p") };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(text(Object.defineProperty({}, "a", { get: throws("a"), enumerable: true }))).toBe("{ a: [Getter] }");
    expect(text(new Proxy({ a: 1 }, traps))).toContain("Proxy");
    expect(text(revoked.proxy)).toBe("<Revoked Proxy>");
    expect(text([revoked.proxy, 1])).toContain("a proxy that throws");
    expect(text({ [inspect]: throws("no text"), a: 1 })).toContain("(its own inspection failed: no text)");
    expect(text(Object.defineProperty({}, Symbol.toStringTag, { get: throws("no tag") }))).toBe(
      "[object that cannot be inspected: no tag]",
    );
    expect(text(Object.create(revoked.proxy))).toContain("[object that cannot be inspected: ");
    expect(text({ toString: throws("s") })).toContain("toString");
  });
});
