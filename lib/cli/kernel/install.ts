import { Command, Option } from "commander";
import { userDataFolder } from "../../kernel/install/jupyter-folders.js";
import type { KernelSpec } from "../../kernel/install/kernel-spec.js";
import { type OwnSpecOptions, ownName, ownSpec } from "../../kernel/install/own-spec.js";
import { shortLived } from "../../kernel/install/short-lived.js";
import { tslabSpec } from "../../kernel/install/tslab-spec.js";
import { writeSpec } from "../../kernel/install/write-spec.js";
import { addKernelSettings } from "./kernel-settings.js";
import { addPlaceOptions, type PlaceOptions, placeOf } from "./place.js";

interface InstallOptions extends PlaceOptions, OwnSpecOptions {
  readonly tslab?: boolean;
  readonly name?: string;
  readonly force?: boolean;
}

/** `open-interest kernel install`: writes a kernel spec. */
export function installCommand(): Command {
  const command = new Command("install").description(
    "make this package's TypeScript kernel known to Jupyter, by absolute paths of this Node and this package",
  );
  return addKernelSettings(addPlaceOptions(command, " (default)"))
    .addOption(
      new Option("--tslab", "the tslab that this folder's node_modules has, instead of our kernel").conflicts([
        "types",
        "oi",
      ]),
    )
    .option("--name <name>", "name by which notebooks ask for it (default: open-interest, or tslab)")
    .option("--display-name <text>", "name by which readers choose it")
    .option("--force", "replace another kernel of the same name")
    .action(install);
}

async function install({
  tslab = false,
  name,
  force,
  types,
  oi,
  displayName,
  ...place
}: InstallOptions): Promise<void> {
  const spec = tslab ? tslabSpec(process.cwd(), displayName) : ownSpec({ types, oi, displayName });
  const dataFolder = (await placeOf(place)) ?? userDataFolder();
  const written = await writeSpec(spec, { dataFolder, name: name ?? (tslab ? "tslab" : ownName), force });
  for (const warning of warnings(spec)) console.error(warning);
  console.log(`${written.replaced ? "Replaced" : "Installed"} ${spec.display_name}: ${written.folder}`);
}

function warnings({ argv }: KernelSpec): string[] {
  return argv.slice(0, 2).flatMap((path) => {
    const where = shortLived(path);
    return where === undefined
      ? []
      : [
          `warning: ${path} lies in ${where}, and the kernel ends with it; install the package for good (npm install) first`,
        ];
  });
}
