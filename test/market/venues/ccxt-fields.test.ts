import { beforeAll, describe, expect, test } from "vitest";
import { convertOpenInterest } from "../../../lib/market/convert.js";
import { instrument } from "../../../lib/market/instrument.js";
import { openInterestField, openInterestFields } from "../../../lib/market/open-interest-fields.js";
import { openInterestOf } from "../../../lib/market/open-interest-of.js";
import { type CcxtReply, ccxtReplies } from "./ccxt-replies.js";

type Fields = Readonly<Record<string, unknown>>;

/** The part of a ccxt exchange that parses a reply. */
interface Parser {
  parseOpenInterest(reply: unknown, market: unknown): Fields;
  parseOpenInterestsHistory(replies: readonly unknown[], market: unknown, since?: number): readonly Fields[];
  parseTicker(reply: unknown, market: unknown): Fields;
  parseMarket(reply: unknown): Fields;
  safeMarketStructure(market: unknown): unknown;
}

let classes: Readonly<Record<string, new () => Parser>>;

beforeAll(async () => {
  classes = (await import("ccxt")).default as unknown as typeof classes;
});

/** What ccxt makes of the reply, without a network: the row it would give, and its exchange. */
function parsed({ exchange, source, symbol, venue, reply, contractSize = 1 }: CcxtReply) {
  const { asset, quote, settle, kind, margin } = instrument(venue, symbol, { contractSize });
  const parser = new classes[exchange]();
  const market = parser.safeMarketStructure({
    id: symbol,
    symbol: `${asset}/${quote}:${settle}`,
    base: asset,
    quote,
    settle,
    type: kind === "perpetual" ? "swap" : kind,
    swap: kind === "perpetual",
    future: kind === "future",
    option: kind === "option",
    contract: true,
    linear: margin === "linear",
    inverse: margin === "inverse",
  });
  const parse: Readonly<Record<CcxtReply["source"], () => Fields>> = {
    "ccxt snapshot": () => parser.parseOpenInterest(reply, market),
    "ccxt history": () => parser.parseOpenInterestsHistory([reply], market)[0],
    "ccxt ticker": () => parser.parseTicker(reply, market),
    "ccxt markets": () => parser.parseMarket(reply),
  };
  const row = parse[source]();
  return { parser, market, row };
}

/** `info.openInterest` is the field of a field. */
function cell(row: Fields, field: string): number {
  const found = field.split(".").reduce<unknown>((value, name) => (value as Fields)[name], row);
  expect(found, field).toBeDefined();
  return Number(found);
}

const time = Date.UTC(2025, 0, 1);

describe("what ccxt 4.5.84 makes of a reply", () => {
  test.each(ccxtReplies)("$exchange $symbol $source $field converts to its dollars and coins", (each) => {
    const { row } = parsed(each);
    const { venue, market, source, field, symbol, contractSize, price, usd, coins } = each;
    const contract = instrument(venue, symbol, contractSize === undefined ? {} : { contractSize });
    const record = openInterestField(venue, market, source, field);
    const published = { times: [time], values: [cell(row, field)] };
    const openInterest = openInterestOf(record, published, { instrument: contract, label: "instant" });
    const at = { instrument: contract, price: [price] };
    // Replies round their own values and amounts to six digits and more.
    expect(convertOpenInterest(openInterest, "usd", at).values[0] / usd).toBeCloseTo(1, 5);
    expect(convertOpenInterest(openInterest, "base", at).values[0] / coins).toBeCloseTo(1, 5);
  });

  test("there is a case for every field of ccxt in the registry", () => {
    const key = (publisher: string, market: string, source: string, field: string) =>
      [publisher, market, source, field].join(" ");
    const inRegistry = openInterestFields().filter(({ source }) => source.startsWith("ccxt"));
    expect(new Set(ccxtReplies.map((each) => key(each.venue, each.market, each.source, each.field)))).toEqual(
      new Set(inRegistry.map((each) => key(each.publisher, each.market, each.source, each.field))),
    );
  });

  const caseOf = (exchange: string, symbol: string, source: string) =>
    ccxtReplies.find((each) => each.exchange === exchange && each.symbol === symbol && each.source === source)!;

  test("a row of Bitfinex's history has no timestamp, so that since drops it", () => {
    const each = caseOf("bitfinex", "tXRPF0:USTF0", "ccxt history");
    const { parser, market, row } = parsed(each);
    expect(row.timestamp).toBeUndefined();
    expect((row.info as readonly unknown[])[0]).toBe(1706256986000);
    expect(parser.parseOpenInterestsHistory([each.reply], market, 1706256980000)).toEqual([]);
  });

  test("a row of OKX's history has no symbol, and the same number for linear and inverse", () => {
    const rows = ["BTC-USDT-SWAP", "BTC-USD-SWAP"].map((symbol) => {
      const each = caseOf("okx", symbol, "ccxt history");
      // ccxt asks by currency and parses without a market.
      return parsed(each).parser.parseOpenInterestsHistory([each.reply], undefined)[0];
    });
    expect(rows[0].symbol).toBeUndefined();
    expect(rows[0].openInterestValue).toBe(rows[1].openInterestValue);
    const record = openInterestField("okx", "linear", "ccxt history", "openInterestValue");
    const published = { times: [time], values: [1] };
    const { identity } = openInterestOf(record, published, {
      instrument: instrument("okx", "BTC-USDT-SWAP"),
      label: "instant",
    });
    expect(identity).toEqual({ asset: "BTC", venue: "okx", sides: "unknown" });
  });

  test("an inverse contract of Phemex has no amount", () => {
    const reply = { symbol: "BTCUSD", openInterest: 1298050, timestamp: "1729114315443343001" };
    const { row } = parsed({ ...caseOf("phemex", "BTCUSDT", "ccxt snapshot"), symbol: "BTCUSD", reply });
    expect(row.openInterestAmount).toBeUndefined();
    expect(row.openInterestValue).toBeUndefined();
  });

  test("Hyperliquid's snapshot has no time", () => {
    expect(parsed(caseOf("hyperliquid", "HYPE", "ccxt snapshot")).row.timestamp).toBeUndefined();
  });
});

// A list of instruments that BitMEX published at 2026-05-21T14:39Z: contracts, value and mark price of the same moment.
describe("what BitMEX published", () => {
  test.each([
    ["inverse", "XBTUSD", 157_964_500, 204_963_677_685, 77_069.62],
    ["linear", "XBTUSDT", 188_494_800, 14_541_384_222_300, 77_144.75],
    ["linear", "ETHUSDT", 341_100_000, 7_245_103_851_000, 2124.041],
  ] as const)("contracts and value of %s %s are the same dollars", (market, symbol, contracts, value, price) => {
    const contract = instrument("bitmex", symbol);
    const dollars = (field: string, number: number) => {
      const record = openInterestField("bitmex", market, "api", field);
      const openInterest = openInterestOf(record, { times: [time], values: [number] }, { instrument: contract });
      return convertOpenInterest(openInterest, "usd", { instrument: contract, price: [price] }).values[0];
    };
    expect(dollars("openInterest", contracts) / dollars("openValue", value)).toBeCloseTo(1, 5);
  });
});
