import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../lib/series/time.js";
import type { Dataset } from "../../../lib/sources/dataset.js";
import { type ExchangeOptions, loadExchange } from "../../../lib/sources/exchange/exchange.js";
import type { ExchangeClient } from "../../../lib/sources/exchange/exchange-client.js";
import { type Answer, answering, type Exchange, serve } from "./exchange-server.js";
import { noon, now } from "./line-market.js";
import { binanceCoinM } from "./specs/binance-coin-m-exchange.js";
import { bybit } from "./specs/bybit-exchange.js";
import { gate } from "./specs/gate-exchange.js";
import { htx } from "./specs/htx-exchange.js";
import { hyperliquid } from "./specs/hyperliquid-exchange.js";
import { okx } from "./specs/okx-exchange.js";

type Exchanges = Readonly<Record<string, Exchange>>;

async function load(exchanges: Exchanges, options: Partial<ExchangeOptions>): Promise<Dataset> {
  const clients: Record<string, ExchangeClient> = {};
  for (const [id, exchange] of Object.entries(exchanges)) clients[id] = (await serve(id, exchange)).client;
  return loadExchange({ asset: "BTC", now, from: "2025-07-30", clients, retryDelaysMs: [1], ...options });
}

const failure = (exchanges: Exchanges, options: Partial<ExchangeOptions>): Promise<string> =>
  load(exchanges, options).then(
    () => "no error",
    (error: Error) => error.message,
  );

const four = { bybit: bybit(), okx, gate: gate(), htx };

describe("several venues", () => {
  test("are one dataset: a column each, the bars of the first, funding of all, issues by venue", async () => {
    const seen: string[] = [];
    const dataset = await load(four, {
      venues: ["Bybit", "OKX", "Gate.io", "Huobi"],
      onProgress: ({ done, total, what }) => seen.push(`${done}/${total} ${what}`),
    });
    expect(dataset.openInterest.names).toEqual(["bybit", "okx", "gate", "htx"]);
    // Ten hours before noon each has 99,990 coins at 59,900.
    const at = epochMs("2025-07-31T02:00Z");
    for (const [name, coins] of Object.entries(dataset.openInterest.at(at))) {
      expect([name, Math.round(coins)]).toEqual([name, 99_990]);
      expect(dataset.openInterestUsd.at(at)[name]).toBeCloseTo(99_990 * 59_900, 3);
    }
    expect(dataset.openInterestUsd.columns.map(({ name, identity }) => [name, identity.convertedAt])).toEqual([
      ["bybit", "close"],
      ["okx", undefined],
      ["gate", undefined],
      ["htx", undefined],
    ]);
    expect(dataset.candles.close.identity.venue).toBe("bybit");
    expect(dataset.funding.map(({ name, length }) => [name, length])).toEqual([
      ["bybit", 4],
      ["okx", 4],
      ["gate", 4],
      ["htx", 4],
    ]);
    expect(dataset.quality.issues.map(({ kind, where }) => [kind, where])).toEqual([
      ["label", "Bybit linear: open interest"],
      ["label", "OKX linear: open interest"],
      ["label", "Gate USDT: open interest"],
      ["label", "HTX USDT-M: open interest"],
    ]);
    expect(dataset.provenance.description.match(/through ccxt, as served at 2025-07-31T12:03Z/g)?.length).toBe(4);
    expect(seen.some((line) => line.endsWith("OKX linear funding"))).toBe(true);
    expect(seen.at(-1)).toMatch(/^(\d+)\/\1 /);
  });

  test("that keep different times are told where each begins, and cut by name", async () => {
    const dataset = await load(four, { venues: ["bybit", "htx"], from: "2025-07-21" });
    // HTX gives 200 hours.
    const column = dataset.openInterest.column("htx");
    expect(column.at(epochMs("2025-07-23T06:00Z"))).toBeGreaterThan(0);
    expect(column.at(epochMs("2025-07-23T05:00Z"))).toBeNaN();
    expect(dataset.openInterest.column("bybit").at(epochMs("2025-07-21T01:00Z"))).toBeGreaterThan(0);
    const told = dataset.quality.issues.filter(({ kind }) => kind === "cut" || kind === "composition");
    expect(told.map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["cut", "HTX USDT-M: period", 53],
      ["composition", "htx", 53],
    ]);
  });

  test("of both margins have columns by market where a venue has two", async () => {
    const clients = { ...four, binancecoinm: binanceCoinM };
    const dataset = await load(clients, { venues: ["binance", "bybit", "okx"], margin: "inverse" });
    expect(dataset.openInterest.names).toEqual(["binance", "bybit", "okx"]);
    const all = await load(clients, { venues: ["okx", "bybit"], margin: "all" });
    expect(all.openInterest.names).toEqual(["okx", "bybit linear", "bybit inverse"]);
    expect(all.funding.map(({ name }) => name)).toEqual(["okx linear", "okx inverse", "bybit linear", "bybit inverse"]);
  });

  test("of both margins leave out one that is not listed, and tell it", async () => {
    const linearAlone = answering(okx, "/instruments", (asked) => {
      const { data } = (okx(asked) as Answer).body as { data: unknown[] };
      return { body: { code: "0", msg: "", data: data.slice(0, 1) } };
    });
    const dataset = await load({ okx: linearAlone }, { venues: ["okx"], margin: "all" });
    expect(dataset.openInterest.names).toEqual(["okx"]);
    expect(dataset.quality.issues.at(-1)).toMatchObject({
      kind: "cut",
      where: "OKX inverse",
      count: 36,
      detail: "left out: OKX inverse lists no BTC/USD:BTC; perhaps BTC/USDT:USDT",
    });
    expect(await failure({ okx: linearAlone }, { venues: ["okx"], margin: "inverse" })).toMatch(
      /lists no BTC\/USD:BTC/,
    );
  });

  test("can have one without a history among them, which has no column", async () => {
    const options = { venues: ["bybit", "hyperliquid"], openInterest: "if kept" } as const;
    const dataset = await load({ ...four, hyperliquid }, options);
    expect(dataset.openInterest.names).toEqual(["bybit"]);
    expect(dataset.funding.map(({ name }) => name)).toEqual(["bybit", "hyperliquid"]);
  });
});

describe("a venue that fails", () => {
  const down = { ...four, okx: answering(okx, "/open-interest-volume", () => ({ status: 503, body: "maintenance" })) };
  const failed = "OKX linear failed, 2 tries; try again later (okx GET … 503 Service Unavailable maintenance)";

  test("is an error that names it", async () => {
    expect(await failure(down, { venues: ["bybit", "okx", "gate"] })).toBe(`loadExchange: ${failed}`);
  });

  test("is left out and told as an outage where that is asked for", async () => {
    const dataset = await load(down, { venues: ["bybit", "okx", "gate"], onFailure: "skip" });
    expect(dataset.openInterest.names).toEqual(["bybit", "gate"]);
    expect(dataset.quality.issues.at(-1)).toEqual({
      kind: "outage",
      where: "OKX linear",
      count: 36,
      from: epochMs("2025-07-30T01:00Z"),
      to: noon,
      detail: `left out, because it failed: ${failed}`,
    });
  });

  test("as the first leaves the bars to the next", async () => {
    const dataset = await load(down, { venues: ["okx", "bybit"], onFailure: "skip" });
    expect(dataset.candles.close.identity.venue).toBe("bybit");
  });

  test("alone, or with all others, is an error all the same", async () => {
    expect(await failure(down, { venues: ["okx"], onFailure: "skip" })).toBe(`loadExchange: ${failed}`);
  });

  test("because it does not list the asset or the interval is left out as well", async () => {
    const dataset = await load(four, { venues: ["bybit", "htx"], interval: "5m", onFailure: "skip" });
    expect(dataset.openInterest.names).toEqual(["bybit"]);
    expect(dataset.quality.issues.at(-1)?.detail).toBe(
      'left out, because it failed: HTX USDT-M has no open interest every "5m"; known: 1h, 4h',
    );
  });
});

describe("a signal", () => {
  test("stops all venues at once, even while one does not answer", async () => {
    const controller = new AbortController();
    const slow = answering(bybit(), "/open-interest", () => {
      controller.abort(new Error("stopped by hand"));
      return undefined;
    });
    const loading = load(
      { ...four, bybit: slow },
      { venues: ["bybit", "okx"], onFailure: "skip", signal: controller.signal },
    );
    await expect(loading).rejects.toThrow("stopped by hand");
  });
});

describe("what cannot be asked for", () => {
  const refused: readonly (readonly [Partial<ExchangeOptions>, string])[] = [
    [{ venues: ["bybit", "Bybit"] }, 'loadExchange: the venue "bybit" is named twice; name it once'],
    [{ venues: [] }, "loadExchange: venues is empty; name at least one"],
    [
      { venues: ["nowhere"] },
      'loadExchange: unknown venue "nowhere"; known: binance, bybit, okx, gate, htx, kucoin, deribit, hyperliquid',
    ],
    [
      { venues: ["hyperliquid"], margin: "inverse" },
      'loadExchange: of hyperliquid only linear perpetuals are known; ask for margin "linear" or "all"',
    ],
    [{ margin: "both" as "all" }, 'loadExchange: unknown margin "both"; known: linear, inverse, all'],
    [{ openInterest: "no" as "required" }, 'loadExchange: unknown openInterest "no"; known: required, if kept'],
    [{ onFailure: "warn" as "skip" }, 'loadExchange: unknown onFailure "warn"; known: throw, skip'],
    [{ venues: ["bybit"], exchange: "bybit" }, "loadExchange: exchange and venues are both given; give venues alone"],
  ];

  test.each(refused)("%o is refused", async (options, message) => {
    expect(await failure({}, options)).toBe(message);
  });

  test("a client that stands behind now by an hour is told as gaps, not filled", async () => {
    const dataset = await load(four, { venues: ["bybit"], now: now + hourMs });
    expect(dataset.openInterest.times.at(-1)).toBe(noon + hourMs);
    expect(dataset.openInterest.columns[0]?.values.at(-1)).toBeNaN();
    expect(dataset.quality.issues.some(({ kind, from }) => kind === "gap" && from === noon + hourMs)).toBe(true);
  });
});
