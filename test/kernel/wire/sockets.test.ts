import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Message } from "../../../lib/kernel/wire/message.js";
import { encodeMessage } from "../../../lib/kernel/wire/messages.js";
import { newMessage } from "../../../lib/kernel/wire/new-message.js";
import { openSockets } from "../../../lib/kernel/wire/sockets.js";
import {
  anywhere,
  bytes,
  fromUs,
  greetingOf,
  opened,
  rawClient,
  readyOf,
  request,
  until,
  written,
} from "./raw-client.js";

test("greeting and READY are those of RFC 23, and a request and its reply pass", async () => {
  const { sockets, messages, refusals } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.shell_port, "DEALER", "me");
  expect(await client.received(fromUs.length)).toEqual(fromUs);
  client.write(written(...request));
  await until(() => messages.length === 1);
  const [channel, message] = messages[0] as (typeof messages)[0];
  expect([channel, message.identities.map(String), message.header.msg_type]).toEqual([
    "shell",
    ["me"],
    "kernel_info_request",
  ]);
  sockets.send("shell", { ...message, content: { status: "ok" } });
  const lean = '{"session":"","username":"","date":"","version":"","msg_id":"1","msg_type":"kernel_info_request"}';
  const reply = written("<IDS|MSG>", "", lean, "{}", "{}", '{"status":"ok"}');
  expect((await client.received(fromUs.length + reply.length)).subarray(fromUs.length)).toEqual(reply);
  expect(refusals).toEqual([]);
});

test("the heartbeat gives back every request with its envelope", async () => {
  const { sockets } = await opened();
  const client = await rawClient(sockets.connection.hb_port, "REQ");
  await client.received(fromUs.length);
  client.write("01 00 00 04 'ping'");
  const long = Buffer.concat([bytes("01 00 02 00 00 00 00 00 00 01 2c"), Buffer.alloc(300, 7)]);
  client.write(long);
  const echoed = (await client.received(fromUs.length + 8 + long.length)).subarray(fromUs.length);
  expect(echoed).toEqual(Buffer.concat([bytes("01 00 00 04 'ping'"), long]));
});

test("PING of a peer of ZMTP 3.1 is answered with its context, between messages as well", async () => {
  const { sockets } = await opened();
  const client = await rawClient(sockets.connection.hb_port);
  client.write(greetingOf("01"));
  client.write(readyOf("DEALER", ""));
  // Time to live of 2 bytes, context; then PONG and a command that nobody knows, which need no answer.
  client.write("04 0a 04 'PING' 00 0a 'abc' 04 08 04 'PONG' 'abc' 04 04 03 'NEW' 00 02 'hb'");
  const answer = (await client.received(fromUs.length + 14)).subarray(fromUs.length);
  expect(answer).toEqual(bytes("04 08 04 'PONG' 'abc' 00 02 'hb'"));
});

test.each([
  // RFC 23: a message of 1 or 0 and the topic. RFC 37: commands.
  ["3.0", "00", "00 03 01 'st'", "00 04 01 'err'", "00 03 00 'st'"],
  ["3.1", "01", "04 0c 09 'SUBSCRIBE' 'st'", "04 0d 09 'SUBSCRIBE' 'err'", "04 09 06 'CANCEL' 'st'"],
] as const)("a peer of ZMTP %s gets what begins as it asked", async (_, minor, first, second, cancel) => {
  const { sockets, topics } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.iopub_port);
  client.write(greetingOf(minor));
  client.write(Buffer.concat([readyOf("SUB", ""), bytes(first), bytes(second)]));
  await until(() => topics.length === 2);
  expect(topics).toEqual(["st", "err"]);
  const publish = (topic: string): Buffer => {
    const message = newMessage(topic, {}, { session: "k", topic });
    sockets.publish(message);
    return written(topic, ...encodeMessage({ ...message, identities: [] }).map(String));
  };
  const wanted = [publish("stream"), publish("error")];
  publish("s");
  publish("status".slice(1));
  client.write(cancel);
  // Cancelling has no answer; what is subscribed after it does.
  client.write(minor === "00" ? "00 02 01 'x'" : "04 0b 09 'SUBSCRIBE' 'x'");
  await until(() => topics.length === 3);
  publish("stream");
  wanted.push(publish("error"));
  const all = Buffer.concat(wanted);
  const ready = fromUs.length - "ROUTER".length + "XPUB".length;
  expect((await client.received(ready + all.length)).subarray(ready)).toEqual(all);
});

test("a subscription is in force when it is told", async () => {
  let welcome: (() => void) | undefined;
  const { sockets } = await opened({ key: "" }, { onSubscribe: () => welcome?.() });
  const message = newMessage("iopub_welcome", { subscription: "" }, { session: "k", topic: "" });
  welcome = () => sockets.publish(message);
  const client = await rawClient(sockets.connection.iopub_port, "SUB");
  client.write("00 01 01");
  const expected = written("", ...encodeMessage({ ...message, identities: [] }).map(String));
  expect((await client.received(fromUs.length - 2 + expected.length)).subarray(fromUs.length - 2)).toEqual(expected);
});

test("who comes back under a name gets what is sent to it, and what it was before is closed", async () => {
  const { sockets, messages } = await opened({ key: "" });
  const port = sockets.connection.stdin_port;
  const former = await rawClient(port, "DEALER", "me");
  former.write(written(...request));
  await until(() => messages.length === 1);
  const again = await rawClient(port, "DEALER", "me");
  await former.closed;
  again.write(written(...request));
  await until(() => messages.length === 2);
  const before = (await again.received(fromUs.length)).length;
  sockets.send("stdin", (messages[0] as (typeof messages)[0])[1]);
  expect((await again.received(before + 1)).subarray(before, before + 11).toString()).toBe("\u0001\u0009<IDS|MSG>");
});

test("peers without a name get one each, and a message to nobody is no error", async () => {
  const { sockets, messages } = await opened({ key: "" });
  for (let index = 0; index < 5; index++) {
    const client = await rawClient(sockets.connection.shell_port, "DEALER");
    client.write(written(...request));
  }
  await until(() => messages.length === 5);
  expect(new Set(messages.map(([, { identities }]) => identities[0]?.toString("hex"))).size).toBe(5);
  const [, message] = messages[0] as (typeof messages)[0];
  sockets.send("shell", { ...message, identities: [Buffer.from("nobody")] });
  sockets.send("shell", { ...message, identities: [] });
});

const figure = (megabytes: number): Message =>
  newMessage("display_data", {}, { session: "k", topic: "d", buffers: [Buffer.alloc(megabytes * 1e6)] });

test("closing sends what waits first, also to a peer that reads late", async () => {
  const { sockets, topics } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.iopub_port, "SUB");
  await client.received(fromUs.length - 2);
  client.write("00 01 01");
  await until(() => topics.length === 1);
  client.socket.pause();
  sockets.publish(figure(30));
  const closed = sockets.close(30_000);
  client.socket.resume();
  await client.closed;
  expect((await client.received(30e6)).length).toBeGreaterThan(30e6);
  await closed;
});

test("closing waits no longer than told for a peer that does not read", async () => {
  const { sockets, topics } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.iopub_port, "SUB");
  await client.received(fromUs.length - 2);
  client.write("00 01 01");
  await until(() => topics.length === 1);
  client.socket.pause();
  sockets.publish(figure(30));
  await sockets.close(50);
  expect((await client.received(0)).length).toBeLessThan(30e6);
  client.socket.destroy();
});

test("who publishes much waits for a peer that reads slowly, and loses nothing", async () => {
  const { sockets, topics } = await opened({ key: "" });
  const socket = connect(sockets.connection.iopub_port, "127.0.0.1");
  let received = 0;
  socket.on("data", (chunk) => {
    received += chunk.length;
    socket.pause();
    setImmediate(() => socket.resume());
  });
  socket.write(Buffer.concat([greetingOf("00"), readyOf("SUB", ""), bytes("00 01 01")]));
  await until(() => topics.length === 1);
  for (let index = 0; index < 12; index++) {
    sockets.publish(figure(4));
    await sockets.drained();
    // All but 8 MiB, and what lies in the buffers of the system, has been read.
    expect((index + 1) * 4e6 - received).toBeLessThan(24e6);
  }
  await until(() => received > 48e6);
  socket.destroy();
});

test("who went away holds nobody up", async () => {
  const { sockets, topics } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.iopub_port, "SUB");
  client.write("00 01 01");
  await until(() => topics.length === 1);
  await client.received(fromUs.length - 2);
  client.socket.pause();
  sockets.publish(figure(50));
  const drained = sockets.drained();
  client.socket.resetAndDestroy();
  await drained;
  sockets.publish(figure(1));
});

test("who reads nothing is closed when very much waits", async () => {
  const { sockets, topics, refusals } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.iopub_port, "SUB");
  client.write("00 01 01");
  await until(() => topics.length === 1);
  await client.received(fromUs.length - 2);
  client.socket.pause();
  // The same bytes many times: 300 MB wait, which are not there as often.
  const message = figure(10);
  for (let index = 0; index < 30; index++) sockets.publish(message);
  const now = performance.now.bind(performance);
  let later = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + later);
  onTestFinished(() => void vi.restoreAllMocks());
  // While the buffers of the system take something, it seems to read.
  await until(() => {
    later += 3_600_000;
    if (refusals.length === 0) sockets.publish(message);
    return refusals.length > 0;
  });
  expect(refusals).toEqual([expect.stringMatching(/^iopub: reads nothing, and \d{9} bytes wait; closed; from/)]);
  await sockets.drained();
  client.socket.destroy();
});

test("a peer that reads nothing for five seconds does not stop the others", async () => {
  const { sockets, topics } = await opened({ key: "" });
  const client = await rawClient(sockets.connection.iopub_port, "SUB");
  client.write("00 01 01");
  await until(() => topics.length === 1);
  client.socket.pause();
  sockets.publish(figure(50));
  await sockets.drained();
  client.socket.destroy();
});

test("sockets of files work as those of ports, also where a kernel left one behind", async () => {
  const ip = join(mkdtempSync(join(tmpdir(), "oi-")), "k");
  const ports = { shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };
  const { sockets } = await opened({ transport: "ipc", ip, ...ports });
  expect(sockets.connection).toMatchObject(ports);
  const heartbeat = async (): Promise<string> => {
    const socket = connect(`${ip}-5`);
    const received: Buffer[] = [];
    socket.on("data", (chunk) => received.push(chunk));
    socket.write(Buffer.concat([greetingOf("00"), readyOf("REQ", ""), bytes("01 00 00 02 'hb'")]));
    await until(() => Buffer.concat(received).length === fromUs.length + 6);
    socket.destroy();
    return Buffer.concat(received).subarray(fromUs.length).toString();
  };
  expect(await heartbeat()).toBe("\u0001\u0000\u0000\u0002hb");
  // As after a crash: the second takes the place of the first.
  await opened({ transport: "ipc", ip, ...ports });
  expect(await heartbeat()).toBe("\u0001\u0000\u0000\u0002hb");
});

test("an address that cannot be used is told in one line, and nothing stays open", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  const listeners = { onMessage: () => {}, onSubscribe: () => {}, onRefused: () => {} };
  await expect(openSockets({ ...anywhere, iopub_port: port }, listeners)).rejects.toThrow(
    `openSockets: iopub: cannot listen at 127.0.0.1:${port} (EADDRINUSE); is another kernel there, or`,
  );
  taken.close();
  await expect(openSockets({ ...anywhere, ip: "192.0.2.1" }, listeners)).rejects.toThrow("(EADDRNOTAVAIL)");
  const long = join(tmpdir(), "x".repeat(120));
  await expect(openSockets({ ...anywhere, transport: "ipc", ip: long }, listeners)).rejects.toThrow(
    /openSockets: shell: socket path of \d+ bytes, .*; at most 10[37]: choose a shorter runtime folder/,
  );
  // A file that is no socket is nobody's to delete.
  const file = join(mkdtempSync(join(tmpdir(), "oi-")), "k");
  writeFileSync(`${file}-0`, "mine");
  await expect(openSockets({ ...anywhere, transport: "ipc", ip: file }, listeners)).rejects.toThrow("(EADDRINUSE)");
});
