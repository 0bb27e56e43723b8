import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../../lib/series/time.js";
import { answering } from "../exchange-server.js";
import { coinsAt, noon } from "../line-market.js";
import { htx } from "./htx-exchange.js";
import { lineFailure, loadLine } from "./load-line.js";

const at = epochMs("2025-07-31T02:00Z");
const history = "/swap_his_open_interest";

describe("HTX", () => {
  test("linear open interest is coins and dollars, as published", async () => {
    const { dataset, issues } = await loadLine("htx", htx);
    expect(dataset.openInterest.column("htx").at(at)).toBe(99_990);
    expect(dataset.openInterestUsd.column("htx").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "htx",
      instrument: "BTC-USDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 2,
    });
    // It counts what was bought and what was sold.
    expect(dataset.candles.volume).toBeUndefined();
    expect(dataset.funding[0]?.length).toBe(4);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(issues[0]?.detail).toMatch(/^a row's label is the instant \(implied price/);
  });

  test("a documented row is 4,385.435 coins and 194,059,884.185 dollars", async () => {
    const label = epochMs("2025-07-31T02:00Z");
    const tick = [{ volume: "4385.4350000000000000", amount_type: "2", ts: String(label), value: "194059884.185" }];
    const data = { symbol: "BTC", tick, contract_code: "BTC-USDT", business_type: "swap", pair: "BTC-USDT" };
    const { dataset } = await loadLine(
      "htx",
      answering(htx, history, () => ({ body: { status: "ok", data, ts: "1648223733007" } })),
    );
    expect(dataset.openInterest.column("htx").at(label)).toBe(4385.435);
    expect(dataset.openInterestUsd.column("htx").at(label)).toBe(194_059_884.185);
  });

  test("inverse open interest is coins as published, and dollars at the close of the bar", async () => {
    const { dataset, server } = await loadLine("htx", htx, { margin: "inverse", from: "2025-07-24" });
    expect(dataset.openInterest.column("htx").at(at)).toBe(99_990);
    expect(dataset.openInterestUsd.column("htx").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterestUsd.columns[0]?.identity).toMatchObject({ instrument: "BTC-USD", convertedAt: "close" });
    expect(server.asked(history)[0]?.query.get("amount_type")).toBe("2");
    // Settlements from 07-24T08:00 to 07-31T08:00.
    expect(dataset.funding[0]?.length).toBe(22);
  });

  test("numbered pages of funding are read back to the start of the period", async () => {
    const paged = answering(htx, "/swap_historical_funding_rate", (asked) => {
      const query = new URLSearchParams(asked.query);
      query.set("page_size", "7");
      return htx({ ...asked, query });
    });
    const { dataset, server } = await loadLine("htx", paged, { margin: "inverse", from: "2025-07-24" });
    const numbers = server.asked("/swap_historical_funding_rate").map(({ query }) => query.get("page_index"));
    expect(numbers).toEqual(["1", "2", "3", "4"]);
    expect(dataset.funding[0]?.length).toBe(22);
  });

  test("the newest 200 rows are all it gives: an earlier start is cut, and told", async () => {
    const { dataset, issues, server } = await loadLine("htx", htx, { from: "2025-07-01" });
    // 200 hours before 12:03 is 07-23T04:03.
    const first = epochMs("2025-07-23T06:00Z");
    expect(dataset.openInterest.times[0]).toBe(first);
    expect(dataset.openInterest.column("htx").at(first)).toBe(coinsAt(first));
    expect(issues[0]).toMatchObject({
      kind: "cut",
      where: "period",
      detail:
        "HTX USDT-M keeps 200 rows of 1h of open interest: asked from 2025-07-01, served from 2025-07-23T05:00Z; nobody is known to have the rest; record it from now on",
    });
    expect(server.asked(history).map(({ query }) => query.get("size"))).toEqual(["200"]);
    // A number of rows would make it ignore the period.
    expect(server.asked("/kline").every(({ query }) => !query.has("size"))).toBe(true);
  });

  test("bars of four hours are served, days are not, since its days begin in another zone", async () => {
    const { dataset } = await loadLine("htx", htx, { interval: "4h", from: "2025-07-25" });
    expect(dataset.openInterest.column("htx").at(noon)).toBe(100_000);
    expect(dataset.intervalMs).toBe(4 * hourMs);
    expect(await lineFailure("htx", htx, { interval: "1d" })).toBe(
      'loadExchange: HTX USDT-M has no open interest every "1d"; known: 1h, 4h',
    );
  });

  test("a limit that ccxt does not know is waited for, and one that stays is an error", async () => {
    const limit = {
      body: { status: "error", err_code: 1032, err_msg: "The number of access exceeded the limit.", ts: 1 },
    };
    const once = answering(htx, history, ({ call }) => (call === 0 ? limit : undefined));
    const { dataset } = await loadLine("htx", once);
    expect(dataset.openInterest.column("htx").at(noon)).toBe(100_000);
    const always = answering(htx, history, () => limit);
    expect(await lineFailure("htx", always)).toMatch(/^loadExchange: HTX USDT-M limits the rate, 3 tries in a row; /);
  });

  test("a page of text and rows without a time are errors", async () => {
    expect(
      await lineFailure(
        "htx",
        answering(htx, history, () => ({ body: "<html>no</html>" })),
      ),
    ).toBe(
      'loadExchange: the answer to a call for open interest is not HTX USDT-M\'s: "<html>no</html>"; is a proxy or a block page in between?',
    );
    const timeless = { body: { status: "ok", data: { tick: [{ volume: "1", value: "2" }] }, ts: 1 } };
    expect(
      await lineFailure(
        "htx",
        answering(htx, history, () => timeless),
      ),
    ).toBe("loadExchange: row 0 of open interest has no time but undefined; is ccxt up to date?");
  });
});
