import { afterEach, describe, expect, test, vi } from "vitest";
import type { Reply } from "../provider-server.js";
import { closeServers, failure, load, told } from "./blocklens-fixture.js";
import { closes, key, totals } from "./blocklens-server.js";

afterEach(async () => {
  vi.unstubAllEnvs();
  await closeServers();
});

const whole = { success: true, data: totals(10), count: 10, timestamp: "2025-06-01T00:00:00Z" };
const where = "loadBlocklens: futures/oi from 2025-01-01 to 2025-01-10: ";

describe("faults that pass are tried again", () => {
  test.each([
    ["a failing server", { status: 502, body: "<html>" }],
    ["a body that is cut", { body: whole, cutAfter: 200 }],
    ["a connection that breaks", { fault: "reset" }],
    ["silence", { fault: "silent" }],
    ["a body that stops", { body: whole, bodyDelayMs: 10_000 }],
  ] as const)("%s", async (_, reply) => {
    const { data, server } = await load(
      { instead: ({ call }): Reply | undefined => (call === 0 ? reply : undefined) },
      { timeoutMs: 2000 },
    );
    expect(told(data)).toEqual([]);
    expect(server.requests.length).toBe(2);
  });

  test("a rate limit is waited for by the server's clock, and told", async () => {
    // The server's clock is a year behind; its window ends a second after its Date.
    const reset = Date.parse("2024-01-01T00:00:01Z") / 1000;
    const headers = { date: "Mon, 01 Jan 2024 00:00:00 GMT", "x-ratelimit-reset": String(reset) };
    const { data, waits } = await load({ instead: ({ call }) => (call === 0 ? { status: 429, headers } : undefined) });
    expect(told(data)).toEqual([]);
    expect(waits).toEqual([{ what: "Blocklens limits the rate; waiting 1 s", waitMs: 1000 }]);
  });
});

describe("faults that stay are told", () => {
  test.each([
    [{ status: 503 }, "Blocklens: futures/oi: failed with HTTP 503 in 2 attempts; try again later"],
    [{ fault: "silent" }, "Blocklens: futures/oi: no answer in 2 s, 2 attempts; check the network"],
    [
      { status: 429, headers: { date: "Mon, 01 Jan 2024 00:00:00 GMT", "x-ratelimit-reset": "1704070800" } },
      "Blocklens: futures/oi: limits the rate (HTTP 429); it asks to wait 60 min; come back then, or ask for less",
    ],
  ] as const)("%j", async (reply, message) => {
    expect(await failure({ instead: () => reply }, { retries: 1, timeoutMs: 2000 })).toContain(message);
  });

  test.each([
    ["a body that is no JSON", { body: `${" ".repeat(480)}${key}zzz` }],
    ["a refusal after many blanks", { status: 400, body: `${" ".repeat(9990)}${key}` }],
    ["a part of a key", { status: 401, body: { message: `"${key.slice(0, 12)}***" is unknown` } }],
  ] as const)("without any part of the key: %s", async (_, reply) => {
    const message = await failure({ instead: () => reply }, { retries: 0 });
    expect(message).toMatch(/loadBlocklens: futures.oi/);
    expect(message).toContain("…");
    for (let at = 0; at + 6 <= key.length; at++) expect(message).not.toContain(key.slice(at, at + 6));
  });

  test("a signal stops it", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped by hand");
    const loading = load(
      {
        instead: () => {
          setTimeout(() => controller.abort(reason), 10);
          return { fault: "silent" };
        },
      },
      { signal: controller.signal },
    );
    await expect(loading).rejects.toBe(reason);
  });

  test("its allowance of requests is kept, and told", async () => {
    const controller = new AbortController();
    const loading = load(
      { venues: { okx: closes(10, 1) } },
      {
        venues: ["okx"],
        requestsPerHour: 1,
        signal: controller.signal,
        onWait: ({ what }) => controller.abort(new Error(what)),
      },
    );
    await expect(loading).rejects.toThrow("Blocklens allows 1 request in 60 min; waiting for the next");
  });
});

describe("a refusal says what it means", () => {
  const refusing = (status: number, body: unknown = { success: false, message: `no, ${key}` }) => ({
    instead: (): Reply => ({ status, body }),
    venues: {},
  });

  test("a wrong key, which the server repeats, is not repeated", async () => {
    expect(await failure({}, { key: "secret-wrong" })).toBe(
      "loadBlocklens: futures/oi: Blocklens does not accept the key (HTTP 401): Invalid API key: Bearer …; check it, or make a new one in its dashboard",
    );
  });

  test("a venue needs a key, and with one the plan", async () => {
    vi.stubEnv("BLOCKLENS_API_KEY", "");
    expect(await failure({}, { key: undefined, venues: ["okx"] })).toBe(
      "loadBlocklens: oi/exchange of okx: Blocklens gives this to a key only (HTTP 401): API key required; set BLOCKLENS_API_KEY or give key, or ask with venues: [] for the total alone",
    );
    const pro = {
      instead: ({ path }: { readonly path: string }) => (path === "/oi/exchange" ? { status: 403 } : undefined),
    };
    expect(await failure(pro, { venues: ["okx"] })).toBe(
      "loadBlocklens: oi/exchange of okx: Blocklens does not give this to the key (HTTP 403); it needs the plan Pro for open interest by exchange",
    );
  });

  test("the total may need a key too", async () => {
    vi.stubEnv("BLOCKLENS_API_KEY", "");
    expect(await failure(refusing(403, { detail: "Forbidden" }), { key: undefined })).toBe(
      "loadBlocklens: futures/oi: Blocklens gives this to a key only (HTTP 403): Forbidden; set BLOCKLENS_API_KEY or give key",
    );
    expect(await failure(refusing(403))).toBe(
      "loadBlocklens: futures/oi: Blocklens does not give this to the key (HTTP 403): no, …; it needs a plan with access to its interface",
    );
  });

  test("a venue that it does not know is named, with those that are documented", async () => {
    expect(await failure({ venues: {} }, { venues: ["Nowhere"] })).toBe(
      'loadBlocklens: oi/exchange of nowhere: Blocklens refuses the venue "nowhere" or the request (HTTP 404): Unknown exchange: nowhere; documented venues: binance, bybit, okx, hyperliquid',
    );
  });

  test.each([
    [
      400,
      { error: "bad\nlimit" },
      "Blocklens refuses the request (HTTP 400): bad limit; check the period and the limit",
    ],
    [422, { detail: [{ msg: "no" }] }, 'refuses the request (HTTP 422): [{"msg":"no"}]; check'],
    [451, "<html>blocked</html>", "answers with a status that is not expected (HTTP 451); check the address"],
    [418, "teapot\u0007", "answers with a status that is not expected (HTTP 418): teapot; check the address"],
    [301, "", "answers with a status that is not expected (HTTP 301); check the address"],
  ])("%i", async (status, body, message) => {
    expect(await failure(refusing(status, body))).toContain(message);
  });
});

describe("an answer that is something else is refused", () => {
  const row = totals(1)[0] as Readonly<Record<string, unknown>>;
  const { exchange_count: _count, ...without } = row;
  const rows = (second: unknown) => ({ ...whole, count: 2, data: [row, second] });

  test.each([
    ["", `${where}the answer is no JSON; is a proxy or a block page in between?`],
    [
      "<html>\n<b>no",
      `${where}the answer is no JSON, it begins "<html> <b>no"; is a proxy or a block page in between?`,
    ],
    [new Uint8Array([0xff, 0xfe]), `${where}the answer is no JSON; is a proxy`],
    [`{"success":true,"data":[${key}`, `${where}the answer is no JSON, it begins "{\\"success\\":true,\\"data\\":[…";`],
    ["null", `${where}the answer is no object with success and data; is a proxy in between?`],
    ["[]", `${where}the answer is no object with success and data`],
    [{ data: [] }, `${where}the answer's "success" is missing or of the wrong kind; is this Blocklens' address?`],
    [{ success: "true", data: [] }, `${where}the answer's "success" is missing`],
    [{ success: true }, `${where}the answer's "data" is missing or no list of rows; is this Blocklens' address?`],
    [{ success: true, data: { rows: [] } }, `${where}the answer's "data" is missing or no list of rows`],
    [{ success: false, message: `down ${key}` }, `${where}Blocklens answers that it failed: down …`],
    [{ success: false }, `${where}Blocklens answers that it failed: without a reason`],
    [{ ...whole, count: 9 }, `${where}the answer says it has 9 rows and has 10; try again, or give a smaller limit`],
    [{ ...whole, count: 11 }, `${where}the answer says it has 11 rows and has 10; try again`],
    [{ ...whole, count: "10" }, `${where}the answer's "count" is missing or of the wrong kind`],
    [rows(7), `${where}row 1 is no object with fields`],
    [rows([]), `${where}row 1 is no object with fields`],
    [rows(without), `${where}row 1 has no "exchange_count"; it has date, total_oi_usd, oi_delta_usd, oi_delta_pct`],
    [rows({}), `${where}row 1 has no "date"; it has nothing`],
    [rows({ [key]: 1 }), `${where}row 1 has no "date"; it has …`],
    [rows({ ...row, date: "01/02/2025" }), `${where}row 1 has "01/02/2025" as "date"; expected a day like 2025-07-01`],
    [rows({ ...row, date: "2025-02-30" }), `${where}row 1 has "2025-02-30" as "date"`],
    [rows({ ...row, date: "2025-01-02T08:00:00Z" }), `${where}row 1 has "2025-01-02T08:00:00Z" as "date"`],
    [rows({ ...row, date: "2025-01-02T00:00:00+08:00" }), `${where}row 1 has "2025-01-02T00:00:00+08:00" as "date"`],
    [rows({ ...row, date: 1735776000 }), `${where}row 1 has 1735776000 as "date"`],
    [rows({ ...row, total_oi_usd: "n/a" }), `${where}row 1 has "n/a" as "total_oi_usd"; expected a number or null`],
    [rows({ ...row, total_oi_usd: "" }), `${where}row 1 has "" as "total_oi_usd"`],
    [rows({ ...row, total_oi_usd: key }), `${where}row 1 has "…" as "total_oi_usd"`],
    [rows({ ...row, total_oi_usd: true }), `${where}row 1 has true as "total_oi_usd"`],
    [rows({ ...row, total_oi_usd: -1 }), `${where}row 1 has -1 as "total_oi_usd", which cannot be below 0`],
    [rows({ ...row, exchange_count: 5.5 }), `${where}row 1 has 5.5 as "exchange_count", which is a count`],
    [rows({ ...row, asset: "ETH" }), `${where}row 1 is of "ETH"; BTC was asked for`],
    [
      '{"success":true,"data":[{"date":"2025-01-01","total_oi_usd":1e999,"oi_delta_usd":1,"oi_delta_pct":1,"exchange_count":1}]}',
      `${where}row 0 has Infinity as "total_oi_usd"; expected a number or null`,
    ],
  ])("%#: %j", async (body, message) => {
    expect(await failure({ instead: () => ({ body }) })).toContain(message);
  });

  test("such as rows of another venue", async () => {
    const venues = { okx: closes(10, 1).map((each) => ({ ...each, exchange: "OKX" })) };
    expect(told((await load({ venues }, { venues: ["okx"] })).data)).toEqual([]);
    expect(await failure({ venues: { bybit: venues.okx } }, { venues: ["bybit"] })).toBe(
      'loadBlocklens: oi/exchange of bybit from 2025-01-01 to 2025-01-10: row 0 is of the exchange "OKX"; bybit was asked for',
    );
  });

  test("or no content", async () => {
    expect(await failure({ instead: () => ({ status: 204 }) })).toContain("the answer is no JSON");
  });
});
