import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import ccxt from "ccxt";
import type { ExchangeClient } from "../../../lib/sources/exchange/exchange-client.js";

/** One answer of the stand-in. */
export interface Answer {
  readonly status?: number;
  /** Sent as JSON unless it is text. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A stand-in for the public part of Binance's USD-M interface on this machine. */
export interface FapiServer {
  /** Path and query of each request, in order; `calls("klines")` gives those of one path. */
  readonly calls: (path: string) => readonly URLSearchParams[];
  /** A ccxt client that asks it. */
  readonly client: () => ExchangeClient;
  readonly close: () => Promise<void>;
}

export interface FapiData {
  /** Rows of openInterestHist, ascending, `timestamp` as the exchange would label it. */
  readonly openInterest: readonly Readonly<Record<string, unknown>>[];
  readonly klines: readonly (readonly unknown[])[];
  readonly funding: readonly Readonly<Record<string, unknown>>[];
  /** Earliest allowed startTime of openInterestHist. */
  readonly earliest?: number;
  /** Answers instead of the data: `call` counts the requests to that path from 0. */
  readonly instead?: (path: string, call: number, query: URLSearchParams) => Answer | undefined;
}

const perpetual = (base: string) => ({
  symbol: `${base}USDT`,
  pair: `${base}USDT`,
  contractType: "PERPETUAL",
  deliveryDate: 4133404800000,
  status: "TRADING",
  baseAsset: base,
  quoteAsset: "USDT",
  marginAsset: "USDT",
  filters: [],
});

export async function fapiServer({
  openInterest,
  klines,
  funding,
  earliest = 0,
  instead,
}: FapiData): Promise<FapiServer> {
  const requests: URL[] = [];
  const answerTo = (url: URL): Answer => {
    const path = url.pathname.split("/").pop() as string;
    const query = url.searchParams;
    const call = requests.filter((request) => request.pathname === url.pathname).length - 1;
    const other = instead?.(path, call, query);
    if (other !== undefined) return other;
    const start = Number(query.get("startTime") ?? 0);
    const end = Number(query.get("endTime") ?? Number.POSITIVE_INFINITY);
    const within = (time: unknown) => Number(time) >= start && Number(time) <= end;
    if (url.pathname === "/fapi/v1/exchangeInfo")
      return { body: { symbols: ["BTC", "ETH", "1000PEPE"].map(perpetual) } };
    if (query.get("symbol") !== "BTCUSDT") return { status: 400, body: { code: -1121, msg: "Invalid symbol." } };
    if (url.pathname === "/futures/data/openInterestHist") {
      if (start < earliest) return { status: 400, body: { code: -1130, msg: "parameter 'startTime' is invalid." } };
      return { body: openInterest.filter((row) => within(row.timestamp)).slice(-Number(query.get("limit") ?? 30)) };
    }
    if (url.pathname === "/fapi/v1/klines") {
      return { body: klines.filter(([time]) => within(time)).slice(0, Number(query.get("limit") ?? 500)) };
    }
    if (url.pathname === "/fapi/v1/fundingRate") {
      return { body: funding.filter((row) => within(row.fundingTime)).slice(0, Number(query.get("limit") ?? 100)) };
    }
    return { status: 404, body: "" };
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url as string, "http://localhost");
    requests.push(url);
    const { status = 200, body, headers = {} } = answerTo(url);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls: (path) => requests.filter(({ pathname }) => pathname.endsWith(`/${path}`)).map((url) => url.searchParams),
    client: () => {
      const exchange = new ccxt.binanceusdm({ rateLimit: 1 });
      // Every address, so that a call that is not expected fails here and never leaves the machine.
      const api = exchange.urls.api as Record<string, string>;
      exchange.urls.api = Object.fromEntries(
        Object.entries(api).map(([name, url]) => [name, url.replace(/^https:\/\/[^/]+/, address)]),
      );
      return exchange;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
