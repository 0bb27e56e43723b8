/**
 * JSON of a value in one form, whatever the order of its keys: as the JSON Canonicalization Scheme (RFC 8785) writes it,
 * with keys in order of their UTF-16 units, no space, and numbers as ECMAScript writes them.
 * @param digits to which numbers are rounded first, halves away from zero. Default: all of them
 * @returns text; what JSON leaves out is left out, NaN and infinities are `null`
 */
export function canonicalJson(value: unknown, { digits }: { readonly digits?: number } = {}): string {
  if (typeof value === "number") {
    const isRounded = digits !== undefined && Number.isFinite(value);
    return JSON.stringify(isRounded ? Number(value.toPrecision(digits)) : value);
  }
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one, { digits })).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined && typeof one !== "function")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one, { digits })}`);
  return `{${fields.join(",")}}`;
}
