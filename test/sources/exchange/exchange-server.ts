import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import ccxt from "ccxt";
import { onTestFinished } from "vitest";
import type { ExchangeClient } from "../../../lib/sources/exchange/exchange-client.js";
import { exchangeSpecs } from "../../../lib/sources/exchange/exchange-specs.js";

/** One answer of a stand-in. */
export interface Answer {
  readonly status?: number;
  /** Sent as JSON unless it is text. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request to a stand-in. */
export interface Asked {
  /** Last part of the path, such as `open-interest`. */
  readonly name: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Body of a POST, as JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  /** How many requests to this path came before. */
  readonly call: number;
}

/** An exchange's answers; undefined where it knows no such path. */
export type Exchange = (asked: Asked) => Answer | undefined;

/** A stand-in for the public interface of one exchange on this machine. */
export interface ExchangeServer {
  /** Requests to paths that end in a name, in order. */
  readonly asked: (name: string) => readonly Asked[];
  /** A ccxt client that asks it and nobody else. */
  readonly client: ExchangeClient;
}

/**
 * A stand-in that is closed when the running test is over, and ccxt pointed at it, created as `loadExchange` would.
 * @param id ccxt's name of the exchange
 */
export async function serve(id: string, exchange: Exchange): Promise<ExchangeServer> {
  const requests: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url as string, "http://localhost");
    const name = path.split("/").pop() as string;
    const call = requests.filter((other) => other.path === path).length;
    const asked = { name, path, query, json: await bodyOf(request), call };
    requests.push(asked);
    const { status = 200, body, headers = {} } = exchange(asked) ?? { status: 404, body: "no such path" };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const classes = ccxt as unknown as Readonly<Record<string, new (settings: object) => ExchangeClient>>;
  const Class = classes[id] as new (settings: object) => ExchangeClient;
  const settings = exchangeSpecs.find((spec) => spec.exchange === id)?.settings;
  const client = new Class({ ...settings, rateLimit: 1 });
  // Every address, so that a call that is not expected fails here and never leaves the machine.
  const { urls } = client as unknown as { urls: { api: unknown } };
  urls.api = pointed(urls.api, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { asked: (name) => requests.filter(({ path }) => path.endsWith(name)), client };
}

function pointed(address: unknown, here: string): unknown {
  if (typeof address === "string") return address.replace(/^https:\/\/[^/]+/, here);
  return Object.fromEntries(
    Object.entries(address as Readonly<Record<string, unknown>>).map(([name, part]) => [name, pointed(part, here)]),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Asked["json"]> {
  let text = "";
  for await (const part of request) text += part;
  return text === "" ? {} : JSON.parse(text);
}

/** The same exchange but for one path, where `answer` is taken unless it is undefined. */
export const answering =
  (exchange: Exchange, name: string, answer: Exchange): Exchange =>
  (asked) =>
    (asked.path.endsWith(name) ? answer(asked) : undefined) ?? exchange(asked);
