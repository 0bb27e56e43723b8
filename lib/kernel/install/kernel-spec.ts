import { basename } from "node:path";

/** What a front end needs to start a kernel: the content of `kernel.json`. */
export interface KernelSpec {
  /** Program and arguments; `{connection_file}` stands for the file that the front end writes. */
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  /** Default: signal. */
  readonly interrupt_mode?: "signal" | "message";
  readonly env?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Whose kernel a spec starts. */
export type KernelKind = "open-interest" | "tslab" | "other";

/** Key of a spec's metadata by which it is known as ours, whatever its name; the value is our version. */
export const ownMark = "open-interest";

/** Whose kernel a spec starts: ours by its mark, tslab by the program it names. */
export function kernelKind({ argv, metadata }: KernelSpec): KernelKind {
  if (metadata !== undefined && Object.hasOwn(metadata, ownMark)) return "open-interest";
  return argv.slice(0, 2).some((part) => /^tslab(?:\.cmd)?$/.test(basename(part))) ? "tslab" : "other";
}

/**
 * The spec that a `kernel.json` holds.
 * @throws {SyntaxError} if it is no JSON
 * @throws {TypeError} if it is no kernel spec
 */
export function parseKernelSpec(text: string): KernelSpec {
  const value: unknown = JSON.parse(text);
  const { argv, display_name, language, metadata } = (value ?? {}) as Record<string, unknown>;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every((part) => typeof part === "string")) {
    throw new TypeError("parseKernelSpec: argv must be a list of texts");
  }
  return {
    ...(value as KernelSpec),
    display_name: typeof display_name === "string" ? display_name : "",
    language: typeof language === "string" ? language : "",
    metadata: typeof metadata === "object" && metadata !== null ? (metadata as Record<string, unknown>) : {},
  };
}
