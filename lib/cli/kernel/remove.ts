import { Command } from "commander";
import { removeSpecs } from "../../kernel/install/remove-specs.js";
import { addPlaceOptions, type PlaceOptions, placesOf } from "./place.js";

/** `open-interest kernel remove`: takes kernel specs away. */
export function removeCommand(): Command {
  const command = new Command("remove")
    .description("remove kernels that this command has installed, and tslab's")
    .argument("<name...>", "names as in the list");
  return addPlaceOptions(command, "; default: all folders in which Jupyter looks")
    .option("--force", "also those of other kernels")
    .action(remove);
}

async function remove(
  names: readonly string[],
  { force = false, ...place }: PlaceOptions & { readonly force?: boolean },
): Promise<void> {
  for (const { name, folder } of await removeSpecs(names, await placesOf(place), { force })) {
    console.log(`Removed ${name}: ${folder}`);
  }
}
