import { afterEach, expect, test } from "vitest";
import { type ProviderServer, providerServer, type Responder, script } from "./provider-server.js";

let server: ProviderServer;
afterEach(() => server.close());

async function start(respond: Responder): Promise<string> {
  server = await providerServer(respond);
  return server.url;
}

test("keeps every request, and answers by its path, its query and its number", async () => {
  const url = await start(({ path, query, call }) =>
    path === "/rows" ? { body: { name: query.get("name"), call } } : undefined,
  );
  expect(await (await fetch(`${url}/rows?name=a`)).json()).toEqual({ name: "a", call: 0 });
  const post = await fetch(`${url}/rows?name=b`, { method: "POST", body: "text", headers: { "x-one": "1" } });
  expect(await post.json()).toEqual({ name: "b", call: 1 });
  expect((await fetch(`${url}/other`)).status).toBe(404);
  expect(server.calls("/rows").map(({ method, body, headers }) => [method, body, headers["x-one"]])).toEqual([
    ["GET", "", undefined],
    ["POST", "text", "1"],
  ]);
  expect(server.requests.length).toBe(3);
});

test("plays a script, status and headers, compression and no content", async () => {
  const url = await start(
    script({ status: 429, headers: { "retry-after": "7" } }, { body: "x", gzip: true }, { status: 204 }),
  );
  const limited = await fetch(url);
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
  const zipped = await fetch(url);
  expect([zipped.headers.get("content-encoding"), await zipped.text()]).toEqual(["gzip", "x"]);
  expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([204, 204]);
});

test.each([
  ["a reset", { fault: "reset" }],
  ["a cut body", { body: "twelve bytes", cutAfter: 5 }],
  ["an unfinished body", { body: "short", contentLength: 99 }],
  ["a body longer than promised", { body: "longer", contentLength: 3 }],
  ["an endless body", { fault: "endless" }],
  ["silence", { fault: "silent" }],
] as const)("%s is no whole answer", async (_, reply) => {
  const url = await start(script(reply));
  const answer = fetch(url, { signal: AbortSignal.timeout(100) }).then((response) => response.text());
  await expect(answer).rejects.toThrow();
});

test("a slow body comes whole in the end", async () => {
  const url = await start(script({ body: "0123456789", bodyDelayMs: 20, delayMs: 20 }));
  expect(await (await fetch(url)).text()).toBe("0123456789");
});
