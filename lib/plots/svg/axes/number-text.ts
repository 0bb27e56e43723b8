import { format } from "d3-format";
import { numberOr, type Settings, textOr } from "../input/json.js";

/** How fine a number is written, and for which numbers a common power of ten is chosen. */
export interface NumberScale {
  /** Distance of the numbers. */
  readonly step: number;
  /** Largest of them, without sign. */
  readonly largest: number;
  /** More digits than the step asks for. Default 0. */
  readonly extraDigits?: number;
}

const minus = "\u2212";
const prefixes = ["f", "p", "n", "μ", "m", "", "k", "M", "G", "T"];

/**
 * A number as plotly writes it on an axis: in d3's notation if the settings name one (`tickformat`), else rounded to the
 * step, with one power of ten for the whole axis (`exponentformat`: B 12.5B, SI 12.5G, power 1.25×10¹⁰, e, none) and
 * thousands apart if asked (`separatethousands`).
 */
export function numberText(value: number, { step, largest, extraDigits = 0 }: NumberScale, of: Settings): string {
  const tickFormat = formatter(of.tickformat);
  if (tickFormat !== undefined) return tickFormat(value).replaceAll("-", minus);
  const kind = textOr(of.exponentformat, "B");
  const exponent = kind === "none" ? 0 : commonExponent(largest, kind, numberOr(of.minexponent, 3));
  const digits = 2 - Math.floor(Math.log10(step) + 0.01) + extraDigits;
  const size = Math.abs(value);
  const vanishes = size < 10 ** -digits / 2;
  const text = vanishes ? "0" : rounded(size * 10 ** -exponent, digits + exponent, of.separatethousands === true);
  const shown = vanishes && of.showexponent !== "none" ? text : text + exponentText(exponent, kind);
  return value < 0 && !vanishes ? minus + shown : shown;
}

function commonExponent(largest: number, kind: string, least: number): number {
  const exponent = Math.floor(Math.log10(largest) + 0.01);
  if (!(Math.abs(exponent) > least)) return 0;
  return hasPrefix(exponent, kind) ? 3 * Math.round((exponent - 1) / 3) : exponent;
}

function hasPrefix(exponent: number, kind: string): boolean {
  return (kind === "B" || kind === "SI") && exponent <= 14 && exponent >= -15;
}

function rounded(value: number, digits: number, separated: boolean): string {
  const scale = 10 ** -Math.min(0, digits);
  const fixed = (Math.round(value / scale) * scale).toString();
  const text = digits > 0 ? value.toFixed(Math.min(20, digits)).replace(/\.?0+$/, "") : fixed;
  const [whole = "", part] = text.split(".");
  // A plain number of four digits stays together unless thousands are asked for.
  const apart = separated || part !== undefined || whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return part === undefined ? apart : `${apart}.${part}`;
}

function exponentText(exponent: number, kind: string): string {
  if (exponent === 0) return "";
  const signed = exponent < 0 ? `${minus}${-exponent}` : `+${exponent}`;
  if (kind === "e" || kind === "E") return kind + signed;
  if (kind === "B" && exponent === 9) return "B";
  if (hasPrefix(exponent, kind)) return prefixes[exponent / 3 + 5] as string;
  return `×10<sup>${exponent < 0 ? signed : exponent}</sup>`;
}

/** What writes numbers in d3's notation; nothing if there is none or it is wrong. */
function formatter(notation: unknown): ((value: number) => string) | undefined {
  if (typeof notation !== "string" || notation === "") return undefined;
  try {
    return format(notation);
  } catch {
    return undefined;
  }
}
