import { inspect as inspectValue, types } from "node:util";
import { countText } from "../../series/count-text.js";
import { inspect } from "../../series/inspect.js";
import { type Container, isContainer } from "./container.js";

/** How much of a value is looked at. */
export interface Bounds {
  /** Levels below the value. */
  readonly depth: number;
  /** Fields or elements of one object. */
  readonly items: number;
  /** All fields and elements together; a long text counts for more than one. */
  readonly total: number;
}

/** Characters of a text that count as one more field. */
const charactersPerItem = 100;
const longestText = 10_000;

interface Pending {
  readonly source: Container;
  readonly copy: Container;
  readonly depth: number;
}

/** What the copying of one object asks. */
interface Taking {
  /** True while one more item may be taken. */
  readonly hasRoom: (taken: number) => boolean;
  readonly take: (child: unknown) => unknown;
}

/**
 * The value itself if it is within bounds, else a copy of its outer part, in which what is left out is counted. Node's
 * inspection bounds the elements of each list, but neither the fields of an object nor the whole. Getters are not called,
 * and what says itself how it is inspected is kept. The outer levels are copied first.
 */
export function boundedCopy(value: unknown, bounds: Bounds): unknown {
  const copies = new Map<unknown, unknown>();
  const pending: Pending[] = [];
  let left = bounds.total;
  let isCut = false;

  function taken(source: unknown, depth: number): unknown {
    left -= typeof source === "string" ? 1 + Math.min(source.length, longestText) / charactersPerItem : 1;
    if (depth > bounds.depth || !isContainer(source)) return source;
    const known = copies.get(source);
    if (known !== undefined) return known;
    const copy = emptyCopy(source);
    copies.set(source, copy);
    pending.push({ source, copy, depth });
    return copy;
  }

  const outer = taken(value, 0);
  for (const { source, copy, depth } of pending) {
    const taking: Taking = {
      hasRoom: (done) => done < bounds.items && left > 0,
      take: (child) => taken(child, depth + 1),
    };
    try {
      if (fill(copy, source, taking)) isCut = true;
    } catch {
      // The traps of a proxy throw, so that nothing behind it can be counted: only its kind is told.
      isCut = true;
      if (source === value) return remark(proxyText(source));
      Object.defineProperty(copy, "…", { value: remark("a proxy that throws"), enumerable: true });
    }
  }
  return isCut ? outer : value;
}

function emptyCopy(source: Container): Container {
  if (types.isProxy(source)) return {};
  if (Array.isArray(source)) return [];
  if (types.isMap(source)) return new Map();
  if (types.isSet(source)) return new Set();
  const tag: PropertyDescriptorMap = types.isModuleNamespaceObject(source)
    ? { [Symbol.toStringTag]: { value: "Module" } }
    : {};
  return Object.create(Object.getPrototypeOf(source), tag);
}

/** Copies as many items as there is room for, and says whether any are left out. */
function fill(copy: Container, source: Container, taking: Taking): boolean {
  if (Array.isArray(copy)) return fillList(copy, source as unknown[], taking);
  if (copy instanceof Map) return fillMap(copy, source as Map<unknown, unknown>, taking);
  if (copy instanceof Set) return fillSet(copy, source as Set<unknown>, taking);
  return fillFields(copy, source as Record<string, unknown>, taking);
}

function fillList(copy: unknown[], source: readonly unknown[], { hasRoom, take }: Taking): boolean {
  let done = 0;
  for (; done < source.length && hasRoom(done); done++) {
    const { value, get } = Object.getOwnPropertyDescriptor(source, done) ?? {};
    copy.push(get === undefined ? take(value) : remark("[Getter]"));
  }
  if (done < source.length) copy.push(remark(more(source.length - done, "item")));
  return done < source.length;
}

function fillMap(copy: Map<unknown, unknown>, source: ReadonlyMap<unknown, unknown>, taking: Taking): boolean {
  let done = 0;
  for (const [key, value] of source) {
    if (!taking.hasRoom(done)) break;
    copy.set(taking.take(key), taking.take(value));
    done++;
  }
  if (done < source.size) copy.set(remark("…"), remark(more(source.size - done, "entry", "entries")));
  return done < source.size;
}

function fillSet(copy: Set<unknown>, source: ReadonlySet<unknown>, taking: Taking): boolean {
  let done = 0;
  for (const value of source) {
    if (!taking.hasRoom(done)) break;
    copy.add(taking.take(value));
    done++;
  }
  if (done < source.size) copy.add(remark(more(source.size - done, "item")));
  return done < source.size;
}

function fillFields(copy: object, source: object, { hasRoom, take }: Taking): boolean {
  const keys = Object.keys(source);
  let done = 0;
  for (; done < keys.length && hasRoom(done); done++) {
    const key = keys[done] as string;
    const descriptor = Object.getOwnPropertyDescriptor(source, key);
    if (descriptor === undefined) continue;
    const made = "value" in descriptor ? { ...descriptor, value: take(descriptor.value) } : descriptor;
    Object.defineProperty(copy, key, made);
  }
  if (done === keys.length) return false;
  Object.defineProperty(copy, "…", { value: remark(more(keys.length - done, "field")), enumerable: true });
  return true;
}

function proxyText(proxy: unknown): string {
  return inspectValue(proxy, { showProxy: true, depth: 0, customInspect: false });
}

function more(count: number, one: string, many?: string): string {
  return `${countText(count, `more ${one}`, `more ${many ?? `${one}s`}`)}`;
}

/** A text that is inspected without quotes. */
function remark(text: string): { [inspect](): string } {
  return { [inspect]: () => text };
}
