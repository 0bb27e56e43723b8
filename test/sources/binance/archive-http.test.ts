import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type BinanceArchiveOptions, loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { fetchBytes } from "../../../lib/sources/binance/fetch-bytes.js";
import { type Archive, fundingPath, july, klinesPath, metricsPath, openInterestAt } from "./archive-fixture.js";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Serves an archive; `first` may answer a request in another way, by the number of times its path was asked for. */
function serveArchive(archive: Archive, first: (path: string, times: number) => number = () => 200) {
  const asked = new Map<string, number>();
  const url = serve(({ url: target = "" }, response) => {
    const path = target.slice(1);
    const times = (asked.get(path) ?? 0) + 1;
    asked.set(path, times);
    const status = first(path, times);
    const body = archive.get(path);
    if (status !== 200) response.writeHead(status, { "retry-after": "0" }).end();
    else if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(body);
  });
  return { url, asked };
}

const options: BinanceArchiveOptions = { interval: "5m", from: "2025-07-01", to: "2025-07-02", backoffMs: 1 };

describe("loadBinanceArchive over HTTP", () => {
  test("gives what the same files in a folder give", async () => {
    const { url, asked } = serveArchive(july(["end", "end"]));
    const data = await loadBinanceArchive({ ...options, url: `${await url}/` });
    const [column] = data.openInterest.columns;
    expect([...data.openInterest.times].every((time, row) => column?.values[row] === openInterestAt(time))).toBe(true);
    expect(data.provenance.files.length).toBe(4);
    expect([...asked.values()].every((times) => times === 1)).toBe(true);
  });

  test("a file that is not there is missing, and not asked for again", async () => {
    const archive = july(["end", "end"]);
    archive.delete(metricsPath("2025-07-02"));
    archive.delete(fundingPath("2025-07"));
    const { url, asked } = serveArchive(archive);
    const { quality } = await loadBinanceArchive({ ...options, url: await url });
    expect(quality.issues.filter(({ kind }) => kind === "missing-file").map(({ where }) => where)).toEqual([
      "metrics",
      "funding",
    ]);
    expect(asked.get(metricsPath("2025-07-02"))).toBe(1);
  });

  test("a server that fails twice is asked a third time", async () => {
    const failing = klinesPath("2025-07");
    const { url, asked } = serveArchive(july(["end", "end"]), (path, times) =>
      path === failing && times < 3 ? (times === 1 ? 500 : 429) : 200,
    );
    const { quality } = await loadBinanceArchive({ ...options, url: await url });
    expect(asked.get(failing)).toBe(3);
    expect(quality.issues.some(({ kind }) => kind === "missing-file")).toBe(false);
  });

  test("a server that keeps failing is given up by name", async () => {
    const { url, asked } = serveArchive(july(["end"]), () => 503);
    await expect(loadBinanceArchive({ ...options, url: await url, retries: 2, parallelism: 1 })).rejects.toThrow(
      `${metricsPath("2025-07-01")}: HTTP 503; try again later`,
    );
    expect([...asked.values()]).toEqual([3]);
  });

  test("a file whose hash is not the one beside it is refused", async () => {
    const archive = july(["end", "end"]);
    archive.set(`${metricsPath("2025-07-01")}.CHECKSUM`, new TextEncoder().encode(`${"0".repeat(64)}  x`));
    const { url } = serveArchive(archive);
    await expect(loadBinanceArchive({ ...options, url: await url })).rejects.toThrow("but its checksum says 000000");
  });
});

describe("fetchBytes", () => {
  test("a server that does not answer is given up after the timeout", async () => {
    const url = await serve(() => {});
    await expect(fetchBytes(url, { timeoutMs: 30, retries: 1, backoffMs: 1 })).rejects.toThrow("no answer in 30 ms");
  });

  test("a body that ends early is fetched again", async () => {
    let times = 0;
    const url = await serve((_, response) => {
      times++;
      response.writeHead(200, { "content-length": "6" });
      if (times > 1) response.end("whole!");
      else response.write("who", () => response.destroy());
    });
    expect(new TextDecoder().decode(await fetchBytes(url, { backoffMs: 1 }))).toBe("whole!");
    expect(times).toBe(2);
  });

  test("a refusal is not repeated and says what it may mean", async () => {
    let times = 0;
    const url = await serve((_, response) => {
      times++;
      response.writeHead(451).end();
    });
    await expect(fetchBytes(url, { backoffMs: 1 })).rejects.toThrow(
      "HTTP 451; the server refuses this place or client",
    );
    expect(times).toBe(1);
  });

  test("a place without a server is named with the reason", async () => {
    const url = await serve(() => {});
    server?.close();
    await expect(fetchBytes(url, { retries: 0 })).rejects.toThrow(/fetch failed \(.*ECONNREFUSED.*\); try again later/);
  });

  test("a signal stops it at once, also while it waits to try again", async () => {
    const url = await serve((_, response) => response.writeHead(500).end());
    const signal = AbortSignal.timeout(50);
    await expect(fetchBytes(url, { signal, backoffMs: 60_000 })).rejects.toThrow(/abort/i);
  });
});
