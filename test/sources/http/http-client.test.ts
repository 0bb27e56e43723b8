import { inspect } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type HttpClient, type HttpOptions, httpClient } from "../../../lib/sources/http/http-client.js";
import { HttpFailure } from "../../../lib/sources/http/http-failure.js";
import type { HttpWait } from "../../../lib/sources/http/http-wait.js";
import { type ProviderServer, providerServer, type Reply, type Responder, script } from "../provider-server.js";

const servers: ProviderServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Rig {
  readonly server: ProviderServer;
  readonly client: HttpClient;
  readonly waits: readonly HttpWait[];
}

async function rig(respond: Responder, options: Partial<HttpOptions> = {}): Promise<Rig> {
  const server = await providerServer(respond);
  servers.push(server);
  const waits: HttpWait[] = [];
  const client = httpClient({
    title: "Acme",
    url: server.url,
    headers: { authorization: "Bearer secret-key" },
    backoffMs: 1,
    onWait: (wait) => waits.push(wait),
    ...options,
  });
  return { server, client, waits };
}

const ask = { path: "/rows", query: { token: "secret-query" } };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const ok: Reply = { body: { rows: 1 } };

async function failureOf(answer: Promise<unknown>): Promise<HttpFailure> {
  const error = await answer.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(HttpFailure);
  return error as HttpFailure;
}

describe("a request", () => {
  test("is a GET with its query and headers, or a POST with its JSON", async () => {
    const { server, client } = await rig(() => ok);
    const answer = await client.send({ path: "/a/b", query: { x: "1 &2", y: 3, z: undefined } });
    expect([answer.status, text(answer.bytes)]).toEqual([200, '{"rows":1}']);
    await client.send({ path: "a/b", json: { query: "{}" } });
    const [get, post] = server.calls("/a/b");
    expect([get?.method, get?.query.toString(), get?.headers.authorization]).toEqual([
      "GET",
      "x=1+%262&y=3",
      "Bearer secret-key",
    ]);
    expect([post?.method, post?.body, post?.headers["content-type"]]).toEqual([
      "POST",
      '{"query":"{}"}',
      "application/json",
    ]);
  });

  test("a compressed answer comes plain, and no content as no bytes", async () => {
    const { client } = await rig(script({ body: "x".repeat(9999), gzip: true }, { status: 204 }));
    expect(text((await client.send(ask)).bytes)).toBe("x".repeat(9999));
    expect(await client.send(ask)).toMatchObject({ status: 204, bytes: new Uint8Array(0) });
  });

  test("an answer has the headers that the server sent", async () => {
    const { client } = await rig(script({ body: "", headers: { "x-ratelimit-reset": "60", "retry-after": "soon" } }));
    const { headers } = await client.send(ask);
    expect([headers.get("x-ratelimit-reset"), headers.get("retry-after")]).toEqual(["60", "soon"]);
  });

  test.each([400, 401, 403, 404, 409, 422, 501])("a refusal with %i is an answer at once", async (status) => {
    const { server, client } = await rig(script({ status, body: "why" }));
    const answer = await client.send(ask);
    expect([answer.status, text(answer.bytes), server.requests.length]).toEqual([status, "why", 1]);
  });
});

describe("a failure that may pass", () => {
  test.each([
    ["408", { status: 408 }],
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["a broken connection", { fault: "reset" }],
    ["a body that is cut", { body: "abcdefgh", cutAfter: 4 }],
    ["a compressed body that is cut", { body: "abcdefgh".repeat(99), gzip: true, cutAfter: 20 }],
    ["a body longer than announced", { body: "longer", contentLength: 3 }],
    ["silence", { fault: "silent" }],
    ["a body that stops", { body: "abcdefgh", bodyDelayMs: 5000 }],
    ["a body shorter than announced", { body: "abc", contentLength: 9 }],
  ] as const)("such as %s is tried again, GET and POST", async (_, reply) => {
    // Long enough for the answer that is there: a slow machine must not take it for silence.
    const { server, client, waits } = await rig(script(reply, reply, ok), { timeoutMs: 2000 });
    expect(text((await client.send(ask)).bytes)).toBe('{"rows":1}');
    expect(server.requests.length).toBe(3);
    expect(waits.map(({ waitMs }) => (waitMs as number) >= 0 && (waitMs as number) <= 2)).toEqual([true, true]);
    if (!("contentLength" in reply || "bodyDelayMs" in reply || "fault" in reply)) {
      await (await rig(script(reply, ok))).client.send({ path: "/rows", json: {} });
    }
  });

  test.each([
    ["gzip", (bytes: Uint8Array) => gzipSync(bytes)],
    ["br", (bytes: Uint8Array) => brotliCompressSync(bytes)],
  ] as const)("such as a body that is whole by its length and cut before it was packed: %s", async (coding, pack) => {
    const packed = pack(new TextEncoder().encode("abcdefgh".repeat(99)));
    const reply = (body: Uint8Array): Reply => ({ body, headers: { "content-encoding": coding } });
    const { server, client } = await rig(script(reply(packed.subarray(0, packed.length - 4)), reply(packed)));
    expect(text((await client.send(ask)).bytes)).toBe("abcdefgh".repeat(99));
    expect(server.requests.length).toBe(2);
  });

  test("but not an empty body that is said to be packed", async () => {
    const headers = { "content-encoding": "gzip" };
    const { server, client } = await rig(script({ body: "", headers }, { status: 204, headers }));
    expect((await client.send(ask)).bytes.length).toBe(0);
    expect((await client.send(ask)).bytes.length).toBe(0);
    expect(server.requests.length).toBe(2);
  });

  test("is given up after as many retries as were allowed, with its status and without key or query", async () => {
    const { server, client } = await rig(script({ status: 503, body: "why" }), { retries: 2 });
    const failure = await failureOf(client.send(ask));
    expect([failure.message, failure.status, text(failure.answer?.bytes as Uint8Array)]).toEqual([
      "Acme: /rows: failed with HTTP 503 in 3 attempts; try again later",
      503,
      "why",
    ]);
    expect(inspect(failure)).not.toMatch(/secret|bytes/);
    expect(server.requests.length).toBe(3);
    const limited = await rig(script({ status: 429 }), { retries: 0 });
    expect((await failureOf(limited.client.send(ask))).message).toBe(
      "Acme: /rows: limits the rate (HTTP 429) in 1 attempt; try again later",
    );
    expect(limited.server.requests.length).toBe(1);
  });

  test.each([
    ["a cut body", { body: "abcdefgh", cutAfter: 4 }, /^Acme: \/rows: .+, 2 attempts; check the network and its proxy/],
    ["a reset", { fault: "reset" }, /^Acme: \/rows: .*(ECONNRESET|other side closed).*, 2 attempts; /],
    ["garbage for gzip", { body: "no", headers: { "content-encoding": "gzip" } }, /^Acme: \/rows: .*header.*, 2 att/],
    // Of these none can end in time, nor can an endless body reach the bound of its length.
    ["silence", { fault: "silent" }, /^Acme: \/rows: no answer in 80 ms, 2 attempts; /, 80],
    ["an endless body", { fault: "endless" }, /^Acme: \/rows: no answer in 80 ms, 2 attempts; /, 80],
  ] as const)("%s is told in a line of its own", async (_, reply, message, timeoutMs: number = 30_000) => {
    const { client } = await rig(script(reply), { retries: 1, timeoutMs });
    const failure = await failureOf(client.send(ask));
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toMatch(/secret|\n/);
    expect(failure.status).toBe(undefined);
  });

  test("nobody at the address is told with the reason", async () => {
    const { server, client } = await rig(() => ok, { retries: 0 });
    await server.close();
    expect((await failureOf(client.send(ask))).message).toMatch(
      /^Acme: \/rows: connect ECONNREFUSED 127\.0\.0\.1:\d+, 1 attempt; check the network/,
    );
  });

  // Pause i is drawn from 0 to backoffMs × 2^i: 8, 16, 32, 64.
  test("is waited for with pauses that are drawn below doubling bounds", async () => {
    const runs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { client, waits } = await rig(script({ status: 500 }, { status: 500 }, { status: 500 }, ok), {
          backoffMs: 8,
        });
        await client.send(ask);
        return waits.map(({ waitMs }) => waitMs as number);
      }),
    );
    for (const waits of runs) expect(waits.every((waitMs, i) => waitMs >= 0 && waitMs <= 8 * 2 ** i)).toBe(true);
    expect(new Set(runs.flat()).size).toBe(60);
    expect(Math.max(...runs.map((waits) => waits[2] as number))).toBeGreaterThan(16);
  });
});

describe("a wait that the server asks for", () => {
  test.each([
    ["Retry-After in seconds", 503, { "retry-after": "0.05" }, 50, "Acme is not available; waiting 50 ms"],
    ["the reset of a rate", 429, { "x-ratelimit-reset": "0.05" }, 50, "Acme limits the rate; waiting 50 ms"],
  ])("is kept, to the full and told: %s", async (_, status, headers, waitMs, what) => {
    const { server, client, waits } = await rig(script({ status, headers }, ok), { backoffMs: 0 });
    await client.send(ask);
    expect(waits).toEqual([{ what, waitMs }]);
    const [first, second] = server.requests.map(({ at }) => at) as [number, number];
    // Timers of Node may fire up to a millisecond early.
    expect(second - first).toBeGreaterThanOrEqual(waitMs - 1);
  });

  test("is counted from the server's clock, hours off as it may be", async () => {
    const reply: Reply = {
      status: 429,
      headers: { date: "Sun, 01 Jun 2025 12:00:00 GMT", "retry-after": "Sun, 01 Jun 2025 12:00:01 GMT" },
    };
    const { client, waits } = await rig(script(reply, ok));
    await client.send(ask);
    expect(waits.map(({ waitMs }) => waitMs)).toEqual([1000]);
  });

  test("that is too long fails at once, and says how long", async () => {
    const reset = Math.floor(Date.parse("2025-06-01T12:00:00Z") / 1000) + 1500;
    const headers = { date: "Sun, 01 Jun 2025 12:00:00 GMT", "x-ratelimit-reset": String(reset) };
    const { server, client, waits } = await rig(script({ status: 429, headers }));
    const failure = await failureOf(client.send(ask));
    expect(failure.message).toBe(
      "Acme: /rows: limits the rate (HTTP 429); it asks to wait 25 min; come back then, or ask for less",
    );
    expect([failure.status, server.requests.length, waits.length]).toEqual([429, 1, 0]);
  });

  test.each(["0", "soon", "Sun, 01 Jun 2014 12:00:00 GMT"])("of %s leaves the backoff as it is", async (after) => {
    const { client, waits } = await rig(script({ status: 503, headers: { "retry-after": after } }, ok), {
      backoffMs: 20,
    });
    await client.send(ask);
    expect(waits.map(({ what }) => what.replace(/\d+ ms/, "n ms"))).toEqual(["Acme failed; trying again in n ms"]);
  });
});

describe("a signal", () => {
  const reason = new Error("stopped by hand");
  const stop = async (respond: Responder, options: Partial<HttpOptions> = {}, requests = 1) => {
    const controller = new AbortController();
    const { client, server, waits } = await rig(respond, { signal: controller.signal, ...options });
    const sent = Array.from({ length: requests }, () => client.send(ask));
    const settled = Promise.allSettled(sent);
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    // The others wait for their turn, of which there is none after the first.
    if (requests > 1) await sent[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
    const begun = performance.now();
    const waitsBefore = [...waits];
    controller.abort(reason);
    const outcomes = (await settled).map((outcome) => (outcome.status === "rejected" ? outcome.reason : "answered"));
    // A request that is waited for would take ten minutes, or the thirty seconds of its timeout.
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(waits).toEqual(waitsBefore);
    return { outcomes, server, client };
  };

  test.each([
    ["no answer comes", { fault: "silent" }, {}],
    ["the body is read", { body: "abcdefgh", bodyDelayMs: 60_000 }, {}],
    ["it waits as the server asked", { status: 429, headers: { "retry-after": "60" } }, {}],
    ["it waits to try again", { status: 500 }, { backoffMs: 1e9 }],
  ] as const)("stops a request at once while %s", async (_, reply, options) => {
    const { outcomes, server, client } = await stop(script(reply), options);
    expect(outcomes).toEqual([reason]);
    expect(server.requests.length).toBe(1);
    await expect(client.send(ask)).rejects.toBe(reason);
    expect(server.requests.length).toBe(1);
  });

  test("stops requests at once while they wait for their turn", async () => {
    const { outcomes, server } = await stop(() => ok, { rate: { limit: 1, intervalMs: 600_000 } }, 3);
    expect(outcomes).toEqual(["answered", reason, reason]);
    expect(server.requests.length).toBe(1);
  });

  test("may serve many requests without a warning of a leak", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): number => warnings.push(warning);
    process.on("warning", note);
    const { client } = await rig(() => ok, { signal: new AbortController().signal });
    for (let i = 0; i < 30; i++) await client.send(ask);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });
});

describe("a rate", () => {
  test("lets only as many attempts begin, retries included, and tells of the wait", async () => {
    const controller = new AbortController();
    const { client, server, waits } = await rig(script({ status: 500 }, ok), {
      rate: { limit: 3, intervalMs: 3_600_000 },
      signal: controller.signal,
    });
    // Two attempts for the first, one for the second, none for the third.
    await client.send(ask);
    await client.send(ask);
    const third = client.send(ask);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests.length).toBe(3);
    expect(waits.at(-1)).toEqual({ what: "Acme allows 3 requests in 60 min; waiting for the next", waitMs: undefined });
    controller.abort(new Error("enough"));
    await expect(third).rejects.toThrow("enough");
  });

  describe("by a clock that the test moves", () => {
    beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] }));
    afterEach(() => vi.useRealTimers());

    test("keeps the order of requests, and never has more of them in an interval", async () => {
      const { client, server } = await rig(() => ok, { rate: { limit: 2, intervalMs: 1000 } });
      const start = Date.now();
      const answers = Promise.all([0, 1, 2, 3, 4].map((i) => client.send({ path: `/${i}` })));
      await untilCome(server, 2);
      for (const [come, now] of [
        [2, 990],
        [4, 1990],
      ] as const) {
        vi.advanceTimersByTime(now - Date.now() + start);
        await untilCome(server, come);
        await otherwiseIdle();
        expect(server.requests.length).toBe(come);
      }
      vi.advanceTimersByTime(1010);
      await answers;
      expect(server.requests.map(({ path }) => path)).toEqual(["/0", "/1", "/2", "/3", "/4"]);
    });

    test("counts any interval, not intervals from the first request on", async () => {
      const { client, server } = await rig(() => ok, { rate: { limit: 2, intervalMs: 1000 } });
      await client.send(ask);
      vi.advanceTimersByTime(900);
      await client.send(ask);
      vi.advanceTimersByTime(200);
      const answers = Promise.all([client.send(ask), client.send(ask)]);
      await untilCome(server, 3);
      // At 1100 one of the two before is over; at 1890 the second, of 900, is not yet.
      vi.advanceTimersByTime(790);
      await otherwiseIdle();
      expect(server.requests.length).toBe(3);
      vi.advanceTimersByTime(10);
      await answers;
    });
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function untilCome({ requests }: ProviderServer, count: number): Promise<void> {
  while (requests.length < count) await turn();
}

/** Gives a request that is under way wrongly the time to come. */
async function otherwiseIdle(): Promise<void> {
  for (let i = 0; i < 100; i++) await turn();
}

describe("a body without end", () => {
  test("is refused at the bound, once, whatever the server announced", async () => {
    const { client, server } = await rig(script({ fault: "endless" }), { maxBytes: 200_000 });
    expect((await failureOf(client.send(ask))).message).toBe(
      "Acme: /rows: answers with more than 200000 bytes; ask for less at once",
    );
    expect(server.requests.length).toBe(1);
  });

  test("is counted after decompression, and may be as long as the bound", async () => {
    const { client } = await rig(
      script({ body: "x".repeat(1000), gzip: true }, { body: "x".repeat(1001), gzip: true }),
      {
        maxBytes: 1000,
      },
    );
    expect((await client.send(ask)).bytes.length).toBe(1000);
    expect((await failureOf(client.send(ask))).message).toMatch("more than 1000 bytes");
  });
});

describe("a redirect", () => {
  test("on the same host keeps the headers, to another host loses them", async () => {
    const other = await rig(() => ({ body: "other" }));
    const { client, server } = await rig(
      ({ path }) => {
        if (path === "/here") return { status: 302, headers: { location: "/there" } };
        if (path === "/away") return { status: 307, headers: { location: `${other.server.url}/caught?x=1` } };
        return { body: "there" };
      },
      { headers: { authorization: "Bearer secret-key", "x-api-key": "secret-key" } },
    );
    expect(text((await client.send({ path: "/here" })).bytes)).toBe("there");
    expect(server.calls("/there")[0]?.headers["x-api-key"]).toBe("secret-key");
    expect(text((await client.send({ path: "/away" })).bytes)).toBe("other");
    const [caught] = other.server.calls("/caught");
    expect(caught?.query.get("x")).toBe("1");
    expect(JSON.stringify(caught?.headers)).not.toMatch("secret");
  });

  test("without end is given up, and one of a POST is an answer", async () => {
    const { client, server } = await rig(() => ({ status: 302, headers: { location: "/rows" } }));
    expect((await failureOf(client.send(ask))).message).toBe("Acme: /rows: redirects more than 5 times");
    expect(server.requests.length).toBe(6);
    expect((await client.send({ path: "/rows", json: {} })).status).toBe(302);
    expect(server.requests.length).toBe(7);
  });
});

describe("options that cannot be are refused before anything is sent, without showing the key", () => {
  test.each([
    [
      { url: "example.com" },
      "httpClient: Acme's address is no http or https URL; write it like https://api.example.com",
    ],
    [{ url: "file:///etc/passwd" }, "httpClient: Acme's address is no http or https URL"],
    [{ url: "http://me:secret@localhost" }, "httpClient: Acme's address holds a user or password; leave them out"],
    [{ headers: { "x-key": "secret\nline" } }, "httpClient: Acme's header x-key holds a line break or a letter"],
    [{ headers: { "x-key": "sécret" } }, "httpClient: Acme's header x-key holds a line break or a letter"],
    [{ timeoutMs: 0 }, "httpClient: timeoutMs is 0; give a number from 1 up"],
    [{ timeoutMs: Number.NaN }, "httpClient: timeoutMs is NaN; give a number from 1 up"],
    [{ retries: 1.5 }, "httpClient: retries is 1.5; give a whole number from 0 up"],
    [{ backoffMs: -1 }, "httpClient: backoffMs is -1; give a number from 0 up"],
  ])("%j", (options, message) => {
    const make = () => httpClient({ title: "Acme", url: "http://localhost", ...options });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/secret|sécret/);
  });
});
