/** What happens with what the compiler finds wrong in a cell: it fails, says so and runs, or nobody looks. */
export type TypesMode = "error" | "warn" | "off";

/** How a kernel was asked to behave. */
export interface KernelSettings {
  readonly types: TypesMode;
  /** Whether cells know the library as `oi` without an import. */
  readonly oi: boolean;
}

const modes: readonly TypesMode[] = ["error", "warn", "off"];

/**
 * The connection file and the settings of a command line; what it does not say is taken from the environment.
 * @throws {Error} if there is no connection file, or an argument or the mode of types is unknown
 */
export function kernelSettings(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { readonly connectionFile: string; readonly settings: KernelSettings } {
  let types = environment.OPEN_INTEREST_TYPES || "error";
  let oi = environment.OPEN_INTEREST_OI !== "off";
  let connectionFile: string | undefined;
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] as string;
    if (parameter === "--types") types = parameters[++index] ?? "";
    else if (parameter.startsWith("--types=")) types = parameter.slice("--types=".length);
    else if (parameter === "--no-oi") oi = false;
    else if (parameter.startsWith("--"))
      throw new Error(`kernel: unknown option ${parameter}; known: --types, --no-oi`);
    else connectionFile = parameter;
  }
  if (connectionFile === undefined) {
    throw new Error(
      "kernel: no connection file is named; Jupyter starts this script, after open-interest kernel install",
    );
  }
  return { connectionFile, settings: { types: checkedMode(types), oi } };
}

function checkedMode(mode: string): TypesMode {
  const known = modes.find((one) => one === mode);
  if (known === undefined) throw new Error(`kernel: unknown mode of types "${mode}"; known: ${modes.join(", ")}`);
  return known;
}
