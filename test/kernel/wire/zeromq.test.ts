import { describe, expect, test } from "vitest";
import { newMessage } from "../../../lib/kernel/wire/new-message.js";
import { type Recorded, record, until } from "./raw-client.js";

// The C++ implementation, through its binding for Node, as the other end. It comes with tslab and may lack a binary.
const zeromq = await import("zeromq").catch(() => undefined);
const { Dealer, Request, Subscriber } = (zeromq ?? {}) as NonNullable<typeof zeromq>;

const request = (index: number, text = ""): (string | Buffer)[] => [
  "<IDS|MSG>",
  "",
  JSON.stringify({ msg_id: String(index), msg_type: "execute_request" }),
  "{}",
  "{}",
  JSON.stringify({ text }),
];

const at = (port: number): string => `tcp://127.0.0.1:${port}`;
const indexOf = (frames: readonly Buffer[], part = 2): number => Number(JSON.parse(String(frames[part])).msg_id);

/** Sockets that answer each request with itself. */
async function echoing(): Promise<Recorded> {
  const recorded = await record(
    { key: "" },
    {
      onMessage: (message) => recorded.sockets.send("shell", { ...message, content: { ...message.content, back: 1 } }),
    },
  );
  return recorded;
}

const subscriber = (port: number, topic = ""): InstanceType<typeof Subscriber> => {
  const socket = new Subscriber({ receiveHighWaterMark: 0, linger: 0 });
  socket.connect(at(port));
  socket.subscribe(topic);
  return socket;
};

describe.skipIf(zeromq === undefined)("with libzmq (skipped where zeromq has no binary)", () => {
  test("5,000 requests of each of three DEALERs are answered to each in its order", async () => {
    const { sockets, refusals } = await echoing();
    const counts = await Promise.all(
      ["a", "b", undefined].map(async (routingId) => {
        const dealer = new Dealer({ ...(routingId && { routingId }), sendHighWaterMark: 0, receiveHighWaterMark: 0 });
        dealer.connect(at(sockets.connection.shell_port));
        const sending = (async () => {
          for (let index = 0; index < 5000; index++) await dealer.send(request(index, `${routingId}`));
        })();
        let inOrder = 0;
        for (let index = 0; index < 5000; index++) {
          const frames = await dealer.receive();
          if (indexOf(frames) === index && frames[5]?.toString() === `{"text":"${routingId}","back":1}`) inOrder++;
        }
        await sending;
        dealer.close();
        return inOrder;
      }),
    );
    expect(counts).toEqual([5000, 5000, 5000]);
    expect(refusals).toEqual([]);
    await sockets.close();
  });

  test("frames of every length around a limit, and one of 50 MB, come and go whole", async () => {
    const { sockets } = await echoing();
    const dealer = new Dealer({ linger: 0 });
    dealer.connect(at(sockets.connection.shell_port));
    const lengths = [0, 1, 254, 255, 256, 16_383, 16_384, 16_385, 65_535, 65_536, 2 ** 20, 2 ** 20 + 1, 50e6];
    for (const [index, length] of lengths.entries()) {
      const buffer = Buffer.alloc(length, index + 1);
      await dealer.send([...request(index), buffer, Buffer.from("end")]);
      const frames = await dealer.receive();
      expect(frames).toHaveLength(8);
      expect(frames[6]?.equals(buffer)).toBe(true);
      expect(frames[7]?.toString()).toBe("end");
    }
    dealer.close();
    await sockets.close();
  });

  test("a heartbeat answers REQ, a thousand times", async () => {
    const { sockets } = await record();
    const heart = new Request({ linger: 0 });
    heart.connect(at(sockets.connection.hb_port));
    for (let beat = 0; beat < 1000; beat++) {
      await heart.send(`ping ${beat}`);
      expect((await heart.receive()).map(String)).toEqual([`ping ${beat}`]);
    }
    heart.close();
    await sockets.close();
  });

  test("20,000 published messages reach every subscriber in order, whatever prefix it asked for", async () => {
    const { sockets, topics } = await record({ key: "" });
    const all = [subscriber(sockets.connection.iopub_port), subscriber(sockets.connection.iopub_port, "even")];
    all[1]?.subscribe("ev", "no");
    await until(() => topics.length === 4);
    for (let index = 0; index < 20_000; index++) {
      const message = newMessage("stream", { index }, { session: "k", topic: index % 2 === 0 ? "even" : "odd" });
      sockets.publish(message);
    }
    const wrong = await Promise.all(
      all.map(async (socket, which) => {
        let outOfOrder = 0;
        for (let index = 0; index < 20_000; index += 1 + which) {
          const frames = await socket.receive();
          if (JSON.parse(String(frames[6])).index !== index) outOfOrder++;
        }
        return outOfOrder;
      }),
    );
    expect(wrong).toEqual([0, 0]);
    for (const socket of all) socket.close();
    await sockets.close();
  });

  test("large figures come whole between small messages", async () => {
    const { sockets, topics } = await record();
    const socket = subscriber(sockets.connection.iopub_port);
    await until(() => topics.length === 1);
    const figure = Buffer.alloc(10e6, 5);
    for (let index = 0; index < 10; index++) {
      sockets.publish(newMessage("display_data", { index }, { session: "k", topic: "d", buffers: [figure] }));
      sockets.publish(newMessage("stream", { index }, { session: "k", topic: "s" }));
    }
    for (let index = 0; index < 10; index++) {
      const [display, stream] = [await socket.receive(), await socket.receive()];
      expect([display[0], display[6], stream[0], stream[6]].map(String)).toEqual([
        "d",
        `{"index":${index}}`,
        "s",
        `{"index":${index}}`,
      ]);
      expect(display[7]?.equals(figure)).toBe(true);
    }
    socket.close();
    await sockets.close();
  });

  test("a DEALER that comes back under its name is answered each time", async () => {
    const { sockets, refusals } = await echoing();
    for (let turn = 0; turn < 20; turn++) {
      const dealer = new Dealer({ routingId: "same", linger: 0 });
      dealer.connect(at(sockets.connection.shell_port));
      await dealer.send(request(turn));
      expect(indexOf(await dealer.receive())).toBe(turn);
      // Every other one leaves while the next connects.
      if (turn % 2 === 0) dealer.close();
    }
    expect(refusals).toEqual([]);
    await sockets.close();
  });

  test("a subscriber that lost its kernel subscribes again with the next at that port", async () => {
    const first = await record({ key: "" });
    const socket = subscriber(first.sockets.connection.iopub_port, "s");
    await until(() => first.topics.length === 1);
    // libzmq sends its subscriptions again only while its socket is in use.
    const received = socket.receive();
    await first.sockets.close();
    const next = await record({ ...first.sockets.connection });
    await until(() => next.topics.length === 1);
    next.sockets.publish(newMessage("stream", {}, { session: "k", topic: "s" }));
    expect(String((await received)[0])).toBe("s");
    socket.close();
    await next.sockets.close();
  });

  test("what is sent right before closing arrives, with many who listen", async () => {
    const { sockets, topics } = await record({ key: "" });
    const all = Array.from({ length: 10 }, () => subscriber(sockets.connection.iopub_port));
    await until(() => topics.length === all.length);
    for (let index = 0; index < 2000; index++)
      sockets.publish(newMessage("s", { index }, { session: "k", topic: "s" }));
    await sockets.close(30_000);
    for (const socket of all) {
      for (let index = 0; index < 1999; index++) await socket.receive();
      expect(String((await socket.receive())[6])).toBe('{"index":1999}');
      socket.close();
    }
  });

  test("libzmq's own heartbeats are answered, so that it stays", async () => {
    const { sockets } = await echoing();
    // It closes the connection 5 s after a PING without answer; more than that passes.
    const dealer = new Dealer({ heartbeatInterval: 20, heartbeatTimeout: 5000, routingId: "beating", linger: 0 });
    let lost = 0;
    dealer.events.on("disconnect", () => lost++);
    dealer.connect(at(sockets.connection.shell_port));
    for (let turn = 0; turn < 20; turn++) {
      await dealer.send(request(turn));
      expect(indexOf(await dealer.receive())).toBe(turn);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(lost).toBe(0);
    dealer.close();
    await sockets.close();
  });
});
