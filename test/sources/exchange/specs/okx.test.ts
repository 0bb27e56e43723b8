import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../../lib/series/time.js";
import { type Asked, answering } from "../exchange-server.js";
import { coinsAt, noon } from "../line-market.js";
import { lineFailure, loadLine } from "./load-line.js";
import { okx } from "./okx-exchange.js";

const history = "/open-interest-volume";

describe("OKX", () => {
  test("open interest is of the currency and of no contract, in dollars as published and coins at the close", async () => {
    const { dataset, issues } = await loadLine("okx", okx);
    const at = epochMs("2025-07-31T02:00Z");
    expect(dataset.openInterestUsd.column("okx").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.column("okx").at(at)).toBe(99_990);
    // Nobody says what a label means, so a value counts as known a bar later.
    const identity = { asset: "BTC", venue: "okx", sides: "unknown", delayMs: hourMs };
    expect(dataset.openInterestUsd.columns[0]?.identity).toEqual(identity);
    expect(dataset.openInterest.columns[0]?.identity).toEqual({ ...identity, convertedAt: "close" });
    expect(issues.map(({ kind, detail }) => [kind, detail])).toEqual([
      [
        "label",
        "a row's label is the instant (nobody says, and no price can tell; taken so, and as known 1h later in case it is a bar's start)",
      ],
    ]);
    expect(dataset.candles.close.identity).toMatchObject({ instrument: "BTC-USDT-SWAP", kind: "perpetual" });
    // The cell in coins, not those in contracts or in the quote currency.
    expect(dataset.candles.volume?.at(at)).toBe(7);
    // What was paid, not what had been predicted.
    expect([...(dataset.funding[0]?.values ?? [])]).toEqual([1e-4, 1e-4, 1e-4, 1e-4]);
  });

  test("the documented row is 1,713,028,741.6898 dollars", async () => {
    // 1630502400000 is 2021-09-01T13:20Z; at 47,000 dollars the sum is 36,447.42 coins.
    const row = ["1630502400000", "1713028741.6898", "39800873.554"];
    const bar = ["1630502100000", "47000", "47000", "47000", "47000", "1", "1", "47000", "1"];
    const answer = (data: unknown) => ({ body: { code: "0", data, msg: "" } });
    const documented = answering(
      answering(okx, history, () => answer([row])),
      "candles",
      () => answer([bar]),
    );
    const { dataset } = await loadLine("okx", documented, {
      interval: "5m",
      now: epochMs("2021-09-01T13:21Z"),
      from: "2021-09-01T13:15Z",
    });
    expect([...dataset.openInterestUsd.times]).toEqual([1630502400000]);
    expect(dataset.openInterestUsd.columns[0]?.values[0]).toBe(1_713_028_741.6898);
    expect(dataset.openInterest.columns[0]?.values[0]).toBeCloseTo(36_447.42, 2);
  });

  test("both its swaps are one column of open interest, called for once, and two of funding", async () => {
    const { dataset, server } = await loadLine("okx", okx, { margin: "all" });
    expect(dataset.openInterest.names).toEqual(["okx"]);
    expect(dataset.funding.map(({ name }) => name)).toEqual(["okx linear", "okx inverse"]);
    expect(server.asked(history).length).toBe(1);
    const inverse = await loadLine("okx", okx, { margin: "inverse" });
    expect(inverse.dataset.openInterest.names).toEqual(["okx"]);
    expect(inverse.dataset.candles.close.identity.instrument).toBe("BTC-USD-SWAP");
  });

  test("is asked in pages of 100 rows, whose ends may count or not", async () => {
    const exclusive = ({ query }: Asked) => {
      const inside = new URLSearchParams(query);
      inside.set("begin", String(Number(query.get("begin")) + 1));
      inside.set("end", String(Number(query.get("end")) - 1));
      return okx({ name: "", path: `/api/v5/rubik/stat/contracts${history}`, query: inside, json: {}, call: 0 });
    };
    for (const exchange of [okx, answering(okx, history, exclusive)]) {
      const { dataset, server, issues } = await loadLine("okx", exchange, { from: "2025-07-25" });
      // 6.5 days are 156 bars and 157 labels.
      expect(server.asked(history).length).toBe(2);
      const values = dataset.openInterest.columns[0]?.values;
      expect(Array.from(values ?? [], (value) => Math.round(value))).toEqual(
        Array.from(dataset.openInterest.times, coinsAt),
      );
      expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    }
  });

  test("a period from before the reach of its interval is cut, and told", async () => {
    const { dataset, issues } = await loadLine("okx", okx, { interval: "5m", from: "2025-07-01" });
    // Two days before 12:03 less ten minutes, so from 12:15 on.
    expect(dataset.openInterest.times[0]).toBe(epochMs("2025-07-29T12:20Z"));
    expect(issues[0]).toMatchObject({
      kind: "cut",
      where: "period",
      detail:
        "OKX linear keeps 2 days of open interest: asked from 2025-07-01, served from 2025-07-29T12:15Z; nobody is known to have the rest; record it from now on",
    });
    expect(await lineFailure("okx", okx, { from: "2025-01-01", to: "2025-02-01" })).toBe(
      "loadExchange: no bar of 1h from 2025-01-01 to 2025-02-01 is served; OKX linear keeps 30 days of open interest, now from 2025-07-01T13:00Z to 2025-07-31T12:00Z; nobody is known to have the rest; record it from now on",
    );
    expect(await lineFailure("okx", okx, { interval: "15m" })).toBe(
      'loadExchange: OKX linear has no open interest every "15m"; known: 5m, 1h, 1d',
    );
  });

  test("days that do not begin at midnight UTC are an error and no row of gaps", async () => {
    const eastern = answering(okx, history, () => ({
      body: { code: "0", msg: "", data: [[String(epochMs("2025-07-30T16:00Z")), "6000000000", "1"]] },
    }));
    expect(await lineFailure("okx", eastern, { interval: "1d", from: "2025-07-25" })).toBe(
      "loadExchange: no row of open interest of OKX linear lies on the grid of 1d in UTC, the first is of 2025-07-30T16:00Z; ask for a shorter interval",
    );
  });
});

describe("faults of OKX", () => {
  const limited = { status: 429, body: { code: "50011", msg: "Too Many Requests", data: [] } };

  test("a rate limit is waited for, and one that stays is an error", async () => {
    const once = answering(okx, history, ({ call }) => (call === 0 ? limited : undefined));
    const { dataset } = await loadLine("okx", once);
    expect(dataset.openInterest.column("okx").at(noon)).toBe(100_000);
    expect(
      await lineFailure(
        "okx",
        answering(okx, history, () => limited),
      ),
    ).toBe(
      "loadExchange: OKX linear limits the rate, 3 tries in a row; wait some minutes, or ask for fewer rows: a shorter period, a longer interval",
    );
  });

  test.each([
    [
      "a busy system",
      { body: { code: "50013", msg: "Systems are busy. Please try again later.", data: [] } },
      'loadExchange: OKX linear failed, 3 tries; try again later (okx {"code":"50013","msg":"Systems are busy. Please try again later.","data":[]})',
    ],
    [
      "a refused parameter",
      { body: { code: "51000", msg: "Parameter ccy error", data: [] } },
      'loadExchange: OKX linear answered BadRequest: okx {"code":"51000","msg":"Parameter ccy error","data":[]}',
    ],
    [
      "a page of text",
      { body: "<!DOCTYPE html><title>Just a moment...</title>" },
      'loadExchange: the answer to a call for open interest is not OKX linear\'s: "<!DOCTYPE html><title>Just a moment...</title>"; is a proxy or a block page in between?',
    ],
  ])("%s is an error", async (_what, answer, message) => {
    expect(
      await lineFailure(
        "okx",
        answering(okx, history, () => answer),
      ),
    ).toBe(message);
  });
});
