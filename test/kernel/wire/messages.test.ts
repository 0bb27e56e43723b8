import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../../lib/kernel/wire/message.js";
import { decodeMessage, encodeMessage } from "../../../lib/kernel/wire/messages.js";
import { newMessage } from "../../../lib/kernel/wire/new-message.js";
import { isSignature, macOf } from "../../../lib/kernel/wire/signature.js";

const header = {
  msg_id: "1",
  session: "s",
  username: "u",
  date: "2025-07-01T00:00:00Z",
  msg_type: "t",
  version: "5.4",
};
const message: Message = { identities: [], header, parentHeader: {}, metadata: {}, content: {}, buffers: [] };
const mac = macOf("a-key", "hmac-sha256");

test("a signature is the HMAC of the four parts one after the other", () => {
  // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?".
  const parts = ["what do ya ", "want for", " nothing", "?"].map((part) => Buffer.from(part));
  expect(macOf("Jefe", "hmac-sha256")?.(parts)).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  expect(macOf("Jefe", "hmac-sha512")?.(parts)).toMatch(/^164b7a7bfcf819e2e395fbe73b56e0a3/);
  // Python names it hmac-sha3_256.
  expect(macOf("Jefe", "hmac-sha3_256")?.(parts)).toBe(
    createHmac("sha3-256", "Jefe").update(Buffer.concat(parts)).digest("hex"),
  );
});

test("frames come in the order of the protocol", () => {
  const buffers = [Buffer.from("b1"), Buffer.alloc(0)];
  const frames = encodeMessage({ ...message, identities: [Buffer.from("id")], content: { a: 1 }, buffers }, mac);
  const parts = [JSON.stringify(header), "{}", "{}", '{"a":1}'];
  const signature = createHmac("sha256", "a-key").update(parts.join("")).digest("hex");
  expect(frames.map(String)).toEqual(["id", "<IDS|MSG>", signature, ...parts, "b1", ""]);
  expect(encodeMessage(message).map(String)).toEqual(["<IDS|MSG>", "", JSON.stringify(header), "{}", "{}", "{}"]);
});

test("a message comes out as it went in", () => {
  // Strings of whole characters: of others, halves are replaced.
  const json = fc
    .dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" }))
    .map((value) => JSON.parse(JSON.stringify(value)));
  const part = fc.uint8Array({ maxLength: 20 }).map((value) => Buffer.from(value));
  const any = fc.record({
    identities: fc.array(
      part.filter((value) => value.toString() !== "<IDS|MSG>"),
      { maxLength: 3 },
    ),
    // Fields that we do not know are kept.
    header: json.map((extra) => ({ ...extra, ...header })),
    parentHeader: fc.constantFrom({}, { ...header, subshell_id: "7" }),
    metadata: json,
    content: json,
    buffers: fc.array(part, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(any, (sent) => {
      expect(decodeMessage(encodeMessage(sent, mac), mac)).toEqual(sent);
    }),
    { seed: 11, numRuns: 100 },
  );
});

test("numbers that JSON lacks become null, dates ISO 8601", () => {
  const content = {
    values: [Number.NaN, 1, Number.POSITIVE_INFINITY, -0],
    at: new Date(0),
    never: new Date(Number.NaN),
  };
  expect(
    encodeMessage({ ...message, content })
      .at(-1)
      ?.toString(),
  ).toBe('{"values":[null,1,null,0],"at":"1970-01-01T00:00:00.000Z","never":null}');
});

test("half a character becomes U+FFFD, and text that looks like it stays", () => {
  const content = { "\udfff": "a\ud83d", whole: "\ud83d\ude00", text: "\\ud800 \\\\ud800 \\", both: "\\\ud800" };
  expect(decodeMessage(encodeMessage({ ...message, content })).content).toEqual({
    "\ufffd": "a\ufffd",
    whole: "\ud83d\ude00",
    text: "\\ud800 \\\\ud800 \\",
    both: "\\\ufffd",
  });
});

describe("what is no message is refused with the reason:", () => {
  const frames = encodeMessage({ ...message, content: { code: "1" } }, mac);
  const changed = (index: number, text: string): Buffer[] => frames.with(index, Buffer.from(text));
  test.each([
    ["a wrong key", encodeMessage(message, macOf("another", "hmac-sha256")), "wrong signature; sign with the key"],
    ["no signature", encodeMessage(message), "wrong signature"],
    ["a signature that is too long", changed(1, `${frames[1]}00`), "wrong signature"],
    ["a changed content", changed(5, '{"code":"2"}'), "wrong signature"],
    ["no delimiter", [Buffer.from("a")], "no <IDS|MSG> in 1 frames"],
    ["nothing", [], "no <IDS|MSG> in 0 frames"],
    ["a part too few", frames.slice(0, -1), "3 of 4 parts after the signature"],
    ["a delimiter alone", frames.slice(0, 1), "0 of 4 parts after the signature"],
  ])("%s", (_, sent, reason) => {
    expect(() => decodeMessage(sent, mac)).toThrow(reason);
  });

  test.each([
    [5, "{", /^content is no JSON \(.*\)$/],
    [2, "[]", /^header is no JSON object$/],
    [2, "null", /^header is no JSON object$/],
    [4, '"text"', /^metadata is no JSON object$/],
    [2, '{"msg_type":"t"}', /^header without msg_id; expected a text$/],
    [2, '{"msg_id":"1","msg_type":3}', /^header without msg_type; expected a text$/],
  ])("part %i as %s", (index, text, reason) => {
    expect(() => decodeMessage(changed(index, text))).toThrow(reason);
  });
});

test("a lacking parent and a lean header are taken", () => {
  const parts = ['{"msg_id":"1","msg_type":"t"}', "null", "{}", "{}"];
  const decoded = decodeMessage(["<IDS|MSG>", "", ...parts].map((part) => Buffer.from(part)));
  expect(decoded.parentHeader).toEqual({});
  expect(decoded.header).toEqual({ msg_id: "1", msg_type: "t", session: "", username: "", date: "", version: "" });
});

test("an empty key takes any signature, and a signature is right only as a whole", () => {
  expect(macOf("", "hmac-sha256")).toBeUndefined();
  expect(decodeMessage(encodeMessage(message, mac)).header).toEqual(header);
  expect(isSignature(Buffer.from("ab"), "abc")).toBe(false);
  expect(isSignature(Buffer.from("abd"), "abc")).toBe(false);
  expect(isSignature(Buffer.from("abc"), "abc")).toBe(true);
});

test("a new message names its parent and goes back where that came from, unless it has a topic", () => {
  const parent: Message = { ...message, identities: [Buffer.from("client")] };
  const reply = newMessage("execute_reply", { status: "ok" }, { session: "k", parent });
  expect(reply).toMatchObject({ identities: parent.identities, parentHeader: header, content: { status: "ok" } });
  expect(reply.header).toMatchObject({ session: "k", msg_type: "execute_reply", version: "5.4", username: "kernel" });
  expect(new Date(reply.header.date).toISOString()).toBe(reply.header.date);
  const published = newMessage("stream", {}, { session: "k", parent, topic: "stream" });
  expect(published.identities).toEqual([Buffer.from("stream")]);
  expect(published.header.msg_id).not.toBe(reply.header.msg_id);
  expect(newMessage("status", {}, { session: "k" })).toMatchObject({ identities: [], parentHeader: {} });
});
