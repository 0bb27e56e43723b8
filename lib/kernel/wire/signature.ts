import { createHmac, createSecretKey, getHashes, timingSafeEqual } from "node:crypto";

/** Signature of the four parts of a message, in hexadecimal digits. */
export type Mac = (parts: readonly Uint8Array[]) => string;

/**
 * What signs messages with a key; undefined if the key is empty, which means that messages are not signed.
 * @param scheme `hmac-` and a hash that node:crypto knows, such as `hmac-sha256`
 * @throws {RangeError} if the scheme is unknown
 */
export function macOf(key: string, scheme: string): Mac | undefined {
  if (key === "") return undefined;
  const hash = scheme.startsWith("hmac-") ? scheme.slice("hmac-".length).replace("_", "-") : "";
  // Python says sha3_256 where OpenSSL says sha3-256.
  if (!getHashes().some((known) => known.toLowerCase() === hash.toLowerCase())) {
    throw new RangeError(
      `unknown signature_scheme ${JSON.stringify(scheme)}; known: hmac-sha256, hmac-sha512 and others`,
    );
  }
  const secret = createSecretKey(key, "utf8");
  return (parts) => {
    const hmac = createHmac(hash, secret);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
}

/** Whether a signature that came is the right one; takes the same time wherever they differ. */
export function isSignature(signature: Uint8Array, expected: string): boolean {
  const bytes = Buffer.from(expected, "latin1");
  return bytes.length === signature.length && timingSafeEqual(bytes, signature);
}
