import { types } from "node:util";
import { inspect } from "../../series/inspect.js";

/** What Node's inspection goes into, and a copy of the same kind can stand for. */
export type Container = unknown[] | Map<unknown, unknown> | Set<unknown> | Record<string, unknown>;

/** True of lists, maps, sets and objects that are told by their fields, unless they say themselves how they are inspected. */
export function isContainer(value: unknown): value is Container {
  if (typeof value !== "object" || value === null) return false;
  if (types.isProxy(value)) return true;
  if (inspectsItself(value)) return false;
  return Array.isArray(value) || types.isMap(value) || types.isSet(value) || isOrdinary(value);
}

/** True of an object literal, or one without a prototype. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && isOrdinary(value);
}

/** True if the object has its own way to be inspected. */
export function inspectsItself(value: object): boolean {
  try {
    return typeof (value as Readonly<Record<symbol, unknown>>)[inspect] === "function";
  } catch {
    return false;
  }
}

/** Kinds of objects that hold something else than fields. */
const otherKinds: readonly ((value: unknown) => boolean)[] = [
  ArrayBuffer.isView,
  types.isAnyArrayBuffer,
  types.isBoxedPrimitive,
  types.isDate,
  types.isRegExp,
  types.isNativeError,
  types.isPromise,
  types.isWeakMap,
  types.isWeakSet,
  types.isGeneratorObject,
  types.isMapIterator,
  types.isSetIterator,
  types.isArgumentsObject,
  types.isExternal,
];

function isOrdinary(value: object): boolean {
  return !otherKinds.some((isKind) => isKind(value));
}
