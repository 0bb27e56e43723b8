import { expect, test } from "vitest";
import { codePointsBefore, offsetAfter } from "../../../lib/kernel/front/code-points.js";
import { kernelSettings } from "../../../lib/kernel/front/kernel-settings.js";

test("settings are those of the command, then those of the environment, then the defaults", () => {
  const settings = (parameters: string[], environment = {}): unknown =>
    kernelSettings(parameters, environment).settings;
  expect(settings(["c.json"])).toEqual({ types: "error", oi: true });
  expect(settings(["c.json", "--types", "warn", "--no-oi"])).toEqual({ types: "warn", oi: false });
  expect(settings(["--types=off", "c.json"])).toEqual({ types: "off", oi: true });
  const environment = { OPEN_INTEREST_TYPES: "off", OPEN_INTEREST_OI: "off" };
  expect(settings(["c.json"], environment)).toEqual({ types: "off", oi: false });
  expect(settings(["c.json", "--types", "warn"], environment)).toEqual({ types: "warn", oi: false });
});

test("settings that nobody knows are refused, with those that are known", () => {
  expect(() => kernelSettings([], {})).toThrow("no connection file");
  expect(() => kernelSettings(["c.json", "--types", "maybe"], {})).toThrow(
    'unknown mode of types "maybe"; known: error, warn, off',
  );
  expect(() => kernelSettings(["c.json", "--fast"], {})).toThrow("unknown option --fast");
});

test("letters of two units count as one, and places between their halves as before or after", () => {
  const code = "a😀b";
  expect([0, 1, 2, 3, 9].map((count) => offsetAfter(code, count))).toEqual([0, 1, 3, 4, 4]);
  expect([0, 1, 3, 4, 9].map((offset) => codePointsBefore(code, offset))).toEqual([0, 1, 2, 3, 3]);
  // Half a letter, as cut text may have, is one by itself.
  expect(offsetAfter("\ud83dx", 1)).toBe(1);
});
