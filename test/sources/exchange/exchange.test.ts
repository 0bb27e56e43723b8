import { afterEach, describe, expect, test, vi } from "vitest";
import { epochMs, hourMs, minuteMs } from "../../../lib/series/time.js";
import { referenceFunding } from "../../../lib/sources/dataset.js";
import { type ExchangeOptions, loadExchange } from "../../../lib/sources/exchange/exchange.js";
import { type FapiData, type FapiServer, fapiServer } from "./fapi-server.js";

const now = epochMs("2026-07-31T12:03Z");
const noon = epochMs("2026-07-31T12:00Z");

// A market that anyone can recompute: `h` hours before noon the price is 60000 - 10 h and the open interest 100000 - h coins.
const priceAt = (time: number): number => 60_000 + (10 * (time - noon)) / hourMs;
const coinsAt = (time: number): number => 100_000 + (time - noon) / hourMs;

interface MarketOptions {
  readonly hours?: number;
  readonly stepMs?: number;
  /** Instant of the snapshot of a label. */
  readonly instantOf?: (label: number) => number;
}

/** Rows up to noon, as the exchange would give them; the last candle is still running. */
function market({ hours = 48, stepMs = hourMs, instantOf = (label) => label }: MarketOptions = {}): FapiData {
  const count = Math.round((hours * hourMs) / stepMs);
  const labels = Array.from({ length: count + 1 }, (_, row) => noon - (count - row) * stepMs);
  return {
    openInterest: labels.map((timestamp) => {
      const instant = instantOf(timestamp);
      return {
        symbol: "BTCUSDT",
        sumOpenInterest: coinsAt(instant).toFixed(8),
        sumOpenInterestValue: (coinsAt(instant) * priceAt(instant)).toFixed(8),
        CMCCirculatingSupply: "19900000",
        timestamp,
      };
    }),
    klines: labels.map((start) => {
      const [open, close] = [priceAt(start), priceAt(start + stepMs)];
      const cells = [open, close + 1, open - 1, close, 7].map(String);
      return [start, ...cells, start + stepMs - 1, "0", 1, "0", "0", "0"];
    }),
    funding: labels
      .filter((time) => time % (8 * hourMs) === 0)
      .map((time) => ({ symbol: "BTCUSDT", fundingTime: time + 3, fundingRate: "0.00010000", markPrice: "60000" })),
  };
}

const servers: FapiServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(data: FapiData): Promise<FapiServer> {
  const server = await fapiServer(data);
  servers.push(server);
  return server;
}

async function load(data: FapiData, options: Partial<ExchangeOptions> = {}) {
  const server = await start(data);
  const dataset = await loadExchange({
    asset: "BTC",
    now,
    from: "2026-07-30",
    client: server.client(),
    retryDelaysMs: [1, 1],
    ...options,
  });
  return {
    server,
    dataset,
    issues: dataset.quality.issues,
    coins: dataset.openInterest.columns[0]?.values as Float64Array,
  };
}

const failure = (data: FapiData, options: Partial<ExchangeOptions> = {}) =>
  load(data, options).then(
    () => "no error",
    (error: Error) => error.message,
  );

/** `data` with an answer put in place of one path's, from its `first` call on, for `times` calls. */
const answering = (path: string, answer: FapiData["instead"] & object, data = market()): FapiData => ({
  ...data,
  instead: (asked, call, query) => (asked === path ? answer(asked, call, query) : undefined),
});

const change = (
  data: FapiData,
  label: string,
  change: (row: Record<string, unknown>) => Record<string, unknown> | null,
) => ({
  ...data,
  openInterest: data.openInterest.flatMap((row) => {
    const changed = row.timestamp === epochMs(label) ? change({ ...row }) : row;
    return changed === null ? [] : [changed];
  }),
});

describe("what is loaded", () => {
  test("open interest is stamped with its instant in coins and dollars, a bar with its end, funding with its hour", async () => {
    const { dataset } = await load(market());
    expect(dataset).toMatchObject({ asset: "BTC", intervalMs: hourMs });
    // From 07-30T00:00, which is left out, to noon of 07-31: 36 bars.
    expect(dataset.openInterest.length).toBe(36);
    expect(dataset.openInterest.times[0]).toBe(epochMs("2026-07-30T01:00Z"));
    expect(dataset.openInterest.times[35]).toBe(noon);
    expect(dataset.openInterest.unit).toBe("base");
    expect(dataset.openInterestUsd.unit).toBe("usd");
    // Ten hours before noon: 100000 - 10 coins at 60000 - 100 dollars.
    const at = epochMs("2026-07-31T02:00Z");
    expect(dataset.openInterest.column("binance").at(at)).toBe(99_990);
    expect(dataset.openInterestUsd.column("binance").at(at)).toBe(99_990 * 59_900);
    // The bar that ends there opened an hour before, at 60000 - 110.
    expect(dataset.candles.open.at(at)).toBe(59_890);
    expect(dataset.candles.high.at(at)).toBe(59_901);
    expect(dataset.candles.low.at(at)).toBe(59_889);
    expect(dataset.candles.close.at(at)).toBe(59_900);
    expect(dataset.candles.volume?.at(at)).toBe(7);
    expect(dataset.candles.close.times).toBe(dataset.openInterest.times);
    // Settlements at 08:00, 16:00, 00:00 and 08:00, published 3 ms late; the one at 07-30T00:00 is not after `from`.
    const funding = referenceFunding(dataset);
    expect(funding?.unit).toBe("fraction");
    expect([...(funding?.times ?? [])]).toEqual(
      ["2026-07-30T08:00Z", "2026-07-30T16:00Z", "2026-07-31", "2026-07-31T08:00Z"].map(epochMs),
    );
    expect([...(funding?.values ?? [])]).toEqual([1e-4, 1e-4, 1e-4, 1e-4]);
  });

  test("columns carry what they are of, and the provenance says whose numbers they are", async () => {
    const { dataset, issues } = await load(market());
    expect(dataset.openInterest.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 1,
      delayMs: 5 * minuteMs,
    });
    expect(dataset.candles.close.identity).not.toHaveProperty("delayMs");
    expect(dataset.provenance).toMatchObject({ source: "exchange", simulated: false, files: [] });
    expect(dataset.provenance.description).toBe(
      "Binance USD-M BTCUSDT through ccxt, as served at 2026-07-31T12:03Z: open interest from openInterestHist in coins and USDT, bars of last price from klines, funding rates.",
    );
    // 37 labels of open interest, 36 candles, and funding at 00:00, 08:00, 16:00, 00:00, 08:00.
    expect(dataset.quality.rowsRead).toBe(37 + 36 + 5);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(issues[0]?.detail).toMatch(/^a row's label is the instant \(/);
  });

  test("labels that are bar starts give the same rows as labels that are instants", async () => {
    const { dataset, coins, issues } = await load(market({ instantOf: (label) => label + hourMs }));
    const { coins: expected } = await load(market());
    // The label of noon would be of a bar not yet over: its snapshot is beyond the period.
    expect([...coins]).toEqual([...expected]);
    expect(dataset.openInterest.column("binance").at(noon)).toBe(100_000);
    expect(issues[0]?.detail).toMatch(
      /^a row's label is the start of a bar, and its value that of the end 1h later \(/,
    );
  });

  test("labels that fit neither edge of a bar are taken as documented, and the doubt is told", async () => {
    const { dataset, issues } = await load(market({ stepMs: 4 * hourMs, instantOf: (label) => label + 2 * hourMs }), {
      interval: "4h",
      from: "2026-07-29T12:00Z",
    });
    expect(dataset.openInterest.length).toBe(12);
    expect(issues[0]).toMatchObject({ kind: "label", where: "open interest" });
    expect(issues[0]?.detail).toContain("; not clear enough to decide, so as documented");
    // Valued at a price 0.1 % from the open and 5 % from the close: the open is nearer, but no snapshot of that instant.
    const off = market();
    const steep = off.klines.map(([time, open, high, low, , ...rest]) => [time, open, high, low, "63000", ...rest]);
    const rows = off.openInterest.map((row) => ({
      ...row,
      sumOpenInterestValue: String(Number(row.sumOpenInterestValue) * 1.001),
    }));
    const doubtful = await load({ ...off, klines: steep, openInterest: rows });
    expect(doubtful.issues[0]?.detail).toContain("neither is within 0.0002, so values may be some minutes off");
  });

  test("without from and to all that is kept is asked for, and no cut is told", async () => {
    const { dataset, issues, server } = await load(
      { ...market({ hours: 800 }), earliest: now - 30 * 24 * hourMs },
      { from: undefined },
    );
    // 30 days before 12:03 less ten minutes is 07-01T12:13, so the first whole bar is from 13:00 to 14:00.
    expect(dataset.openInterest.times[0]).toBe(epochMs("2026-07-01T14:00Z"));
    expect(dataset.openInterest.times.at(-1)).toBe(noon);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(server.calls("openInterestHist")[0]?.get("startTime")).toBe(String(epochMs("2026-07-01T13:00Z")));
  });

  test("a period from before the reach is served from there, and the cut is told", async () => {
    const { dataset, issues } = await load(market({ hours: 800 }), { from: "2026-06-30", to: "2026-07-02" });
    expect(dataset.openInterest.times[0]).toBe(epochMs("2026-07-01T14:00Z"));
    // The date `to` is up to its end.
    expect(dataset.openInterest.times.at(-1)).toBe(epochMs("2026-07-03"));
    // Bars that end from 06-30T01:00 to 07-01T13:00: 24 + 13.
    expect(issues[0]).toEqual({
      kind: "gap",
      where: "period",
      count: 37,
      from: epochMs("2026-06-30T01:00Z"),
      to: epochMs("2026-07-01T13:00Z"),
      detail:
        "asked from 2026-06-30, but Binance USD-M keeps open interest only from 2026-07-01T13:00Z; served from there",
    });
  });

  test("a period of one bar is one row", async () => {
    const { dataset, coins, issues } = await load(market(), { from: "2026-07-31T11:00Z", to: "2026-07-31T12:00Z" });
    expect([...dataset.openInterest.times]).toEqual([noon]);
    expect([...coins]).toEqual([100_000]);
    expect([...dataset.candles.open.values]).toEqual([59_990]);
    expect(dataset.funding).toEqual([]);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
  });

  test("a period that ends after now is served up to now, and the cut is told", async () => {
    const { dataset, issues } = await load(market(), { to: "2026-07-31" });
    expect(dataset.openInterest.times.at(-1)).toBe(noon);
    // Bars that end from 13:00 to 24:00.
    expect(issues[0]).toMatchObject({ kind: "gap", where: "period", count: 12, from: epochMs("2026-07-31T13:00Z") });
    expect(issues[0]?.detail).toBe("asked up to 2026-07-31, which is after now; served up to 2026-07-31T12:00Z");
  });
});

describe("pages", () => {
  test("ask for every five minutes of five days once, with both ends and a limit, and lose no row", async () => {
    const seen: string[] = [];
    const { dataset, server, coins, issues } = await load(market({ hours: 121, stepMs: 5 * minuteMs }), {
      interval: "5m",
      from: "2026-07-26T12:00Z",
      onProgress: ({ done, total, what }) => seen.push(`${done}/${total} ${what}`),
    });
    // 5 × 288 bars; labels of both ends are asked for, so 1441 labels: 500 + 500 + 441.
    const start = epochMs("2026-07-26T12:00Z");
    const page = 500 * 5 * minuteMs;
    expect(server.calls("openInterestHist").map((query) => Object.fromEntries(query))).toEqual(
      [
        [start, start + page - 1],
        [start + page, start + 2 * page - 1],
        [start + 2 * page, noon],
      ].map(([startTime, endTime]) => ({
        symbol: "BTCUSDT",
        period: "5m",
        limit: "500",
        startTime: String(startTime),
        endTime: String(endTime),
      })),
    );
    expect(
      server.calls("klines").map((query) => [query.get("startTime"), query.get("endTime"), query.get("limit")]),
    ).toEqual([
      [String(start), String(start + 2 * page - 1), "1000"],
      [String(start + 2 * page), String(noon - 1), "1000"],
    ]);
    expect(dataset.openInterest.length).toBe(1440);
    const expected = Array.from(dataset.openInterest.times, (time) => Number(coinsAt(time).toFixed(8)));
    expect([...coins]).toEqual(expected);
    expect(dataset.candles.close.values.some(Number.isNaN)).toBe(false);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(seen).toEqual([
      "1/6 open interest",
      "2/6 open interest",
      "3/6 open interest",
      "4/6 candles",
      "5/6 candles",
      "6/6 funding",
    ]);
  });

  test("that come short or empty lose nothing after them, and what is missing is told as gaps", async () => {
    const whole = market({ hours: 121, stepMs: 5 * minuteMs });
    const missing = (time: unknown) =>
      // Five rows inside the first page, and all of the second: 07-28T05:40 to 07-29T23:15.
      (Number(time) >= epochMs("2026-07-27T00:05Z") && Number(time) <= epochMs("2026-07-27T00:25Z")) ||
      (Number(time) >= epochMs("2026-07-28T05:40Z") && Number(time) <= epochMs("2026-07-29T23:15Z"));
    const { coins, issues } = await load(
      { ...whole, openInterest: whole.openInterest.filter(({ timestamp }) => !missing(timestamp)) },
      { interval: "5m", from: "2026-07-26T12:00Z" },
    );
    expect(issues.filter(({ kind }) => kind === "gap").map(({ where, count, from }) => [where, count, from])).toEqual([
      ["open interest", 5, epochMs("2026-07-27T00:05Z")],
      ["open interest", 500, epochMs("2026-07-28T05:40Z")],
    ]);
    expect(coins.filter((value) => Number.isNaN(value)).length).toBe(505);
    expect(coins.at(-1)).toBe(100_000);
  });

  test("that overlap give each row once; a repeated row with another value is told, and the later answer holds", async () => {
    const whole = market({ hours: 121, stepMs: 5 * minuteMs });
    const boundary = epochMs("2026-07-28T05:40Z");
    const early = [-3, -2, -1, 0, 1].map((step) => boundary + step * 5 * minuteMs);
    const rows = whole.openInterest.filter(({ timestamp }) => !early.slice(0, 3).includes(Number(timestamp)));
    const { coins, dataset, issues } = await load(
      {
        ...whole,
        openInterest: rows,
        // The first page gives two rows of the second, one with another value.
        instead: (path, call, query) => {
          if (path !== "openInterestHist" || call !== 0) return undefined;
          const from = Number(query.get("startTime"));
          const first = rows.filter(
            ({ timestamp }) => Number(timestamp) >= from && Number(timestamp) <= boundary + 5 * minuteMs,
          );
          return {
            body: first.map((row) =>
              row.timestamp === boundary ? { ...row, sumOpenInterest: "1", timestamp: String(boundary) } : row,
            ),
          };
        },
      },
      { interval: "5m", from: "2026-07-26T12:00Z" },
    );
    expect(issues.map(({ kind, count }) => [kind, count])).toEqual([
      ["label", 1438],
      ["unsorted", 1],
      ["duplicate", 1],
      ["conflict", 1],
      ["gap", 3],
    ]);
    expect(dataset.openInterest.column("binance").at(boundary)).toBeCloseTo(coinsAt(boundary), 8);
    expect(coins.filter((value) => Number.isNaN(value)).length).toBe(3);
  });
});

describe("rows", () => {
  const label = "2026-07-30T05:00Z";
  const at = epochMs(label);

  test.each([
    ["blank", "a blank cell", { sumOpenInterest: "" }, "empty cells; left as gaps"],
    ["blank", "a null", { sumOpenInterest: null }, "empty cells; left as gaps"],
    ["invalid", "a text", { sumOpenInterest: "n/a" }, "cells that are no number or an impossible one; left as gaps"],
    ["invalid", "zero", { sumOpenInterest: "0.0000" }, "cells that are no number or an impossible one; left as gaps"],
    [
      "invalid",
      "a negative number",
      { sumOpenInterest: "-5" },
      "cells that are no number or an impossible one; left as gaps",
    ],
    ["invalid", "a missing field", { sumOpenInterest: undefined }, "rows without this field; left as gaps"],
  ])("are left empty and told as %s where there is %s", async (kind, _what, cells, detail) => {
    const { dataset, issues } = await load(change(market(), label, (row) => ({ ...row, ...cells })));
    expect(issues.filter((issue) => issue.kind !== "label")).toEqual([
      { kind, where: "open interest sumOpenInterest", count: 1, from: at, to: at, detail },
    ]);
    expect(dataset.openInterest.column("binance").at(at)).toBeNaN();
    expect(dataset.openInterestUsd.column("binance").at(at)).toBeGreaterThan(0);
  });

  test("may carry their time as text", async () => {
    const texts = market().openInterest.map((row) => ({ ...row, timestamp: String(row.timestamp) }));
    const { coins } = await load({ ...market(), openInterest: texts });
    expect([...coins]).toEqual([...(await load(market())).coins]);
  });

  test("without a time or beside the grid are gaps", async () => {
    const without = await load(change(market(), label, ({ timestamp: _, ...row }) => row));
    expect(without.issues.slice(1)).toMatchObject([
      { kind: "gap", where: "open interest", count: 1, from: at, to: at },
    ]);
    const beside = await load(change(market(), label, (row) => ({ ...row, timestamp: at + 7 })));
    expect(beside.issues.slice(1)).toMatchObject([
      { kind: "gap", where: "open interest", count: 1, from: at, to: at },
      { kind: "invalid", where: "open interest", count: 1, from: at + 7, to: at + 7 },
    ]);
  });

  test("that all lack a field are an error that names it and those there are", async () => {
    const renamed = market().openInterest.map(({ sumOpenInterestValue, ...row }) => ({
      ...row,
      notional: sumOpenInterestValue,
    }));
    expect(await failure({ ...market(), openInterest: renamed })).toBe(
      'loadExchange: no row of open interest has "sumOpenInterestValue" but only symbol, sumOpenInterest, CMCCirculatingSupply, timestamp, notional, first at 2026-07-30; the exchange or ccxt has changed its answer',
    );
  });

  test("of candles are checked as well", async () => {
    const start = epochMs(label) - hourMs;
    const { klines } = market();
    const blank = klines.map((row) => (row[0] === start ? row.with(4, "") : row));
    const { dataset, issues } = await load({ ...market(), klines: blank.filter(([time]) => time !== start + hourMs) });
    expect(dataset.candles.close.at(at)).toBeNaN();
    expect(dataset.candles.open.at(at)).toBe(priceAt(start));
    expect(issues.slice(1)).toMatchObject([
      { kind: "invalid", where: "candles close", count: 1 },
      { kind: "gap", where: "candles", count: 1, from: at + hourMs },
    ]);
  });
});

describe("faults that pass", () => {
  test("such as a rate limit or a failing server are tried again", async () => {
    const fault = (path: string, call: number) => {
      if (path === "openInterestHist" && call === 0)
        return { status: 429, body: { code: -1003, msg: "Too many requests" } };
      if (path === "klines" && call === 0) return { status: 500, body: "oops" };
      if (path === "klines" && call === 1) return { status: 503, body: { code: -1001, msg: "Internal error" } };
      // ccxt keeps a failed list of markets for good, unless it is told to load it again.
      if (path === "exchangeInfo" && call === 0) return { status: 502, body: "" };
      return undefined;
    };
    const { coins, server } = await load({ ...market(), instead: fault });
    expect([...coins]).toEqual([...(await load(market())).coins]);
    expect(
      ["exchangeInfo", "openInterestHist", "klines", "fundingRate"].map((path) => server.calls(path).length),
    ).toEqual([2, 2, 3, 1]);
  });

  test("are waited for as long as the exchange asks, unless the signal stops it", async () => {
    const controller = new AbortController();
    const limited = answering("openInterestHist", () => {
      setTimeout(() => controller.abort(new Error("stopped by hand")), 50);
      return { status: 429, body: {}, headers: { "retry-after": "30" } };
    });
    const server = await start(limited);
    const loading = loadExchange({
      asset: "BTC",
      now,
      client: server.client(),
      retryDelaysMs: [1, 1],
      signal: controller.signal,
    });
    await expect(loading).rejects.toThrow("stopped by hand");
    expect(server.calls("openInterestHist").length).toBe(1);
  });
});

describe("faults that stay", () => {
  test.each([
    [
      451,
      { code: 0, msg: "Service unavailable from a restricted location" },
      1,
      "loadExchange: Binance USD-M does not serve this network (HTTP 451): it blocks some countries and cloud hosts; run elsewhere, pass a client that goes through a permitted proxy, or read the archive, which is not blocked",
    ],
    [
      403,
      "<html>Forbidden</html>",
      1,
      "loadExchange: Binance USD-M does not serve this network (HTTP 403): it blocks some countries and cloud hosts; run elsewhere, pass a client that goes through a permitted proxy, or read the archive, which is not blocked",
    ],
    [
      418,
      { code: -1003, msg: "Way too many requests" },
      1,
      "loadExchange: Binance USD-M has banned this address for too many requests (HTTP 418); wait some minutes up to days",
    ],
    [
      429,
      { code: -1003, msg: "Too many requests" },
      3,
      "loadExchange: Binance USD-M limits the rate, 3 tries in a row; wait some minutes, or ask for fewer rows: a shorter period, a longer interval",
    ],
    [
      500,
      "oops",
      3,
      "loadExchange: Binance USD-M failed, 3 tries; try again later (binanceusdm GET … 500 Internal Server Error oops)",
    ],
    [
      400,
      { code: -1130, msg: "parameter 'startTime' is invalid." },
      1,
      `loadExchange: Binance USD-M rejects the start of the period; is the clock behind \`now\` right? (binanceusdm {"code":-1130,"msg":"parameter 'startTime' is invalid."})`,
    ],
  ])("HTTP %i is an error that says what to do", async (status, body, tries, message) => {
    const server = await start(answering("openInterestHist", () => ({ status, body })));
    const loading = loadExchange({
      asset: "BTC",
      now,
      from: "2026-07-30",
      client: server.client(),
      retryDelaysMs: [1, 1],
    });
    await expect(loading).rejects.toThrow(new Error(message));
    expect(server.calls("openInterestHist").length).toBe(tries);
  });

  test("a server that is not there is an error that says so", async () => {
    const server = await fapiServer(market());
    const client = server.client();
    await server.close();
    await expect(loadExchange({ asset: "BTC", now, client, retryDelaysMs: [1] })).rejects.toThrow(
      /^loadExchange: Binance USD-M cannot be reached, 2 tries; check the network and its proxy \(.*ECONNREFUSED/,
    );
  });

  test("a page of text in place of rows is an error and not an empty period", async () => {
    const page = { body: "<html>\n<title>Verify you are human</title></html>" };
    expect(await failure(answering("openInterestHist", () => page))).toBe(
      'loadExchange: the answer to a call for open interest is not Binance USD-M\'s: "<html> <title>Verify you are human</title></html>"; is a proxy or a block page in between?',
    );
    expect(await failure(answering("exchangeInfo", () => page))).toBe(
      "loadExchange: the list of markets is not Binance USD-M's; is a proxy or a block page in between?",
    );
  });

  test("no open interest or no candles at all is an error, no funding is none", async () => {
    expect(await failure({ ...market(), openInterest: [] })).toBe(
      "loadExchange: Binance USD-M has no open interest of BTC/USDT:USDT in this period; is it a new listing?",
    );
    expect(await failure({ ...market(), klines: [] })).toBe(
      "loadExchange: Binance USD-M has no candles of BTC/USDT:USDT in this period; is it a new listing?",
    );
    expect((await load({ ...market(), funding: [] })).dataset.funding).toEqual([]);
  });
});

describe("what cannot be asked for", () => {
  test("is refused with what there is, before any request where that can be known", async () => {
    expect(await failure(market(), { exchange: "okx" })).toBe(
      'loadExchange: unknown exchange "okx"; known: binanceusdm',
    );
    expect(await failure(market(), { exchange: "constructor" })).toMatch(/unknown exchange/);
    expect(await failure(market(), { interval: "1m" })).toBe(
      'loadExchange: Binance USD-M has no open interest every "1m"; known: 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d',
    );
    expect(await failure(market(), { from: "yesterday" })).toMatch(/"yesterday" is not a time/);
    expect(await failure(market(), { now: Number.NaN })).toBe("loadExchange: now is NaN; give epoch milliseconds UTC");
    expect(await failure(market(), { from: "2024-01-01", to: "2024-02-01" })).toBe(
      "loadExchange: no bar of 1h from 2024-01-01 to 2024-02-01 is served; Binance USD-M keeps open interest from 2026-07-01T13:00Z to 2026-07-31T12:00Z, for older use its archive",
    );
    expect(await failure(market(), { signal: AbortSignal.abort(new Error("stopped")) })).toBe("stopped");
  });

  test("an asset that is not listed is named with those like it", async () => {
    expect(await failure(market(), { asset: "PEPE" })).toBe(
      "loadExchange: Binance USD-M lists no PEPE/USDT:USDT; perhaps 1000PEPE/USDT:USDT",
    );
    expect(await failure(market(), { asset: "btc" })).toBe(
      "loadExchange: Binance USD-M lists no btc/USDT:USDT; perhaps BTC/USDT:USDT",
    );
    expect(await failure(market(), { asset: "XYZ" })).toBe(
      "loadExchange: Binance USD-M lists no XYZ/USDT:USDT; give the base asset as the exchange writes it",
    );
  });

  test("anything without ccxt is an error that says how to install it", async () => {
    vi.resetModules();
    vi.doMock("ccxt", () => {
      throw new Error("Cannot find package 'ccxt'");
    });
    const fresh = await import("../../../lib/sources/exchange/exchange.js");
    await expect(fresh.loadExchange({ asset: "BTC", now })).rejects.toThrow(
      "loadExchange: ccxt cannot be loaded; install it beside open-interest: npm install ccxt",
    );
    vi.doUnmock("ccxt");
  });
});
