import type { HttpAnswer } from "./http-answer.js";
import type { HttpWait } from "./http-wait.js";

/** Where requests go, and how patiently. */
export interface HttpOptions {
  /** What messages call the provider, such as `Blocklens`. */
  readonly title: string;
  /** Address below which its paths lie. */
  readonly url: string;
  /** Sent with each request, but not to another host; the place for keys, since no message shows a header. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt, its body included. Default 30000. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first, on 408, 429, 5xx, a broken connection, a body that is cut and a timeout. Default 4. */
  readonly retries?: number | undefined;
  /** Longest pause before the first retry, milliseconds; each later one is up to twice as long. Default 500. */
  readonly backoffMs?: number | undefined;
  /** Longest wait that a server may ask for; a longer one is told as a failure. Default 120000. */
  readonly longestWaitMs?: number | undefined;
  /** Milliseconds that the body of a 429 asks to wait, 0 if none; asked where no header says it. Default: none. */
  readonly bodyWaitMs?: ((body: Uint8Array) => number) | undefined;
  /** Most attempts that begin within any `intervalMs`, retries included. Default no limit. */
  readonly rate?: { readonly limit: number; readonly intervalMs: number } | undefined;
  /** Most bytes of an answer's body, after decompression: a broken server may send forever. Default 512 MiB. */
  readonly maxBytes?: number | undefined;
  /** Called when a pause begins: what the server asks for, the backoff before a retry, or the rate. */
  readonly onWait?: ((wait: HttpWait) => void) | undefined;
  /** Stops everything at once. */
  readonly signal?: AbortSignal | undefined;
}

/** One request. */
export interface HttpRequest {
  /** Below the client's address. */
  readonly path: string;
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Body of a POST; without it the request is a GET. */
  readonly json?: unknown;
}

/** Sends requests to one provider. */
export interface HttpClient {
  readonly title: string;
  /**
   * The answer to a request once it has one that is final: a success, or a status for which no attempt is made again.
   * @throws {HttpFailure} when the attempts are used up, the server asks for too long a wait or sends too much, naming
   *   title and path, never query or headers
   * @throws the signal's reason when it is aborted
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/**
 * A client that waits and retries as the provider asks: exponential backoff with full jitter, or what `Retry-After` or a
 * reset header says; at most `rate` attempts; through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name. An answer
 * of 429 holds back every request of the client. Its idle connections do not keep the process alive.
 * What sends is loaded with the first request, since most programs that use this library send none.
 * @throws {RangeError} for an address that is none, a header that HTTP forbids, or an option out of range; a request throws it
 *   for a proxy of the environment that is none
 */
export function httpClient(options: HttpOptions): HttpClient {
  checkOptions(options);
  let client: Promise<HttpClient> | undefined;
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    client ??= import("./patient-client.js").then(({ patientClient }) => patientClient(options));
    return (await client).send(request);
  };
  return { title: options.title, send };
}

/** Checked here, since the messages of those who would find out later quote the header. */
function checkOptions({ title, url, headers = {}, ...numbers }: HttpOptions): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new RangeError(
      `httpClient: ${title}'s address is no http or https URL; write it like https://api.example.com`,
    );
  }
  const { username, password } = new URL(url);
  if (username !== "" || password !== "") {
    throw new RangeError(`httpClient: ${title}'s address holds a user or password; leave them out`);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\t\x20-\x7e]*$/.test(value)) continue;
    throw new RangeError(
      `httpClient: ${title}'s header ${name} holds a line break or a letter that HTTP forbids; check the key`,
    );
  }
  for (const name of ["timeoutMs", "retries", "backoffMs", "longestWaitMs", "maxBytes"] as const) {
    const value = numbers[name] ?? 1;
    const least = name === "timeoutMs" || name === "maxBytes" ? 1 : 0;
    if (value >= least && (name !== "retries" || Number.isInteger(value))) continue;
    throw new RangeError(
      `httpClient: ${name} is ${value}; give ${name === "retries" ? "a whole number" : "a number"} from ${least} up`,
    );
  }
}
