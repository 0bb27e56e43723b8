import { describe, expect, test } from "vitest";
import { type BinanceArchiveOptions, loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { dataHash } from "../../../lib/sources/data-hash.js";
import type { Reply } from "../provider-server.js";
import {
  type Archive,
  emptyFolder,
  fundingPath,
  issues,
  july,
  klinesPath,
  load,
  metricsPath,
  serveArchive,
  twoDays,
  writeArchive,
  wrong,
} from "./archive-fixture.js";

const first = `/${metricsPath("2025-07-01")}`;

const over = (url: string, options: BinanceArchiveOptions = {}) =>
  loadBinanceArchive({ ...twoDays, backoffMs: 1, url, ...options });

/** What the archive gives where the requests to one path are answered with these replies, and then as usual. */
async function answering(path: string, replies: readonly Reply[], options: BinanceArchiveOptions = {}) {
  const server = await serveArchive(july(["end", "end"]), (request) =>
    request.path === path ? replies[request.call] : undefined,
  );
  return { server, loading: over(server.url, options) };
}

const message = (loading: Promise<unknown>): Promise<string> =>
  loading.then(
    () => "no error",
    (error: Error) => error.message,
  );

describe("loadBinanceArchive over HTTP", () => {
  test("gives what the same files in a folder give, to the bit, and asks for each once", async () => {
    const archive = july(["end", "end"]);
    const server = await serveArchive(archive);
    const data = await over(`${server.url}/`);
    const local = await load(archive);
    expect(wrong(data)).toEqual([]);
    expect(dataHash(data)).toBe(dataHash(local));
    expect(data.provenance).toEqual(local.provenance);
    expect(new Set(server.requests.map(({ path }) => path)).size).toBe(server.requests.length);
  });

  test("a file that is not there is missing, and not asked for again", async () => {
    const archive = july(["end", "end", "end"]);
    archive.delete(metricsPath("2025-07-02"));
    archive.delete(fundingPath("2025-07"));
    const server = await serveArchive(archive);
    const data = await over(server.url, { to: "2025-07-03" });
    expect(issues(data, "missing-file").map(({ where, count }) => [where, count])).toEqual([
      ["metrics", 1],
      ["funding", 1],
    ]);
    expect(server.calls(`/${metricsPath("2025-07-02")}`).length).toBe(1);
  });

  test("a server that fails twice is asked a third time", async () => {
    const failing = `/${klinesPath("2025-07")}`;
    const { server, loading } = await answering(failing, [{ status: 500 }, { status: 429, headers: {} }]);
    expect(issues(await loading, "missing-file")).toEqual([]);
    expect(server.calls(failing).length).toBe(3);
  });

  test("a server that keeps failing is given up by name", async () => {
    const server = await serveArchive(july(["end"]), () => ({ status: 503 }));
    expect(await message(over(server.url, { retries: 2, parallelism: 1 }))).toContain(
      `Binance archive: ${metricsPath("2025-07-01")}: failed with HTTP 503 in 3 attempts; try again later`,
    );
    expect(server.requests.length).toBe(3);
  });

  test("a body that is cut, a connection that breaks and one that is silent are tried again", async () => {
    const { server, loading } = await answering(
      first,
      [{ body: "x".repeat(500), cutAfter: 200 }, { fault: "reset" }, { fault: "silent" }],
      { timeoutMs: 2000 },
    );
    expect(wrong(await loading)).toEqual([]);
    expect(server.calls(first).length).toBe(4);
  });

  test("a refusal is not repeated and says what it may mean", async () => {
    const { server, loading } = await answering(first, [{ status: 451 }]);
    expect(await message(loading)).toBe(
      `Binance archive: ${first.slice(1)}: HTTP 451; the server refuses this place or client; use another network or a local copy`,
    );
    expect(server.calls(first).length).toBe(1);
  });

  test("one answer of 429 holds back the requests of all files", async () => {
    const { server, loading } = await answering(first, [{ status: 429, headers: { "retry-after": "1" } }], {
      parallelism: 2,
    });
    await loading;
    const refusedAt = server.calls(first)[0]?.at as number;
    const soon = server.requests.filter(({ at }) => at > refusedAt + 500 && at < refusedAt + 900);
    expect(soon).toEqual([]);
    expect(server.requests.some(({ at }) => at >= refusedAt + 900)).toBe(true);
  });

  test("requests begin no faster than asked for", async () => {
    const server = await serveArchive(july(["end", "end"]));
    const started = performance.now();
    await over(server.url, { requestsPerSecond: 5 });
    // Five in the first second, five in the next, and so on.
    const seconds = Math.floor((server.requests.length - 1) / 5);
    expect(seconds).toBeGreaterThan(0);
    expect(performance.now() - started).toBeGreaterThan(seconds * 1000 - 50);
  });

  test("no files at once, or no requests in a second, are refused", async () => {
    expect(await message(over("http://127.0.0.1:9", { parallelism: 0 }))).toContain(
      "loadBinanceArchive: parallelism is 0",
    );
    expect(await message(over("http://127.0.0.1:9", { requestsPerSecond: 0 }))).toContain(
      "loadBinanceArchive: requestsPerSecond is 0",
    );
    expect(await message(over("no address"))).toContain("is no http or https URL");
  });

  test("a signal stops it at once", async () => {
    const server = await serveArchive(july(["end"]), () => ({ fault: "silent" }));
    const started = performance.now();
    await expect(over(server.url, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort/i);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("a file of a time to come is not asked for", async () => {
    const server = await serveArchive(july(["end", "end"]));
    const now = Date.parse("2025-07-03T01:00Z");
    const data = await over(server.url, { to: "2025-07-08", now });
    expect(issues(data, "missing-file")).toMatchObject([{ where: "metrics", count: 1 }]);
    expect(server.calls(`/${metricsPath("2025-07-03")}`).length).toBe(1);
    expect(server.calls(`/${metricsPath("2025-07-04")}`)).toEqual([]);
  });

  test("progress counts files and the bytes of those that are there", async () => {
    const archive = july(["end", "end"]);
    const server = await serveArchive(archive);
    let last: { readonly done: number; readonly bytes?: number } = { done: 0 };
    await over(server.url, { onProgress: (progress) => (last = progress) });
    const sizes = [...archive].filter(([path]) => path.endsWith(".zip")).map(([, { length }]) => length);
    expect(last).toMatchObject({ done: 5, bytes: sizes.reduce((sum, size) => sum + size) });
  });
});

describe("a file that is not what its checksum says", () => {
  const checksum = `${first}.CHECKSUM`;
  const other = { body: `${"0".repeat(64)}` };
  const page = { body: "<html>not here</html>", headers: { "content-type": "text/html" } };

  test("is fetched once more, since copies of a file published anew differ for a while", async () => {
    const { server, loading } = await answering(checksum, [other]);
    expect(wrong(await loading)).toEqual([]);
    expect(server.calls(first).length).toBe(2);
  });

  test("is refused if it is so again", async () => {
    const { server, loading } = await answering(checksum, [other, other]);
    expect(await message(loading)).toMatch(/2025-07-01\.zip has SHA-256 [0-9a-f]{64} but its checksum says 0{64}/);
    expect(server.calls(first).length).toBe(2);
  });

  test("may be a page with status 200, which is told as one", async () => {
    const once = await answering(first, [page]);
    expect(wrong(await once.loading)).toEqual([]);
    const twice = await answering(first, [page, page]);
    expect(await message(twice.loading)).toBe(
      `packedFile: ${first.slice(1)} is no zip but begins "<html>not here</html>"; is a proxy or a block page in between?`,
    );
  });
});

describe("a period left out over HTTP", () => {
  const listing = (names: readonly string[], prefix: string) =>
    `<?xml version="1.0"?><ListBucketResult><Prefix>${prefix}</Prefix><IsTruncated>false</IsTruncated>${names
      .map((name) => `<Contents><Key>${prefix}${name}</Key><Size>1</Size></Contents>`)
      .join("")}</ListBucketResult>`;

  async function listed(archive: Archive, days: readonly string[]) {
    return serveArchive(archive, ({ path, query }) => {
      if (path !== "/list") return undefined;
      const prefix = query.get("prefix") as string;
      return {
        body: listing(
          days.flatMap((date) => [`BTCUSDT-metrics-${date}.zip`, `BTCUSDT-metrics-${date}.zip.CHECKSUM`]),
          prefix,
        ),
      };
    });
  }

  test("is that of the archive's listing", async () => {
    const archive = july(["end", "end", "end"]);
    const server = await listed(archive, ["2025-07-01", "2025-07-02", "2025-07-03"]);
    const data = await loadBinanceArchive({ url: server.url, listing: `${server.url}/list`, interval: "1d" });
    expect(data.openInterest.length).toBe(3);
    expect(server.calls("/list")[0]?.query.get("prefix")).toBe("data/futures/um/daily/metrics/BTCUSDT/");
    const folder = await emptyFolder();
    await writeArchive(folder, archive);
    expect(dataHash(data)).toBe(dataHash(await loadBinanceArchive({ path: folder, interval: "1d" })));
  });

  test("a day that is listed and not there is told as such", async () => {
    const archive = july(["end", "end", "end"]);
    archive.delete(metricsPath("2025-07-02"));
    const server = await listed(archive, ["2025-07-01", "2025-07-02", "2025-07-03"]);
    const data = await loadBinanceArchive({ url: server.url, listing: `${server.url}/list`, interval: "1d" });
    expect(issues(data, "missing-file")).toMatchObject([
      {
        count: 1,
        detail:
          "BTCUSDT-metrics-2025-07-02.zip: not there although the archive lists it; left as a gap, try again later",
      },
    ]);
  });

  test("is needed where the archive has no listing, or one that does not answer", async () => {
    const server = await serveArchive(july(["end"]));
    expect(await message(loadBinanceArchive({ url: server.url }))).toContain(
      "from and to are needed to load over HTTP",
    );
    const gone = await serveArchive(july(["end"]));
    await gone.close();
    const closed = { url: server.url, listing: `${gone.url}/list`, retries: 0 };
    expect(await message(loadBinanceArchive(closed))).toMatch(
      /from and to are needed, since the archive cannot be listed \(Binance archive's listing: list: .*ECONNREFUSED/,
    );
    const refused = { url: server.url, listing: `${server.url}/nothing` };
    expect(await message(loadBinanceArchive(refused))).toContain("is refused with HTTP 404");
  });
});
