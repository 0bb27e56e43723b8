import { format } from "d3-format";

/** What a template may name. */
export type TemplateValues = Readonly<Record<string, string | number>>;

/**
 * A text in which `%{name}` stands for a value and `%{name:.1%}` for a number in d3's notation; a gap (NaN) and an unknown
 * name are nothing.
 * @param plain writes numbers that come without a notation
 */
export function templateText(template: string, values: TemplateValues, plain: (value: number) => string): string {
  return template.replace(/%\{(\w+)(?::([^{}]*))?\}/g, (_, name: string, notation: string | undefined) => {
    const value = Object.hasOwn(values, name) ? (values[name] as string | number) : "";
    if (typeof value === "string") return value;
    if (Number.isNaN(value)) return "";
    return notation === undefined ? plain(value) : inNotation(notation, value, plain);
  });
}

function inNotation(notation: string, value: number, plain: (value: number) => string): string {
  try {
    return format(notation)(value).replaceAll("-", "−");
  } catch {
    return plain(value);
  }
}
