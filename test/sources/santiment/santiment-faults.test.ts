import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hourMs } from "../../../lib/series/time.js";
import { HttpFailure } from "../../../lib/sources/http/http-failure.js";
import type { SanFailure, SanFailureKind } from "../../../lib/sources/santiment/san-failure.js";
import { loadSantiment } from "../../../lib/sources/santiment/santiment.js";
import type { SantimentOptions } from "../../../lib/sources/santiment/santiment-options.js";
import type { ReceivedRequest, Reply } from "../provider-server.js";
import { now, points, start, stepMs, wholeKey, world } from "./san-fixture.js";
import { type SanServer, type SanWorld, sanServer } from "./san-server.js";

let server: SanServer;

// A key of the machine's would be sent otherwise.
beforeEach(() => {
  vi.stubEnv("SANTIMENT_API_KEY", "");
  vi.stubEnv("SANPY_APIKEY", "");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const period = { from: "2025-07-01", to: "2025-07-01T06:00Z" };

async function load(options: SantimentOptions = {}, changes: Partial<SanWorld> = {}) {
  server = await sanServer({ ...world, ...changes });
  return loadSantiment({ url: server.url, now, backoffMs: 1, funding: false, ...period, ...options });
}

async function failureOf(loading: Promise<unknown>): Promise<SanFailure> {
  const error = await loading.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(Error);
  return error as SanFailure;
}

/** Another reply to the first `times` calls for rows of Binance. */
const first =
  (reply: Reply, times = 1) =>
  (request: ReceivedRequest, proper: () => Reply): Reply => {
    if (!request.body.includes("binance") || request.body.includes("Owners")) return proper();
    return times-- > 0 ? reply : proper();
  };

const always = (reply: Reply) => first(reply, Number.POSITIVE_INFINITY);

const errors = (...messages: string[]): Reply => ({ body: { errors: messages.map((message) => ({ message })) } });

describe("a key that is not accepted", () => {
  test("is told without any part of it", async () => {
    const error = await failureOf(load({ key: "secret_abcdefghijkl_key" }));
    expect(error.kind).toBe("key");
    expect(error.message).toBe(
      "loadSantiment: Santiment does not accept the key (HTTP 400: Apikey '…' is not valid); check SANTIMENT_API_KEY or the key given",
    );
    expect(error.message).not.toMatch(/secret|ey'/);
  });

  test.each([
    `Apikey "whole-key-01***" is not valid`,
    `Apikey 'who***89' is not valid`,
    "Apikey whole-key-012345***",
    `${" ".repeat(9995)}whole-key-0123456789`,
  ])("is told without the part that %j quotes", async (details) => {
    const reply = { status: 400, body: { errors: { details } } };
    const { message } = await failureOf(load({ key: "whole-key-0123456789" }, { instead: always(reply) }));
    expect(message).toMatch(/HTTP 400: /);
    expect(message).not.toMatch(/who|key-0|89/);
  });

  test.each([401, 403])("with HTTP %i is told as such", async (status) => {
    const reply = { status, body: { errors: { details: "Invalid JSON Web Token (JWT)" } } };
    const error = await failureOf(load({}, { instead: always(reply) }));
    expect(error.kind).toBe("key");
    expect(error.message).toContain(`(HTTP ${status}: Invalid JSON Web Token (JWT))`);
  });

  test("in an answer of HTTP 200 is the same", async () => {
    const error = await failureOf(load({}, { instead: always(errors("Unauthorized. Reason: no token")) }));
    expect(error.kind).toBe("key");
  });
});

describe("an allowance that is used up", () => {
  test("for a moment is waited for, as the text says where no header does", async () => {
    const details = "API Rate Limit Reached. Try again in 1 seconds (1 second).";
    const reply = { status: 429, body: { errors: { details } } };
    const began = performance.now();
    const dataset = await load({ prices: undefined }, { instead: first(reply) });
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(dataset.openInterestUsd.names).toEqual(["binance", "okx"]);
  });

  // The fixture's clock stands at 2025-07-01 08:00: the month ends 2025-08-01, the hour at 09:00.
  test.each([
    ["month", { minute: 50, hour: 50, month: 0 }, "2025-08-01"],
    ["hour", { minute: 50, hour: 0, month: 50 }, "2025-07-01T09:00Z"],
  ])("of a %s is an error that says when it is renewed", async (name, remaining, renewed) => {
    const error = await failureOf(load({}, { keys: { "": { ...wholeKey, remaining } } }));
    expect(error.kind).toBe("allowance");
    expect(error.message).toBe(
      `loadSantiment: access to exchange_open_interest bitcoin: Santiment's allowance of calls of this ${name} is used up, and renewed at ${renewed}; come back then, ask for less, or take a larger plan (all keys of an account share it)`,
    );
    expect(server.requests.length).toBe(1);
  });

  test("of a month's megabytes is an error, since less at once would not help", async () => {
    const details = "Total response size (in MBs) limit exceeded. Try again in 864000 seconds (10 days).";
    const reply = { status: 429, headers: { date: new Date(now).toUTCString() }, body: { errors: { details } } };
    const error = await failureOf(load({}, { instead: always(reply) }));
    expect(error.kind).toBe("allowance");
    expect(error.message).toContain(
      "Santiment's allowance of megabytes of this month is used up, and renewed at 2025-07-11T08:00Z",
    );
    // About, owners, and one refusal.
    expect(server.requests.length).toBe(3);
  });

  test("without a word about when is tried again and then told", async () => {
    const error = await failureOf(load({ retries: 2 }, { instead: always({ status: 429, body: "" }) }));
    expect(error.message).toContain("Santiment's allowance of calls is used up; come back then");
    expect(server.requests.length).toBe(5);
  });

  test("is used by each call and not by those that are refused", async () => {
    const remaining = { minute: 50, hour: 50, month: 50 };
    await load({}, { keys: { "": { ...wholeKey, remaining } } });
    // About, owners, three columns and the price.
    expect(remaining).toEqual({ minute: 44, hour: 44, month: 44 });
  });
});

describe("a server in trouble", () => {
  test("is asked again", async () => {
    const dataset = await load({}, { instead: first({ status: 502, body: "<html>Bad Gateway</html>" }, 2) });
    expect(dataset.openInterestUsd.column("binance").values[0]).toBe(5e9);
  });

  test("that stays so is told", async () => {
    const error = await failureOf(load({ retries: 1 }, { instead: always({ status: 500 }) }));
    expect(error).toBeInstanceOf(HttpFailure);
    expect(error.message).toBe(
      "loadSantiment: Santiment: graphql: failed with HTTP 500 in 2 attempts; try again later",
    );
  });

  test.each<[string, Reply]>([
    ["resets the connection", { fault: "reset" }],
    ["breaks off in its answer", { body: { data: { getMetric: null } }, cutAfter: 10 }],
    ["does not answer in time", { fault: "silent" }],
  ])("that %s is asked again", async (_, reply) => {
    const dataset = await load({ timeoutMs: 300 }, { instead: first(reply) });
    expect(dataset.openInterestUsd.times.length).toBe(72);
  });

  test("that is slow is waited for", async () => {
    const slow = (_: ReceivedRequest, proper: () => Reply): Reply => ({ ...proper(), delayMs: 10, bodyDelayMs: 10 });
    expect((await load({}, { instead: slow })).openInterestUsd.times.length).toBe(72);
  });

  test("can be given up by the caller", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(load({ signal: controller.signal }, { instead: always({ fault: "silent" }) })).rejects.toThrow(
      "enough",
    );
  });
});

describe("an answer with errors", () => {
  test.each<[string, Reply["body"], SanFailureKind, string]>([
    ["a list", { errors: [{ message: "one" }, { message: "two", details: { a: 1 } }] }, "other", 'one; two: {"a":1}'],
    ["an object", { errors: { details: "halted" } }, "other", "halted"],
    ["a text", { errors: "broken" }, "other", "broken"],
    ["nothing readable", { errors: [7] }, "other", "an error without words"],
  ])("as %s is refused in the words of the server", async (_, body, kind, words) => {
    const error = await failureOf(load({}, { instead: always({ body }) }));
    expect(error.kind).toBe(kind);
    expect(error.message).toBe(
      `loadSantiment: Santiment refuses exchange_open_interest bitcoin binance 2025-07-01..2025-07-01T06:00Z: ${words}; check asset, period and interval, or try again later`,
    );
  });

  test("beside a part of the data is refused too", async () => {
    const row = { datetime: "2025-07-01T00:00:00Z", value: 1 };
    const body = { data: { getMetric: { timeseriesDataJson: [row] } }, errors: [{ message: "timeout" }] };
    expect((await failureOf(load({}, { instead: always({ body }) }))).message).toContain(": timeout;");
  });

  test("about a period outside the plan says what it says", async () => {
    const message = "Both `from` and `to` parameters are outside the allowed interval you can query x";
    expect((await failureOf(load({}, { instead: always(errors(message)) }))).kind).toBe("outside");
  });
});

describe("an answer without data", () => {
  test.each<[string, unknown]>([
    ["no rows", { getMetric: { timeseriesDataJson: [] } }],
    ["null rows", { getMetric: { timeseriesDataJson: null } }],
    ["a null metric", { getMetric: null }],
    ["null data", null],
  ])("such as %s is empty", async (_, data) => {
    const dataset = await load({}, { instead: always({ body: { data } }) });
    expect(dataset.openInterestUsd.names).toEqual(["okx"]);
  });
});

describe("an answer that is not Santiment's", () => {
  test.each<[string, unknown]>([
    ["a page of a block", "<html><body>Access\n denied</body></html>"],
    ["broken JSON", '{"data": {'],
    ["a list", []],
    ["another object", { ok: true }],
    ["nothing", ""],
  ])("such as %s is refused", async (_, body) => {
    const { message } = await failureOf(load({}, { instead: always({ body }) }));
    expect(message).toMatch(
      /^loadSantiment: the answer to exchange_open_interest bitcoin binance .* is not Santiment's: "/,
    );
    expect(message).toMatch(/is a proxy or a block page in between\?$/);
  });

  test.each<[string, unknown, string]>([
    ["lacks a value", { datetime: "2025-07-01T00:00:00Z" }, "getMetric.timeseriesDataJson[0].value is missing"],
    ["lacks a time", { value: 1 }, "getMetric.timeseriesDataJson[0].datetime is missing"],
    ["has a text for a value", { datetime: "2025-07-01T00:00:00Z", value: "1e9" }, "[0].value is wrong"],
    ["has no time for a time", { datetime: "yesterday", value: 1 }, '[0].datetime is wrong: "yesterday" is no time'],
    ["has a day that is none", { datetime: "2025-02-30T00:00:00Z", value: 1 }, "is no time"],
    ["is no row", 7, "[0] is wrong"],
  ])("because a row %s is refused, naming it", async (_, row, words) => {
    const { message } = await failureOf(load({}, { changeRows: () => [row] }));
    expect(message).toContain(words);
    expect(message).toMatch(/Santiment has changed its answer$/);
  });
});

describe("rows", () => {
  test("may say more than is known here", async () => {
    const more = await load({}, { changeRows: (rows) => rows.map((row) => ({ ...row, computedAt: null, new: [1] })) });
    expect(more.openInterestUsd.column("binance").values[71]).toBe(5e9 + 71);
  });

  test("in any order and twice are the same rows, and told", async () => {
    const plain = await load();
    await server.close();
    const mixed = await load({}, { changeRows: (rows) => [...[...rows].reverse(), ...rows.slice(0, 1)] });
    expect(mixed.openInterestUsd).toEqual(plain.openInterestUsd);
    const kinds = mixed.quality.issues.filter(({ where }) => where === "binance").map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["unsorted", "duplicate"]));
  });

  test("that contradict each other are told", async () => {
    const { quality } = await load({}, { changeRows: (rows) => rows.flatMap((row) => [row, { ...row, value: 1 }]) });
    expect(quality.issues).toContainEqual(expect.objectContaining({ kind: "conflict", where: "binance", count: 72 }));
  });

  test("beside the grid, or outside what was asked, are left out and told", async () => {
    const stray = (time: number) => ({ datetime: new Date(time).toISOString(), value: 1 });
    const far = [stray(start - hourMs), stray(start + 7 * hourMs), stray(start + 60_000)];
    const { openInterestUsd, quality } = await load({}, { changeRows: (rows) => [...rows, ...far] });
    expect(openInterestUsd.times.length).toBe(72);
    const told = quality.issues.filter(({ kind }) => kind === "invalid");
    expect(told).toContainEqual(expect.objectContaining({ where: "binance", count: 2 }));
    expect(told).toContainEqual(expect.objectContaining({ where: "okx", count: 1 }));
  });

  test("that are missing are gaps, in one column or in all", async () => {
    const without = (...rows: number[]) => points((row) => (rows.includes(row) ? null : 5e9));
    const { openInterestUsd, quality } = await load(
      {},
      {
        data: {
          ...world.data,
          "exchange_open_interest bitcoin binance": without(10, 20),
          "exchange_open_interest bitcoin Okex": without(20),
        },
      },
    );
    expect(openInterestUsd.column("binance").values[10]).toBeNaN();
    expect(quality.issues).toContainEqual(expect.objectContaining({ kind: "blank", where: "binance", count: 1 }));
    const gap = { kind: "gap", where: "open interest", count: 1, from: start + 21 * stepMs };
    expect(quality.issues).toContainEqual(expect.objectContaining(gap));
  });

  test("of a server whose clock is ahead are no bars of the future", async () => {
    const ahead = await load({ to: undefined, now: start + 2 * hourMs });
    expect(ahead.openInterestUsd.times.at(-1)).toBe(start + 2 * hourMs);
  });

  test("of a server whose clock is behind end there, and are told", async () => {
    const behind = await load({}, { now: start + 2 * hourMs });
    expect(behind.openInterestUsd.times.at(-1)).toBe(start + 2 * hourMs);
    expect(behind.quality.issues).toContainEqual(expect.objectContaining({ kind: "cut", count: 48 }));
  });
});

test("an address without a path is one", async () => {
  // Nobody listens on the port of a server that has been closed.
  server = await sanServer(world);
  await server.close();
  const { origin } = new URL(server.url);
  const { message } = await failureOf(loadSantiment({ url: origin, now, retries: 0, ...period }));
  expect(message).toMatch(/^loadSantiment: Santiment: .*ECONNREFUSED.*, 1 attempt; check the network/);
});
