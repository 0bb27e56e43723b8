/** Settings as plotly's JSON holds them: anything may be missing or of another kind. */
export type Settings = Readonly<Record<string, unknown>>;

/** The value if it is an object with keys, else no settings at all. */
export function settings(value: unknown): Settings {
  return isSettings(value) ? value : {};
}

/** True of an object with keys: no array, no null. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** A finite number, else the fallback. */
export function numberOr<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return typeof value === "number" && Number.isFinite(value) ? value : fallback;
}

/** A text, else the fallback. */
export function textOr<Fallback>(value: unknown, fallback: Fallback): string | Fallback {
  return typeof value === "string" ? value : fallback;
}

/** A text to write, also that of a number; nothing of all else. */
export function writable(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

/** The items of an array or a typed array; nothing of anything else. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isTyped(value) ? Array.from(value) : [];
}

/** True of an array or a typed array. */
export function isList(value: unknown): boolean {
  return Array.isArray(value) || isTyped(value);
}

/** What a setting says of one point: the item of a list, or the one value for all. */
export function itemAt(value: unknown, index: number): unknown {
  return isList(value) ? (value as readonly unknown[])[index] : value;
}

function isTyped(value: unknown): value is ArrayLike<unknown> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
