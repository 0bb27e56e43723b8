import { describe, expect, test } from "vitest";
import { toldApartBy } from "../../../lib/analytics/columns/told-apart-by.js";
import type { Identity } from "../../../lib/series/identity.js";

const columns = (identities: Readonly<Record<string, Identity>>) =>
  Object.entries(identities).map(([name, identity]) => ({ name, identity }));

describe("toldApartBy", () => {
  test("is the field that the columns are named for, though all are of one venue", () => {
    const settled = columns({ USDT: { venue: "okx", settle: "USDT" }, BTC: { venue: "okx", settle: "BTC" } });
    expect(toldApartBy(settled)).toBe("settle");
    expect(toldApartBy(columns({ linear: { margin: "linear" }, inverse: { margin: "inverse" } }))).toBe("margin");
    expect(toldApartBy(columns({ perpetual: { kind: "perpetual" } }))).toBe("kind");
  });

  test("is the venue of columns of another name, if each has its own", () => {
    expect(toldApartBy(columns({ a: { venue: "okx", instrument: "x" }, b: { venue: "bybit", instrument: "y" } }))).toBe(
      "venue",
    );
  });

  test("is the instrument where a venue has several, and nothing where one has none", () => {
    const a = { venue: "okx", instrument: "x" };
    expect(toldApartBy(columns({ a, b: { venue: "okx", instrument: "y" } }))).toBe("instrument");
    expect(toldApartBy(columns({ a, b: { venue: "okx" } }))).toBeUndefined();
    expect(toldApartBy(columns({ a: {}, b: {} }))).toBeUndefined();
    expect(toldApartBy([])).toBeUndefined();
  });
});
