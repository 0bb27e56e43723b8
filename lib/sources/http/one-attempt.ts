import type { ReadableStream } from "node:stream/web";
import { type Dispatcher, type Response as FetchResponse, fetch } from "undici";
import type { HttpAnswer } from "./http-answer.js";
import { unpackedChunks } from "./packed-body.js";

/** What an attempt is bound to. */
export interface AttemptOptions {
  /** As of `leavingPacked`. */
  readonly dispatcher: Dispatcher;
  /** Most bytes of a body, after decompression. */
  readonly maxBytes: number;
}

/** A failure that another attempt would only repeat. */
export class FinalFailure extends Error {
  override readonly name = "FinalFailure";
}

const redirects = [301, 302, 303, 307, 308];
const mostRedirects = 5;

/**
 * One request and its whole answer. A redirect of a GET is followed, to another host or from https to http without the
 * request's own headers, which may hold a key; one of a POST is an answer.
 * @throws {FinalFailure} for a body of more than `maxBytes`, or more than five redirects
 */
export async function oneAttempt(request: Request, { dispatcher, maxBytes }: AttemptOptions): Promise<HttpAnswer> {
  const body = request.method === "POST" ? new Uint8Array(await request.arrayBuffer()) : null;
  const { method, signal } = request;
  let headers: [string, string][] = [...request.headers];
  let url = new URL(request.url);
  for (let followed = 0; ; followed++) {
    const response = await fetch(url, { method, headers, body, signal, dispatcher, redirect: "manual" });
    const target = method === "GET" ? targetOf(response, url) : undefined;
    if (target === undefined) {
      const bytes = await wholeBody(response, maxBytes);
      return { status: response.status, headers: new Headers([...response.headers]), bytes };
    }
    await response.body?.cancel();
    if (followed === mostRedirects) throw new FinalFailure(`redirects more than ${mostRedirects} times`);
    if (target.origin !== url.origin) headers = [];
    url = target;
  }
}

function targetOf({ status, headers }: FetchResponse, from: URL): URL | undefined {
  const location = headers.get("location");
  if (!redirects.includes(status) || location === null || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return ["http:", "https:"].includes(target.protocol) && target.username === "" ? target : undefined;
}

async function wholeBody({ body, headers }: FetchResponse, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  await unpackedChunks(body as ReadableStream<Uint8Array>, headers, (chunk) => {
    length += chunk.length;
    // Leaving the loop breaks the connection.
    if (length > maxBytes) throw new FinalFailure(`answers with more than ${maxBytes} bytes; ask for less at once`);
    chunks.push(chunk);
  });
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
