import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";
import { pathToFileURL } from "node:url";

/** A folder or file of this machine, and what a report says in its place. */
export interface PrivatePlace {
  /** Absolute path. */
  readonly path: string;
  readonly shown: string;
}

/**
 * True of a text that names a place by its whole path or by a `file:` address, which holds on one machine only. A path of
 * one part, such as `/USDT`, is one only if it is there; the root is none.
 */
export function isPrivatePlace(value: unknown): value is string {
  if (typeof value !== "string") return false;
  if (/^([a-z]:[\\/]|\\\\|file:)/i.test(value)) return true;
  const parts = pathParts(value).length;
  return posix.isAbsolute(value) && (parts > 1 || (parts === 1 && existsSync(value)));
}

/**
 * True of a folder that says who works on this machine or how: an absolute path of at least two parts, such as
 * `/home/ada`. A shorter one, such as `/data`, `/tmp` or `/root`, says nothing of that, and stands in texts that mean
 * something else; a home that is no absolute path is no place.
 */
export function isTellingFolder(path: string): boolean {
  return (posix.isAbsolute(path) || win32.isAbsolute(path)) && pathParts(path.replace(/^[a-z]:/i, "")).length > 1;
}

/** What a report says of a private place: `…/` and the last part of its path. */
export function shownPlace(place: string): string {
  const path = place.replace(/[\\/]+$/, "");
  const last = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return `…/${/^file:/i.test(place) ? decoded(last) : last}`;
}

/**
 * A value with the private places in all of its texts told as they are shown, in objects and lists at any depth; of
 * places that hold one another, the innermost counts. Without any the value itself.
 */
export function withoutPlaces<T>(value: T, places: readonly PrivatePlace[]): T {
  const found = new Map<string, string>();
  for (const { path, shown } of places) {
    const plain = path.replace(/[\\/]+$/, "");
    // The root is in every path, and tells nothing of this machine.
    if (plain === "" || /^[a-z]:$/i.test(plain)) continue;
    if (!found.has(plain)) found.set(plain, shown);
    const isAddress = /^file:/i.test(plain);
    const address = isAddress || !(posix.isAbsolute(plain) || win32.isAbsolute(plain)) ? plain : addressOf(plain);
    if (!found.has(address)) found.set(address, shown);
  }
  const texts = [...found.keys()].sort((a, b) => b.length - a.length);
  if (texts.length === 0) return value;
  // Neither in the middle of a longer path or address, nor of a longer name.
  const pattern = new RegExp(`(?<![\\w.~…/\\\\-])(?:${texts.map(escaped).join("|")})(?![\\w-]|\\.\\w)`, "g");
  return mapTexts(value, (text) => text.replace(pattern, (path) => found.get(path) as string)) as T;
}

function pathParts(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}

function addressOf(path: string): string {
  return pathToFileURL(path).href;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
