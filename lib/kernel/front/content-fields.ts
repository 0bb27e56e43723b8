/** Content of a message, of which a front end may have sent anything. */
export type Content = Readonly<Record<string, unknown>>;

/** A field that should be text; what is none is as if it were not there. */
export function textField(content: Content, name: string): string | undefined {
  const value = content[name];
  return typeof value === "string" ? value : undefined;
}

export function booleanField(content: Content, name: string, otherwise: boolean): boolean {
  const value = content[name];
  return typeof value === "boolean" ? value : otherwise;
}

/** A field that should be a whole number. */
export function integerField(content: Content, name: string): number | undefined {
  const value = content[name];
  return typeof value === "number" && Number.isFinite(value) ? Math.trunc(value) : undefined;
}

export function objectField(content: Content, name: string): Content {
  const value = content[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Content) : {};
}
