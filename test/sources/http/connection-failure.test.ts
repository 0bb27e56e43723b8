import { expect, test } from "vitest";
import { connectionFailure } from "../../../lib/sources/http/connection-failure.js";

test("the innermost reason is told", () => {
  const cause = new Error("other side closed");
  expect(connectionFailure(new TypeError("fetch failed", { cause: new Error("outer", { cause }) }))).toBe(
    "other side closed",
  );
});

test("a reason without words is told by its code, or else by its name", () => {
  expect(connectionFailure(Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }))).toBe("ECONNREFUSED");
  expect(connectionFailure(new TypeError())).toBe("TypeError");
  expect(connectionFailure("text")).toBe("text");
});

test("it is one line of a bounded length, without the password of an address", () => {
  expect(connectionFailure(new Error("a\n b  http://me:secret@proxy:80/x"))).toBe("a b http://proxy:80/x");
  expect(connectionFailure(new Error("x".repeat(999))).length).toBe(200);
});
