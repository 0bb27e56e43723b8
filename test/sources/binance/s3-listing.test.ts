import { describe, expect, onTestFinished, test } from "vitest";
import { archiveSymbols } from "../../../lib/sources/binance/archive-symbols.js";
import { listedPage } from "../../../lib/sources/binance/s3-listing.js";
import { providerServer } from "../provider-server.js";

// As Amazon's reference shows an answer of ListObjects: with a delimiter, files in Contents and folders in CommonPrefixes.
const document = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>data.binance.vision</Name>
<Prefix>data/a/</Prefix><Marker></Marker><NextMarker>data/a/m/</NextMarker><MaxKeys>2</MaxKeys><Delimiter>/</Delimiter>
<IsTruncated>true</IsTruncated>
<Contents><Key>data/a/</Key><LastModified>2021-01-01T00:00:00.000Z</LastModified><Size>0</Size></Contents>
<Contents><Key>data/a/b&amp;c&#x4e00;.zip</Key><ETag>&quot;1&quot;</ETag><Size>7</Size><Owner><ID>1</ID></Owner></Contents>
<CommonPrefixes><Prefix>data/a/m/</Prefix></CommonPrefixes></ListBucketResult>
`;

describe("listedPage", () => {
  test("gives files and folders without the folder they are in, and where the next page begins", () => {
    expect(listedPage(document, "data/a/")).toEqual({ names: ["b&c一.zip", "m"], next: "data/a/m/" });
  });

  test("goes on after the last name where the listing names no marker", () => {
    const page = document.replace(/<NextMarker>.*<\/NextMarker>/, "");
    expect(listedPage(page, "data/a/").next).toBe("data/a/m/");
  });

  test("ends where the listing is not cut, and may be empty", () => {
    const page = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
    expect(listedPage(page, "data/a/")).toEqual({ names: [], next: undefined });
    expect(() => listedPage(page.replace("false", "true"), "data/a/")).toThrow("says that it goes on, but not where");
  });

  test("refuses a page that is none, and one that is cut", () => {
    expect(() => listedPage("<html>blocked</html>", "data/a/")).toThrow(
      'listedPage: the listing of data/a/ is no whole S3 listing but begins "<html>blocked</html>"',
    );
    expect(() => listedPage(document.slice(0, -30), "data/a/")).toThrow("is no whole S3 listing");
  });
});

describe("archiveSymbols", () => {
  const symbols = ["ADAUSDT", "BTCUSDT", "BTCUSDT_250627", "ETHUSDT"];

  /** Two names a page, as S3 gives a thousand; `repeats` gives the first page for ever. */
  async function listing(repeats = false) {
    const server = await providerServer(({ query }) => {
      const prefix = query.get("prefix") as string;
      const marker = query.get("marker") ?? "";
      const rest = symbols.map((symbol) => `${prefix}${symbol}/`).filter((key) => repeats || key > marker);
      const page = rest.slice(0, 2).map((key) => `<CommonPrefixes><Prefix>${key}</Prefix></CommonPrefixes>`);
      const cut = `<IsTruncated>${rest.length > 2}</IsTruncated>`;
      return { body: `<ListBucketResult><Prefix>${prefix}</Prefix>${cut}${page.join("")}</ListBucketResult>` };
    });
    onTestFinished(() => server.close());
    return server;
  }

  test("names the contracts of a market, page after page", async () => {
    const server = await listing();
    expect(await archiveSymbols({ listing: server.url })).toEqual(symbols);
    expect(server.requests.map(({ query }) => query.get("marker"))).toEqual([
      null,
      "data/futures/um/daily/metrics/BTCUSDT/",
    ]);
    await archiveSymbols({ listing: server.url, margin: "inverse" });
    expect(server.requests[2]?.query.get("prefix")).toBe("data/futures/cm/daily/metrics/");
  });

  test("refuses pages that do not go on, an archive without a listing and an unknown margin", async () => {
    const server = await listing(true);
    await expect(archiveSymbols({ listing: server.url })).rejects.toThrow("does not go on after");
    await expect(archiveSymbols({ url: server.url })).rejects.toThrow("has no listing; give the address of one");
    await expect(archiveSymbols({ margin: "quanto" as "linear" })).rejects.toThrow(
      'unknown margin "quanto"; known: linear, inverse',
    );
  });
});
