import { createServer, request as forward, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { httpClient } from "../../../lib/sources/http/http-client.js";
import { type ProviderServer, providerServer } from "../provider-server.js";

let provider: ProviderServer;
let proxy: Server;
let asked: string[];
let passwords: (string | undefined)[];

beforeEach(async () => {
  asked = [];
  passwords = [];
  provider = await providerServer(() => ({ body: "through" }));
  proxy = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    passwords.push(incoming.headers["proxy-authorization"]);
    incoming.pipe(
      forward(incoming.url as string, { method: incoming.method, headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode as number, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  proxy.on("connect", ({ url, headers }, client) => {
    asked.push(`CONNECT ${url}`);
    passwords.push(headers["proxy-authorization"]);
    const [host, port] = (url as string).split(":");
    const target = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    for (const socket of [target, client]) socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"]) {
    vi.stubEnv(name, undefined);
  }
});

afterEach(async () => {
  vi.unstubAllEnvs();
  proxy.closeAllConnections();
  proxy.close();
  await provider.close();
});

const proxyUrl = (user = ""): string => `http://${user}127.0.0.1:${(proxy.address() as AddressInfo).port}`;

async function through(): Promise<string> {
  const client = httpClient({ title: "Acme", url: provider.url, retries: 0, timeoutMs: 2000 });
  return new TextDecoder().decode((await client.send({ path: "/rows" })).bytes);
}

test("requests go through the proxy that the environment names", async () => {
  vi.stubEnv("HTTP_PROXY", proxyUrl());
  expect(await through()).toBe("through");
  expect(asked.length).toBe(1);
  expect(asked[0]).toContain(new URL(provider.url).host);
});

test("with its user and password", async () => {
  vi.stubEnv("http_proxy", proxyUrl("me:pass@"));
  expect(await through()).toBe("through");
  // base64 of me:pass
  expect(passwords).toEqual(["Basic bWU6cGFzcw=="]);
});

test("and past it where NO_PROXY names the host, or no proxy is named", async () => {
  vi.stubEnv("HTTP_PROXY", proxyUrl());
  vi.stubEnv("NO_PROXY", "example.com,127.0.0.1");
  expect(await through()).toBe("through");
  vi.stubEnv("HTTP_PROXY", undefined);
  expect(await through()).toBe("through");
  expect(asked).toEqual([]);
});

test("https goes through HTTPS_PROXY, by a tunnel", async () => {
  vi.stubEnv("HTTPS_PROXY", proxyUrl());
  const { host } = new URL(provider.url);
  const client = httpClient({ title: "Acme", url: `https://${host}`, retries: 0, timeoutMs: 2000 });
  // The provider speaks no TLS, so the tunnel is as far as it comes.
  await expect(client.send({ path: "/rows" })).rejects.toThrow("Acme: /rows: ");
  expect(asked).toEqual([`CONNECT ${host}`]);
});

test("a proxy that cannot be reached is told without its password", async () => {
  vi.stubEnv("HTTP_PROXY", proxyUrl("me:secret-pass@"));
  await new Promise((resolve) => proxy.close(resolve));
  const error = await through().catch((cause: unknown) => String(cause));
  expect(error).toMatch(/Acme: \/rows: .*ECONNREFUSED.*check the network and its proxy/);
  expect(error).not.toContain("secret");
});

test("a proxy address that is none is told without what it says", async () => {
  vi.stubEnv("HTTP_PROXY", "me:secret-pass@nowhere");
  const error = await through().catch((cause: unknown) => String(cause));
  expect(error).toBe(
    "RangeError: httpClient: the proxy of the environment is no address; check HTTP_PROXY and HTTPS_PROXY",
  );
});
