import { describe, expect, test } from "vitest";
import { loadExchange } from "../../../lib/sources/exchange/exchange.js";
import { answering, failure, load, market, now, start } from "./exchange-fixture.js";
import { fapiServer } from "./fapi-server.js";

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
