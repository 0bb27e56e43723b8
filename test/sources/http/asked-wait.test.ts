import { expect, test } from "vitest";
import { askedWaitMs } from "../../../lib/sources/http/asked-wait.js";

const now = Date.parse("2025-07-01T00:00:00Z");
const unix = now / 1000;

// The server's clock stands five hours behind ours in the rows with a Date.
const served = "Mon, 30 Jun 2025 19:00:00 GMT";

test.each([
  ["seconds", 429, { "retry-after": "42" }, 42_000],
  ["a part of a second", 503, { "retry-after": "0.5" }, 500],
  ["a date, by our clock", 503, { "retry-after": "Tue, 01 Jul 2025 00:01:00 GMT" }, 60_000],
  ["a date, by the server's", 503, { "retry-after": "Mon, 30 Jun 2025 19:00:07 GMT", date: served }, 7000],
  ["seconds to the reset", 429, { "x-ratelimit-reset": "30" }, 30_000],
  ["the instant of the reset", 429, { "x-ratelimit-reset": String(unix + 90) }, 90_000],
  ["the same in milliseconds", 429, { "ratelimit-reset": String(now + 1500) }, 1500],
  ["the instant by the server's clock", 429, { "x-ratelimit-reset": String(unix - 18_000 + 9), date: served }, 9000],
  ["the standard header before the others", 429, { "retry-after": "1", "ratelimit-reset": "2" }, 1000],
  ["the next header where one cannot be read", 429, { "retry-after": "soon", "x-ratelimit-reset": "3" }, 3000],
])("a refusal may ask to wait in %s", (_, status, headers, waitMs) => {
  expect(askedWaitMs(status, new Headers(headers as Record<string, string>), now)).toBe(waitMs);
});

test.each([
  ["says nothing", 429, {}],
  ["cannot be read", 429, { "retry-after": "soon" }],
  ["is blank", 429, { "retry-after": " " }],
  ["is past", 429, { "x-ratelimit-reset": String(unix - 1) }],
  ["is nothing", 429, { "retry-after": "0" }],
  ["is below nothing", 429, { "retry-after": "-5" }],
  ["has no end", 429, { "retry-after": "Infinity" }],
  ["tells the end of an allowance that is not used up", 503, { "x-ratelimit-reset": "30" }],
])("an answer that %s asks for no wait", (_, status, headers) => {
  expect(askedWaitMs(status, new Headers(headers as Record<string, string>), now)).toBe(0);
});
