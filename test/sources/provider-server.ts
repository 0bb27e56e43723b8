import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** A request as it came in. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Body as text; empty for a GET. */
  readonly body: string;
  /** How many requests to the same path came before it. */
  readonly call: number;
  /** When it came, milliseconds of the monotonic clock. */
  readonly at: number;
}

/** What the server does with a request. Everything left out is as a healthy server has it. */
export interface Reply {
  /** Default 200. */
  readonly status?: number;
  /** Beside or instead of `content-type: application/json`; `Date` is the machine's unless it is given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. Default: no body. */
  readonly body?: unknown;
  /** Milliseconds before the status line. */
  readonly delayMs?: number;
  /** Milliseconds between the first half of the body and the second. */
  readonly bodyDelayMs?: number;
  /** `reset` breaks the connection before an answer, `silent` never answers, `endless` never ends the body. */
  readonly fault?: "reset" | "silent" | "endless";
  /** Bytes of the body after which the connection breaks, while `content-length` promises all. */
  readonly cutAfter?: number;
  /** `content-length` to promise instead of the true one; a greater one leaves the answer unfinished. */
  readonly contentLength?: number;
  /** Sends the body compressed. */
  readonly gzip?: boolean;
}

/** Answers requests; undefined is a 404. */
export type Responder = (request: ReceivedRequest) => Reply | undefined | Promise<Reply | undefined>;

/** A server on this machine that answers as it is told. */
export interface ProviderServer {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  /** Those to one path. */
  calls(path: string): readonly ReceivedRequest[];
  /** Connections that clients hold open now. */
  connections(): Promise<number>;
  /** Breaks every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a server for a test: `respond` decides each answer from the request, or by its number (`request.call`) plays a
 * script, for which `script` is the short form.
 */
export async function providerServer(respond: Responder): Promise<ProviderServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    // A client that gives up breaks its connection: that is a part of these tests, and no fault of the server.
    incoming.on("error", () => {});
    response.on("error", () => {});
    const at = performance.now();
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const body = await bodyOf(incoming).catch(() => undefined);
    if (body === undefined) return;
    const request: ReceivedRequest = {
      method: incoming.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
      call: requests.filter(({ path }) => path === url.pathname).length,
      at,
    };
    requests.push(request);
    const reply = await Promise.resolve(respond(request)).catch((error: unknown) => ({
      status: 599,
      body: `the responder threw: ${String(error)}`,
    }));
    await send(reply ?? { status: 404, body: { error: "no such path" } }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    calls: (path) => requests.filter((request) => request.path === path),
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A responder that gives each path these replies in turn, and the last of them from then on. */
export function script(...replies: readonly Reply[]): Responder {
  return ({ call }) => replies[Math.min(call, replies.length - 1)];
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function send(reply: Reply, response: ServerResponse): Promise<void> {
  const { status = 200, headers = {}, delayMs = 0, bodyDelayMs = 0, fault, cutAfter, contentLength, gzip } = reply;
  if (delayMs > 0) await wait(delayMs);
  if (fault === "silent" || response.destroyed) return;
  if (fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const plain = bytesOf(reply.body);
  const body = gzip ? gzipSync(plain) : plain;
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    "content-type": "application/json",
    ...(bodiless || fault === "endless" ? {} : { "content-length": String(contentLength ?? body.length) }),
    ...(gzip ? { "content-encoding": "gzip" } : {}),
    ...headers,
  });
  if (bodiless) {
    response.end();
    return;
  }
  if (fault === "endless") {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
    return;
  }
  if (cutAfter !== undefined) {
    // The bytes must have left before the connection breaks, or the client would never see the half of them.
    response.write(body.subarray(0, cutAfter), () => setTimeout(() => response.socket?.destroy(), 5));
    return;
  }
  if (bodyDelayMs > 0) {
    const half = body.length >> 1;
    response.write(body.subarray(0, half));
    await wait(bodyDelayMs);
    if (!response.destroyed) finish(response, body.subarray(half), body.length, contentLength);
    return;
  }
  finish(response, body, body.length, contentLength);
}

/** A promise of more bytes than there are leaves the client waiting for the rest. */
function finish(response: ServerResponse, rest: Uint8Array, length: number, promised = length): void {
  if (promised > length) response.write(rest);
  else if (promised < length) response.socket?.end(rest);
  else response.end(rest);
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array(0);
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
