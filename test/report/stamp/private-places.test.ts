import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import {
  isPrivatePlace,
  isTellingFolder,
  shownPlace,
  withoutPlaces,
} from "../../../lib/report/stamp/private-places.js";

describe("a private place", () => {
  test.each(["/home/ada/data", "file:///home/ada/data", "C:\\data", "c:/data", "\\\\server\\share\\data", tmpdir()])(
    "is %s",
    (value) => expect(isPrivatePlace(value)).toBe(true),
  );

  test.each([
    "/",
    "//",
    "/USDT",
    "/no-such-folder/",
    "data",
    "../data",
    "https://example.com/data",
    "BTC",
    "",
    "c",
    5,
    undefined,
  ])("is not %s", (value) => expect(isPrivatePlace(value)).toBe(false));

  test.each([
    ["/home/ada/data", "…/data"],
    ["/home/ada/data//", "…/data"],
    ["C:\\ada\\my data", "…/my data"],
    ["file:///home/ada/my%20data/", "…/my data"],
    ["/", "…/"],
  ])("%s is shown as %s", (place, shown) => expect(shownPlace(place)).toBe(shown));
});

describe("a folder that tells of its machine", () => {
  test.each(["/home/ada", "/srv/data/x", "C:\\Users\\ada", "\\\\server\\share"])("is %s", (path) =>
    expect(isTellingFolder(path)).toBe(true),
  );

  test.each(["/", "/tmp", "/data/", "/root", "C:\\", "C:\\data", "BTC", ".", "", "home/ada"])("is not %s", (path) =>
    expect(isTellingFolder(path)).toBe(false),
  );
});

describe("withoutPlaces", () => {
  const places = [
    { path: "/home/ada/study/notebooks", shown: "." },
    { path: "/home/ada/study", shown: "…" },
    { path: "/home/ada", shown: "~" },
  ];
  const hidden = (text: string): string => withoutPlaces(text, places);

  test.each([
    ["/home/ada/study/notebooks/a.ipynb:3", "./a.ipynb:3"],
    ["at file:///home/ada/study/notebooks/a.ipynb?cell=1:2:3", "at ./a.ipynb?cell=1:2:3"],
    ["open '/home/ada/study/data/x.csv'", "open '…/data/x.csv'"],
    ["/home/ada/other and /home/ada.", "~/other and ~."],
    ["(/home/ada)", "(~)"],
  ])("takes the innermost of them out of %j", (text, expected) => expect(hidden(text)).toBe(expected));

  test.each(["/home/adam/x", "/home/ada-2", "/home/ada.old/x", "/srv/home/ada", "https://x.org/home/ada/x"])(
    "leaves %s, which is another place",
    (text) => expect(hidden(text)).toBe(text),
  );

  test("reaches texts in lists and objects, and changes nothing else", () => {
    const value = { a: ["/home/ada/x", 1, null, { b: "/home/ada" }], c: true, d: undefined };
    const copy = structuredClone(value);
    expect(withoutPlaces(value, places)).toEqual({ a: ["~/x", 1, null, { b: "~" }], c: true, d: undefined });
    expect(value).toEqual(copy);
  });

  test("without places, or with the root alone, gives the value as it is", () => {
    expect(withoutPlaces("/a/b", [])).toBe("/a/b");
    expect(withoutPlaces("/a/b", [{ path: "/", shown: "." }])).toBe("/a/b");
  });

  test("knows a folder with signs of a pattern, and spaces in an address", () => {
    const odd = [{ path: "/data/a+b (c)/x y", shown: "…/x y" }];
    expect(withoutPlaces("read /data/a+b (c)/x y/1.csv", odd)).toBe("read …/x y/1.csv");
    expect(withoutPlaces("file:///data/a+b%20(c)/x%20y/1.csv", odd)).toBe("…/x y/1.csv");
  });
});
