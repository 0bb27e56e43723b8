import { z } from "zod";
import { withoutKey } from "../http/without-key.js";

const listed = z.object({ message: z.string().optional(), details: z.unknown().optional() });

/**
 * What the `errors` of an answer say, in one line: a list of messages, an object of details, or a text. Undefined if there
 * are none; an error without any words is still one.
 */
export function errorText(errors: unknown): string | undefined {
  if (errors === undefined || errors === null) return undefined;
  if (Array.isArray(errors)) return errors.length === 0 ? undefined : errors.map(oneError).join("; ");
  return oneError(errors);
}

function oneError(error: unknown): string {
  if (typeof error === "string") return error;
  const { data } = listed.safeParse(error);
  const words = [data?.message, data?.details].filter((part) => part !== undefined && part !== null && part !== "");
  if (words.length === 0) return "an error without words";
  return words.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(": ");
}

/** Most letters of a text that are looked at: an answer may be of any length. */
const looked = 20_000;

/**
 * A text of the server's as a message may show it: in one line, not too long, and without any part of a key; it quotes the
 * beginning and the end of one that it does not accept.
 */
export function toldText(text: string, key: string | undefined, length = 300): string {
  return withoutKey(text.slice(0, looked), key)
    .replace(/\bapikey\s+(\\?["'`])[^"'`\\]*/gi, "Apikey $1…")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, length);
}

/** Seconds of "Try again in N seconds" in a text, as milliseconds; 0 if it does not say. */
export function toldWaitMs(text: string): number {
  const seconds = /try again in (\d{1,9}) seconds?/i.exec(text)?.[1];
  return seconds === undefined ? 0 : Number(seconds) * 1000;
}
