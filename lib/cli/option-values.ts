import { InvalidArgumentError } from "commander";
import type { ReportFormat } from "../report/files/write-report.js";
import { leastMemoryMb } from "../report/run/memory-limit.js";
import type { ParameterValue } from "../report/run/parameters.js";
import { intervalMs } from "../series/time.js";

/** Kinds of file that a report can be, with what each is. */
export const reportFormats: Readonly<Record<ReportFormat, string>> = {
  html: "one page",
  ipynb: "the notebook with its outputs",
  md: "text with pictures in a folder",
  pdf: "by a Chromium that is installed",
};

/** Milliseconds of a time such as `90s`, `10m` or `1h`; infinite for `none`, since undefined is no value of an option. */
export function readTimeLimit(text: string): number {
  if (text === "none") return Number.POSITIVE_INFINITY;
  try {
    return intervalMs(text);
  } catch {
    throw new InvalidArgumentError("Write a whole number and s, m or h, such as 90s or 10m, or none.");
  }
}

/** MiB of a size such as `512M` or `8G`. */
export function readMemory(text: string): number {
  const match = /^([1-9]\d{0,6})([MG])$/i.exec(text);
  if (match === null) throw new InvalidArgumentError("Write a whole number and M or G, such as 512M or 8G.");
  const size = Number(match[1]) * (match[2]?.toUpperCase() === "G" ? 1024 : 1);
  if (size < leastMemoryMb)
    throw new InvalidArgumentError(`Give at least ${leastMemoryMb}M: a notebook needs as much.`);
  return size;
}

/** A whole number of at least 1. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Write a whole number of at least 1.");
  return Number(text);
}

/** Formats by name, with commas between. */
export function readFormats(text: string): readonly ReportFormat[] {
  const known = Object.keys(reportFormats);
  const names = text
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  if (names.length === 0) throw new InvalidArgumentError(`Give at least one of ${known.join(", ")}.`);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is not known; known: ${known.join(", ")}.`);
  return [...new Set(names)] as ReportFormat[];
}

/** Adds `name=value` to those before. */
export function collectValue(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [name, value] = nameAndValue(text, "name=value");
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`"${name}" comes twice; give it once.`);
  return { ...before, [name]: value };
}

/** Values of one parameter, by its name. */
export type EachValue = Readonly<Record<string, readonly ParameterValue[]>>;

/** Adds `name=value,value,…`, or `name=[value, …]` in JSON where a value holds a comma, to those before. */
export function collectEach(text: string, before: EachValue): EachValue {
  const [name, list] = nameAndValue(text, "name=value,value");
  if (Object.hasOwn(before, name))
    throw new InvalidArgumentError(`"${name}" comes twice; list its values with commas.`);
  const values = list.startsWith("[") ? jsonList(list) : list.split(",").map((value) => value.trim());
  return { ...before, [name]: values };
}

function jsonList(text: string): readonly ParameterValue[] {
  try {
    const values: unknown = JSON.parse(text);
    if (Array.isArray(values) && values.every((one) => ["string", "number", "boolean"].includes(typeof one))) {
      return values;
    }
  } catch {
    // Told below, as a list of other things is.
  }
  throw new InvalidArgumentError(`${text} is no JSON list of texts, numbers, true or false.`);
}

function nameAndValue(text: string, form: string): readonly [name: string, value: string] {
  const split = text.indexOf("=");
  if (split < 1) throw new InvalidArgumentError(`"${text}" is not ${form}`);
  return [text.slice(0, split), text.slice(split + 1)];
}
