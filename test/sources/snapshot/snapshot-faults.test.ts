import { afterEach, expect, test } from "vitest";
import { exchangeSnapshots, type SnapshotOptions } from "../../../lib/sources/snapshot/exchange-snapshots.js";
import type { Snapshots } from "../../../lib/sources/snapshot/snapshots.js";
import { answers, bodies, told } from "./venue-answers.js";
import { hang, moment, type VenueAnswer, type VenueServer, venueServer } from "./venue-server.js";

let server: VenueServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Gate beside Binance USD-M, of whose BTCUSDT one call is answered otherwise. */
async function withFault(
  path: string,
  answer: VenueAnswer | (() => VenueAnswer),
  options: SnapshotOptions = {},
): Promise<Snapshots> {
  server = await venueServer(
    answers((call) => {
      if (call.exchange !== "binanceusdm" || !call.path.endsWith(path)) return undefined;
      if (path === "openInterest" && call.query.symbol !== "BTCUSDT") return undefined;
      return typeof answer === "function" ? answer() : answer;
    }),
  );
  return exchangeSnapshots({
    instruments: { binance: ["BTCUSDT", "BTCUSDC", "BTCUSD_PERP"], gate: ["BTC_USDT"] },
    clients: await server.clients("binanceusdm", "binancecoinm", "gate"),
    retryDelaysMs: [],
    now: () => moment,
    ...options,
  });
}

const names = ({ snapshots }: Snapshots) => snapshots.map(({ instrument }) => instrument);

test.each([
  [451, "Binance USD-M does not serve this network (HTTP 451)"],
  [429, "Binance USD-M limits the rate"],
  [503, "Binance USD-M failed"],
])("HTTP %i loses one part of one venue and nothing else", async (status, message) => {
  const result = await withFault("premiumIndex", { status, body: { code: 0, msg: "no" } });
  expect(names(result)).toEqual(["BTCUSD_PERP", "BTC_USDT"]);
  expect(result.failures.length).toBe(1);
  expect(result.failures[0]?.what).toBe("Binance USD-M");
  expect(result.failures[0]?.message.startsWith(message)).toBe(true);
  expect(result.failures[0]?.message).not.toContain("\n");
});

test("a failure that passes is tried again", async () => {
  let calls = 0;
  const result = await withFault(
    "premiumIndex",
    () => (++calls === 1 ? { status: 503, body: "" } : { body: bodies.binanceusdm?.["fapi/v1/premiumIndex"] }),
    { retryDelaysMs: [1] },
  );
  expect(calls).toBe(2);
  expect(result.failures).toEqual([]);
});

test("a venue that does not answer is given up after its time", async () => {
  const result = await withFault("premiumIndex", { body: hang }, { timeoutMs: 2000 });
  expect(names(result)).toEqual(["BTCUSD_PERP", "BTC_USDT"]);
  expect(result.failures.length).toBe(1);
  expect(result.failures[0]?.what).toBe("Binance USD-M");
  expect(result.failures[0]?.message).toMatch(/^Binance USD-M: no answer within (1\.\d+|2) s$/);
});

test("a page of text is no answer", async () => {
  const result = await withFault("openInterest", { body: "<html><body>Access denied</body></html>" });
  expect(names(result)).toEqual(["BTCUSDC", "BTCUSD_PERP", "BTC_USDT"]);
  expect(result.failures.map(({ what }) => what)).toEqual(["binance BTCUSDT"]);
  expect(result.failures[0]?.message).toContain("is a proxy or a block page in between");
});

test.each([
  [
    { symbol: "BTCUSDT", time: told },
    "has none of sumOpenInterest, sumOpenInterestValue, openInterest but only symbol, time",
  ],
  [{ symbol: "BTCUSDT", openInterest: "-5", time: told }, 'says openInterest "-5", which is no open interest'],
  [{ symbol: "BTCUSDT", openInterest: "", time: told }, 'says openInterest "", which is no open interest'],
  [{ symbol: "BTCUSDT", openInterest: "12abc", time: told }, 'says openInterest "12abc", which is no open interest'],
  [{ symbol: "BTCUSDT", openInterest: null, time: told }, "says openInterest null, which is no open interest"],
])("an instrument whose open interest cannot be read is told and left out: %j", async (body, message) => {
  const result = await withFault("openInterest", { body });
  expect(names(result)).toEqual(["BTCUSDC", "BTCUSD_PERP", "BTC_USDT"]);
  expect(result.failures[0]?.message).toContain(message);
});

test("no open interest at all is a number, and not a fault", async () => {
  const result = await withFault("openInterest", { body: { symbol: "BTCUSDT", openInterest: "0", time: told } });
  const [, none] = result.snapshots;
  expect([none?.instrument, none?.base, none?.usd]).toEqual(["BTCUSDT", 0, 0]);
});

test("a price of zero is none: coins stay, dollars are a gap", async () => {
  const result = await withFault("premiumIndex", {
    body: [
      { symbol: "BTCUSDT", markPrice: "0.00" },
      { symbol: "BTCUSDC", markPrice: "100000" },
    ],
  });
  const [other, without] = result.snapshots;
  expect([without?.base, without?.usd, without?.price, without?.priceName]).toEqual([
    80000.5,
    Number.NaN,
    Number.NaN,
    "",
  ]);
  expect(other?.usd).toBe(300000000);
  expect(result.issues).toEqual([
    {
      kind: "no-price",
      where: "binance BTCUSDT",
      count: 1,
      from: told,
      to: told,
      detail: 'its price is "0.00"; coins or dollars are left as a gap',
    },
  ]);
});

test.each([
  [undefined, moment, "answer", []],
  [String(told), told, "venue", []],
  [told * 1e6, told, "venue", []],
  [Math.floor(told / 1000), told - 500, "venue", []],
  // An hour later than the answer, and the start of 1970.
  [moment + 3.6e6, moment, "answer", ["label"]],
  ["0", moment, "answer", ["label"]],
  ["yesterday", moment, "answer", ["label"]],
  // Half an hour old: it is kept and told.
  [moment - 1.8e6, moment - 1.8e6, "venue", ["stale"]],
])("a time of %s is understood", async (time, expected, from, kinds) => {
  const result = await withFault("openInterest", { body: { symbol: "BTCUSDT", openInterest: "1", time } });
  const found = result.snapshots.find(({ instrument }) => instrument === "BTCUSDT");
  expect([found?.time, found?.timeFrom]).toEqual([expected, from]);
  expect(result.issues.map(({ kind }) => kind)).toEqual(kinds);
});

test("a clock that is off is told, and the venue's time believed", async () => {
  const ahead = moment + 120_000;
  const date = new Date(ahead).toUTCString();
  const result = await withFault(
    "openInterest",
    {
      body: { symbol: "BTCUSDT", openInterest: "1", time: ahead },
      headers: { date },
    },
    { instruments: { binance: ["BTCUSDT"] } },
  );
  expect(result.snapshots.map(({ time, timeFrom }) => [time, timeFrom])).toEqual([[ahead, "venue"]]);
  expect(result.issues.map(({ detail }) => detail)).toEqual([
    "this machine's clock is 121 s behind that of Binance USD-M; set it by a time server",
  ]);
});

test("a list of contracts that contradicts a documented size leaves coins and dollars open", async () => {
  server = await venueServer(
    answers(({ exchange, path }) =>
      exchange === "binancecoinm" && path.endsWith("exchangeInfo")
        ? {
            body: {
              symbols: [
                {
                  symbol: "BTCUSD_PERP",
                  pair: "BTCUSD",
                  contractType: "PERPETUAL",
                  deliveryDate: 4133404800000,
                  contractStatus: "TRADING",
                  contractSize: 10,
                  baseAsset: "BTC",
                  quoteAsset: "USD",
                  marginAsset: "BTC",
                  filters: [],
                },
              ],
            },
          }
        : undefined,
    ),
  );
  const options = {
    instruments: { binance: ["BTCUSD_PERP"] },
    clients: await server.clients("binanceusdm", "binancecoinm"),
    now: () => moment,
  };
  const { snapshots, issues } = await exchangeSnapshots(options);
  expect(snapshots.map(({ contracts, base, usd }) => [contracts, base, usd])).toEqual([
    [5000000, Number.NaN, Number.NaN],
  ]);
  expect(issues.map(({ detail }) => detail)).toContain(
    "a contract of BTCUSD_PERP is 10 by the venue's list and 100 by the registry; give contractSizes",
  );
  // 5,000,000 × 10 dollars, if the caller says so.
  const decided = await exchangeSnapshots({ ...options, contractSizes: { binance: { BTCUSD_PERP: 10 } } });
  expect(decided.snapshots.map(({ base, usd }) => [base, usd])).toEqual([[500, 50000000]]);
});

test("an answer without an instrument that is listed is told", async () => {
  server = await venueServer(
    answers(({ path, query }) =>
      path.endsWith("open-interest") && query.instType === "SWAP"
        ? { body: { code: "0", data: [], msg: "" } }
        : undefined,
    ),
  );
  const { failures } = await exchangeSnapshots({
    venues: ["okx"],
    clients: await server.clients("okx"),
    now: () => moment,
  });
  expect(failures.map(({ message }) => message)).toEqual([
    "the answer of OKX has no BTC-USD-SWAP, which it lists",
    "the answer of OKX has no BTC-USDT-SWAP, which it lists",
  ]);
});

test("an aborted signal stops everything with its reason", async () => {
  const stop = new AbortController();
  const asked = withFault("premiumIndex", { body: hang }, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("enough")), 50);
  await expect(asked).rejects.toThrow("enough");
});

test("the list of contracts is asked for once and the client kept", async () => {
  const { snapshotTaker } = await import("../../../lib/sources/snapshot/exchange-snapshots.js");
  server = await venueServer(answers());
  const taker = snapshotTaker({
    venues: ["hyperliquid"],
    clients: await server.clients("hyperliquid"),
    now: () => moment,
  });
  await taker.take();
  await taker.take();
  // One to list, and one for each snapshot.
  expect(server.calls.length).toBe(3);
});
