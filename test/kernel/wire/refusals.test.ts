import { createHmac } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { encodeMessage } from "../../../lib/kernel/wire/messages.js";
import { newMessage } from "../../../lib/kernel/wire/new-message.js";
import { anywhere, bytes, greetingOf, opened, rawClient, readyOf, request, until, written } from "./raw-client.js";

describe("who speaks something else is closed and told, and the others go on:", () => {
  const shake = (...rest: readonly Buffer[]): Buffer => Buffer.concat([greetingOf("00"), ...rest]);
  const dealer = readyOf("DEALER", "x");
  test.each([
    ["HTTP", Buffer.from("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), "0x47 at the start of the greeting; no ZeroMQ"],
    ["TLS", bytes("16 03 01 02 00"), "0x16 at the start of the greeting; no ZeroMQ"],
    ["a signature without end", Buffer.alloc(10, 0xfe).fill(0xff, 0, 1), "0xfe ends the signature; no ZeroMQ"],
    ["ZMTP 2", bytes("ff 00 00 00 00 00 00 00 01 7f 01"), "version 1 of ZMTP; expected 3 or later"],
    ["CURVE", Buffer.from(greetingOf("00")).fill("CURV", 12, 16), 'mechanism "CURV"; expected NULL'],
    ["a message before READY", shake(bytes("00 01 'a'")), "a message before READY"],
    ["another command before READY", shake(bytes("04 05 04 'PING'")), '"PING" before READY'],
    ["a SUB", shake(readyOf("SUB", "")), 'socket of type "SUB"; expected DEALER, REQ, ROUTER'],
    ["READY that is cut", shake(bytes("04 0a 05 'READY' 0b 'abc'")), "READY ends within a property"],
    ["an empty command", shake(bytes("04 00")), "a command of 0 bytes without a whole name"],
    ["ERROR", shake(bytes("04 0a 05 'ERROR' 03 'bad'")), 'peer says "bad"'],
    ["an unknown flag", shake(dealer, bytes("40 00")), "flags 0x40 of a frame"],
    [
      "a huge length",
      shake(dealer, bytes("02 7f ff ff ff ff ff ff ff")),
      "a message of 9223372036854776000 bytes or more; at most 1073741824",
    ],
  ])("%s", async (_, sent, reason) => {
    const { sockets, messages, refusals } = await opened({ key: "" });
    const good = await rawClient(sockets.connection.shell_port, "DEALER", "good");
    const bad = await rawClient(sockets.connection.shell_port);
    bad.write(sent);
    await bad.closed;
    await until(() => refusals.length === 1);
    expect(refusals[0]).toContain(`shell: ${reason}`);
    expect(refusals[0]).toMatch(/; from 127\.0\.0\.1:\d+$/);
    good.write(written(...request));
    await until(() => messages.length === 1);
  });
});

test("a peer whose message cannot be taken is told, and its next one taken", async () => {
  const { sockets, messages, refusals } = await opened();
  const client = await rawClient(sockets.connection.control_port, "DEALER", "x");
  client.write(written(...request));
  client.write(written("hello"));
  const good = newMessage("shutdown_request", {}, { session: "s" });
  const sign = (parts: readonly Uint8Array[]): string =>
    createHmac("sha256", anywhere.key).update(Buffer.concat(parts)).digest("hex");
  client.write(written(...encodeMessage(good, sign).map(String)));
  await until(() => messages.length === 1);
  expect(messages[0]?.[1].header).toEqual(good.header);
  expect(refusals.map((refusal) => refusal.replace(/; from.*/, ""))).toEqual([
    "control: wrong signature; sign with the key of the connection file",
    "control: no <IDS|MSG> in 2 frames; expected a message of Jupyter",
  ]);
});

test("who connects and says nothing, or stops within the handshake, is closed after 30 seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { sockets, refusals } = await opened({ key: "" });
  const port = sockets.connection.control_port;
  const [silent, slow, good] = [await rawClient(port), await rawClient(port), await rawClient(port, "DEALER")];
  slow.write(greetingOf("00"));
  // Both have got the whole of our side when they speak: READY comes after their greeting.
  await Promise.all([silent.received(64), slow.received(65), good.received(65)]);
  good.write("04 06 04 'PING' 00 00");
  await good.received(64 + 43 + 7);
  vi.advanceTimersByTime(29_000);
  expect(refusals).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(refusals).toHaveLength(2);
  expect(refusals[0]).toMatch(/^control: no handshake within 30 s; from 127/);
  await Promise.all([silent.closed, slow.closed]);
});
