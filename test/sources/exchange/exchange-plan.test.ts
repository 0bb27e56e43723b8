import { expect, test } from "vitest";
import { instrument } from "../../../lib/market/instrument.js";
import { openInterestField } from "../../../lib/market/open-interest-fields.js";
import { market } from "../../../lib/market/venues.js";
import { exchangePlan } from "../../../lib/sources/exchange/exchange-plan.js";
import { exchangeSpecs } from "../../../lib/sources/exchange/exchange-specs.js";

test("columns are named by their venue, and by their market too where a venue has two", () => {
  const names = (margin: "linear" | "inverse" | "all") =>
    exchangePlan({ venues: ["Binance", "okex"], margin, openInterest: "required" }).map(
      ({ names }) => names.openInterest,
    );
  expect(names("linear")).toEqual(["binance", "okx"]);
  expect(names("all")).toEqual(["binance usd-m", "binance coin-m", "okx", "okx"]);
});

test("open interest of all contracts on an asset is called for once", () => {
  const plan = exchangePlan({ venues: ["okx"], margin: "all", openInterest: "required" });
  expect(plan.map(({ openInterest }) => openInterest !== undefined)).toEqual([true, false]);
});

test("a venue called as something every object has is not known", () => {
  expect(() => exchangePlan({ venues: ["constructor"], margin: "linear", openInterest: "required" })).toThrow(
    'loadExchange: unknown venue "constructor"; known: binance,',
  );
});

test("an exchange of one market is that market, whatever the margin", () => {
  const plan = exchangePlan({ exchange: "binancecoinm", margin: "linear", openInterest: "required" });
  expect(plan.map(({ spec }) => spec.title)).toEqual(["Binance COIN-M"]);
});

test.each(exchangeSpecs.map((spec) => [spec.title, spec] as const))(
  "%s is in the registry with all that it reads",
  (_title, spec) => {
    const registered = market(spec.venue, spec.market);
    expect(registered.margin).toBe(spec.margin);
    const perpetual = registered.symbols.find(({ kind }) => kind === "perpetual");
    expect(instrument(spec.venue, perpetual?.example ?? "").margin).toBe(spec.margin);
    for (const { field } of spec.openInterest?.cells ?? []) {
      expect(openInterestField(spec.venue, spec.market, "ccxt history", field).market).toBe(spec.market);
    }
    expect(spec.openInterest === undefined).toBe(spec.noHistory !== undefined);
  },
);
