import type { Header, Message } from "./message.js";
import { RefusedError } from "./refused-error.js";
import { isSignature, type Mac } from "./signature.js";

/** Ends the routing prefix of a Jupyter message. */
const delimiter = Buffer.from("<IDS|MSG>");
const noSignature = Buffer.alloc(0);

/**
 * A message as the frames in which it is sent: routing prefix, delimiter, signature, header, parent header, metadata and
 * content as JSON, then its buffers. JSON knows neither NaN nor infinities (they become null) nor dates (ISO 8601).
 * @param mac signs the four parts; none leaves the signature empty
 */
export function encodeMessage(message: Message, mac?: Mac): Buffer[] {
  const { identities, header, parentHeader, metadata, content, buffers } = message;
  const parts = [header, parentHeader, metadata, content].map((part) => Buffer.from(jsonOf(part)));
  const signature = mac === undefined ? noSignature : Buffer.from(mac(parts), "latin1");
  return [...identities, delimiter, signature, ...parts, ...buffers];
}

/** JSON in which half a character, such as a cut leaves behind, is U+FFFD: front ends in Python cannot pass it on. */
function jsonOf(part: unknown): string {
  const json = JSON.stringify(part);
  if (!json.includes("\\ud")) return json;
  // Backslashes that are escaped themselves come first, so that what follows them is text.
  return json.replace(/(\\\\)|\\ud[89a-f][0-9a-f]{2}/g, (_, backslash?: string) => backslash ?? "\ufffd");
}

/**
 * The message in the frames that came.
 * @param mac as of `encodeMessage`; none takes any signature
 * @throws {RefusedError} if the frames are no Jupyter message, or the signature is wrong
 */
export function decodeMessage(frames: readonly Buffer[], mac?: Mac): Message {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  if (start === -1) throw new RefusedError(`no <IDS|MSG> in ${frames.length} frames; expected a message of Jupyter`);
  const [signature, ...parts] = frames.slice(start + 1, start + 6) as [Buffer, ...Buffer[]];
  if (parts.length < 4) throw new RefusedError(`${parts.length} of 4 parts after the signature`);
  if (mac !== undefined && !isSignature(signature, mac(parts))) {
    throw new RefusedError("wrong signature; sign with the key of the connection file");
  }
  const [header, parentHeader, metadata, content] = parts.map(objectOf) as [Record<string, unknown>, ...Json[]];
  return {
    identities: frames.slice(0, start),
    header: checkHeader(header),
    parentHeader: parentHeader as unknown as Header,
    metadata: metadata as Json,
    content: content as Json,
    buffers: frames.slice(start + 6),
  };
}

type Json = Record<string, unknown>;

const partNames = ["header", "parent header", "metadata", "content"] as const;

function objectOf(part: Buffer, index: number): Json {
  let value: unknown;
  try {
    value = JSON.parse(part.toString());
  } catch (error) {
    // The excerpt that some versions of Node add may have several lines.
    throw new RefusedError(`${partNames[index]} is no JSON (${(error as Error).message.replace(/\s+/g, " ")})`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  // Some front ends write null where there is no parent.
  if (value === null && index > 0) return {};
  throw new RefusedError(`${partNames[index]} is no JSON object`);
}

function checkHeader(header: Json): Header {
  for (const name of ["msg_id", "msg_type"]) {
    if (typeof header[name] !== "string") throw new RefusedError(`header without ${name}; expected a text`);
  }
  // What else lacks is no reason to leave a request unanswered.
  return { session: "", username: "", date: "", version: "", ...header } as Header;
}
