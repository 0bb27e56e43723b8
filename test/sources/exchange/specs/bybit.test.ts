import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../../lib/series/time.js";
import { type ExchangeOptions, loadExchange } from "../../../../lib/sources/exchange/exchange.js";
import { answering, type Exchange, serve } from "../exchange-server.js";
import { coinsAt, listing, noon, now, priceAt } from "../line-market.js";
import { bybit } from "./bybit-exchange.js";

async function load(exchange: Exchange = bybit(), options: Partial<ExchangeOptions> = {}) {
  const server = await serve("bybit", exchange);
  const dataset = await loadExchange({
    asset: "BTC",
    venues: ["bybit"],
    now,
    from: "2025-07-30",
    client: server.client,
    retryDelaysMs: [1, 1],
    ...options,
  });
  return { server, dataset, issues: dataset.quality.issues };
}

const failure = (exchange: Exchange, options: Partial<ExchangeOptions> = {}): Promise<string> =>
  load(exchange, options).then(
    () => "no error",
    (error: Error) => error.message,
  );

describe("Bybit", () => {
  test("linear open interest is coins as published, and dollars at the close of the bar", async () => {
    const { dataset, issues } = await load();
    expect(dataset.openInterest.length).toBe(36);
    // Ten hours before noon: 100000 - 10 coins; the bar that ends there closed at 60000 - 100.
    const at = epochMs("2025-07-31T02:00Z");
    expect(dataset.openInterest.column("bybit").at(at)).toBe(99_990);
    expect(dataset.openInterestUsd.column("bybit").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "bybit",
      instrument: "BTCUSDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 2,
    });
    expect(dataset.openInterestUsd.columns[0]?.identity.convertedAt).toBe("close");
    expect(dataset.candles.volume?.at(at)).toBe(7);
    expect(issues.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["label", "a row's label is the instant (as documented; no price to check it by)"],
    ]);
    // 08:00, 16:00, 00:00 and 08:00; that of 2025-07-30T00:00 is not after `from`.
    expect(dataset.funding.map(({ name, length }) => [name, length])).toEqual([["bybit", 4]]);
  });

  test("inverse open interest is dollars as published, and coins at the close of the bar", async () => {
    const { dataset } = await load(bybit(), { margin: "inverse" });
    const at = epochMs("2025-07-31T02:00Z");
    expect(dataset.openInterestUsd.column("bybit").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.column("bybit").at(at)).toBe(99_990);
    expect(dataset.openInterest.columns[0]?.identity).toMatchObject({
      instrument: "BTCUSD",
      margin: "inverse",
      settle: "BTC",
      convertedAt: "close",
    });
    // The turnover, which is in coins, and not the volume in dollars.
    expect(dataset.candles.volume?.at(at)).toBe(3);
  });

  test("the documented row of an inverse contract is 461,134,384 dollars", async () => {
    // GET open-interest?category=inverse&symbol=BTCUSD&intervalTime=5min&startTime=1669571100000&endTime=1669571400000
    const documented = {
      retCode: 0,
      retMsg: "OK",
      result: {
        symbol: "BTCUSD",
        category: "inverse",
        list: [
          { openInterest: "461134384.00000000", timestamp: "1669571400000" },
          { openInterest: "461134292.00000000", timestamp: "1669571100000" },
        ],
        nextPageCursor: "",
      },
      retExtInfo: {},
      time: 1672053548579,
    };
    const kline = ["1669571100000", "16000", "16000", "16000", "16000", "1", "0.00006"];
    const exchange: Exchange = ({ name, query }) => {
      if (name === "open-interest") return { body: documented };
      if (name === "kline") return { body: { ...documented, result: { symbol: "BTCUSD", list: [kline] } } };
      if (name === "history") return { body: { ...documented, result: { category: "inverse", list: [] } } };
      return bybit()({ name, query, path: "/v5/market/instruments-info", json: {}, call: 0 });
    };
    const { dataset } = await load(exchange, {
      margin: "inverse",
      interval: "5m",
      from: "2022-11-27T17:45Z",
      to: "2022-11-27T17:50Z",
    });
    // 1669571400000 is 2022-11-27T17:50Z; 461,134,384 / 16,000 = 28,820.899 BTC.
    expect([...dataset.openInterestUsd.times]).toEqual([1669571400000]);
    expect([...(dataset.openInterestUsd.columns[0]?.values ?? [])]).toEqual([461_134_384]);
    expect([...(dataset.openInterest.columns[0]?.values ?? [])]).toEqual([28_820.899]);
  });

  test("is asked in pages of 200 rows with both ends, and follows the cursor of a page that holds fewer", async () => {
    const { server } = await load(bybit(), { from: "2025-07-19T12:00Z" });
    // 288 bars and so 289 labels: 200 and 89.
    const start = epochMs("2025-07-19T12:00Z");
    expect(
      server
        .asked("/open-interest")
        .map(({ query }) => ["startTime", "endTime", "limit"].map((name) => query.get(name))),
    ).toEqual([
      [String(start), String(start + 200 * hourMs - 1), "200"],
      [String(start + 200 * hourMs), String(noon), "200"],
    ]);
    const { dataset, server: short } = await load(bybit(60), { from: "2025-07-19T12:00Z" });
    // 60 + 60 + 60 + 20, then 60 + 29.
    expect(short.asked("/open-interest").length).toBe(6);
    const values = dataset.openInterest.columns[0]?.values;
    expect([...(values ?? [])]).toEqual(Array.from(dataset.openInterest.times, coinsAt));
  });

  test("an answer without a row is followed by its cursor, and not for ever", async () => {
    let calls = 0;
    const first = (cursor: string) =>
      answering(bybit(), "/open-interest", (asked) => {
        if (asked.query.get("cursor") === null) calls = 0;
        if (calls++ > 0 && cursor === "skip0") return bybit()(asked);
        const nextPageCursor = cursor === "skip0" ? cursor : `${cursor}${calls}`;
        return { body: { retCode: 0, result: { symbol: "BTCUSDT", category: "linear", list: [], nextPageCursor } } };
      });
    const { dataset } = await load(first("skip0"), { from: "2025-07-31T06:00Z" });
    const values = dataset.openInterest.columns[0]?.values;
    expect([...(values ?? [])]).toEqual(Array.from(dataset.openInterest.times, coinsAt));
    await expect(load(first("on"), { from: "2025-07-31T06:00Z" })).rejects.toThrow("has no open interest of");
    expect(calls).toBe(20);
  });

  test("a cursor that leads nowhere does not go round for ever", async () => {
    const circle = answering(bybit(), "/open-interest", ({ query }) => {
      const list = [{ openInterest: "5", timestamp: query.get("endTime") === String(noon) ? String(noon) : "1" }];
      return { body: { retCode: 0, result: { symbol: "BTCUSDT", category: "linear", list, nextPageCursor: "again" } } };
    });
    const { server, dataset } = await load(circle);
    expect(server.asked("/open-interest").length).toBe(2);
    expect(dataset.openInterest.column("bybit").at(noon)).toBe(5);
  });

  test("both its markets are two columns, named for them", async () => {
    const { dataset, issues } = await load(bybit(), { margin: "all" });
    expect(dataset.openInterest.names).toEqual(["bybit linear", "bybit inverse"]);
    expect(dataset.funding.map(({ name }) => name)).toEqual(["bybit linear", "bybit inverse"]);
    expect(dataset.candles.close.identity.instrument).toBe("BTCUSDT");
    expect(issues.map(({ where }) => where)).toEqual(["Bybit linear: open interest", "Bybit inverse: open interest"]);
  });

  test("a market that was listed within the period is told as a gap before it", async () => {
    const { dataset, issues } = await load(bybit(), { from: "2025-07-01" });
    // Listed 300 hours before noon of the 31st: at 2025-07-19T00:00.
    expect(listing).toBe(epochMs("2025-07-19"));
    const column = dataset.openInterest.column("bybit");
    expect(column.at(listing)).toBe(coinsAt(listing));
    expect(column.at(listing - hourMs)).toBeNaN();
    // 2025-07-01T01:00 to 2025-07-18T23:00: 18 days less one hour.
    expect(issues.filter(({ kind }) => kind === "gap").map(({ where, count }) => [where, count])).toEqual([
      ["open interest", 18 * 24 - 1],
      ["candles", 18 * 24],
    ]);
    expect(priceAt(listing)).toBe(57_000);
  });
});

describe("faults of Bybit", () => {
  const limited = { retCode: 10006, retMsg: "Too many visits. Exceeded the API Rate Limit.", result: {}, time: 1 };

  test("a rate limit in an answer of status 200 is waited for", async () => {
    const exchange = answering(bybit(), "/open-interest", ({ call }) => (call === 0 ? { body: limited } : undefined));
    const { dataset, server } = await load(exchange);
    expect(server.asked("/open-interest").length).toBe(2);
    expect(dataset.openInterest.column("bybit").at(noon)).toBe(100_000);
  });

  test("one that stays is an error that says so", async () => {
    expect(await failure(answering(bybit(), "/open-interest", () => ({ body: limited })))).toBe(
      "loadExchange: Bybit linear limits the rate, 3 tries in a row; wait some minutes, or ask for fewer rows: a shorter period, a longer interval",
    );
  });

  test.each([
    [
      "a refused country",
      {
        status: 403,
        body: "<html>The Amazon CloudFront distribution is configured to block access from your country.</html>",
      },
      "loadExchange: Bybit linear does not serve this network (HTTP 403): it blocks some countries and cloud hosts; run elsewhere, or pass a client that goes through a permitted proxy",
    ],
    [
      "a page of text",
      { body: "<html>Attention Required!</html>" },
      'loadExchange: the answer to a call for open interest is not Bybit linear\'s: "<html>Attention Required!</html>"; is a proxy or a block page in between?',
    ],
    [
      "an answer that breaks off",
      { body: '{"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSDT","list":[{"openInt' },
      "loadExchange: the answer to a call for open interest of Bybit linear breaks off after 73 characters; try again later",
    ],
    [
      "an answer without a list",
      { body: { retCode: 0, retMsg: "OK", result: {} } },
      'loadExchange: the answer to a call for open interest is not Bybit linear\'s: "{"retCode":0,"retMsg":"OK","result":{}}"; is a proxy or a block page in between?',
    ],
    [
      "a refused parameter",
      { body: { retCode: 10001, retMsg: "params error", result: {} } },
      'loadExchange: Bybit linear answered BadRequest: bybit {"retCode":10001,"retMsg":"params error","result":{}}',
    ],
  ])("%s is an error", async (_what, answer, message) => {
    expect(await failure(answering(bybit(), "/open-interest", () => answer))).toBe(message);
  });

  test("an answer that breaks off once is asked for again", async () => {
    const cut = answering(bybit(), "/kline", ({ call }) =>
      call === 0 ? { body: '{"retCode":0,"result":' } : undefined,
    );
    const { dataset } = await load(cut);
    expect(dataset.candles.close.at(noon)).toBe(60_000);
  });
});
