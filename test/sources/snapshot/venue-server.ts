import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ExchangeClient } from "../../../lib/sources/exchange/exchange-client.js";
import { snapshotClient } from "../../../lib/sources/snapshot/snapshot-client.js";
import type { SnapshotSource } from "../../../lib/sources/snapshot/snapshot-source.js";
import { venueSources } from "../../../lib/sources/snapshot/venue-sources.js";

/** 2025-07-01T00:00Z: when everything is asked. */
export const moment = 1751328000000;

/** One answer of a stand-in. */
export interface VenueAnswer {
  readonly status?: number;
  /** Sent as JSON unless it is text. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call to a stand-in: the end of its path, such as `fapi/v1/openInterest`, and its query or JSON body. */
export interface VenueCall {
  readonly exchange: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Answers bodies by the end of the path; undefined is a 404. */
export type VenueRoutes = (call: VenueCall) => VenueAnswer | undefined;

/** Stand-ins for the public interfaces of many exchanges, each below its own ccxt name. */
export interface VenueServer {
  readonly calls: readonly VenueCall[];
  /** ccxt clients by name that ask it, and nobody else. */
  readonly clients: (...exchanges: readonly string[]) => Promise<Readonly<Record<string, ExchangeClient>>>;
  readonly close: () => Promise<void>;
}

export async function venueServer(routes: VenueRoutes): Promise<VenueServer> {
  const calls: VenueCall[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url as string, "http://localhost");
    let text = "";
    for await (const part of request) text += part;
    const [, exchange = "", ...rest] = url.pathname.split("/");
    const query = { ...Object.fromEntries(url.searchParams), ...(text === "" ? {} : JSON.parse(text)) };
    const call = { exchange, path: rest.join("/"), query };
    calls.push(call);
    const { status, body, headers } = routes(call) ?? { status: 404, body: "no such path" };
    if (body === hang) return;
    // As by a clock that is right, unless a test says otherwise.
    const date = new Date(moment).toUTCString();
    response.writeHead(status ?? 200, { "content-type": "application/json", date, ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    clients: async (...exchanges) =>
      Object.fromEntries(
        await Promise.all(
          exchanges.map(async (name) => [name, await pointedClient(name, `${address}/${name}`)] as const),
        ),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The body of an answer that never comes. */
export const hang = Symbol("hang");

/** The client that the library makes for itself, pointed here. */
async function pointedClient(exchange: string, address: string): Promise<ExchangeClient> {
  const source = venueSources.find((each) => each.exchange === exchange) as SnapshotSource;
  const client = (await snapshotClient(source, 10_000)) as ExchangeClient & {
    urls: { api: unknown };
    enableRateLimit: boolean;
  };
  client.urls.api = pointed(client.urls.api, address);
  client.enableRateLimit = false;
  return client;
}

/** Every address, so that a call that is not expected fails here and never leaves the machine. */
function pointed(api: unknown, address: string): unknown {
  if (typeof api === "string") return api.replace(/^https:\/\/[^/]+/, address);
  return Object.fromEntries(Object.entries(api as object).map(([key, value]) => [key, pointed(value, address)]));
}
