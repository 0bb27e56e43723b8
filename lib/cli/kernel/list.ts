import { Command } from "commander";
import { type InstalledSpec, installedSpecs } from "../../kernel/install/installed-specs.js";
import { table } from "../../notebook/table.js";
import { addPlaceOptions, type PlaceOptions, placesOf } from "./place.js";

/** `open-interest kernel list`: the kernels that Jupyter sees. */
export function listCommand(): Command {
  const command = new Command("list").description("list the kernels that Jupyter finds, and tell which cannot start");
  return addPlaceOptions(command, "; default: all folders in which Jupyter looks")
    .option("--json", "print it as JSON")
    .action(list);
}

async function list({ json, ...place }: PlaceOptions & { readonly json?: boolean }): Promise<void> {
  const folders = await placesOf(place);
  const specs = await installedSpecs(folders);
  if (json) console.log(JSON.stringify(specs.map(asJson), null, 2));
  else if (specs.length > 0) console.log(String(table(specs.map(asRow), { maxRows: Math.max(2, specs.length) })));
  else console.log(`No kernels in ${folders.join(", ")}; install ours: open-interest kernel install`);
}

function asRow({ name, spec, folder, problem, hidden }: InstalledSpec): object {
  const state = problem !== undefined ? `broken: ${problem}` : hidden ? "hidden by one above" : "there";
  return { name, "display name": spec?.display_name ?? "", language: spec?.language ?? "", state, folder };
}

function asJson({ name, folder, kind, spec, problem, hidden }: InstalledSpec): object {
  return {
    name,
    displayName: spec?.display_name ?? null,
    language: spec?.language ?? null,
    folder,
    kind,
    argv: spec?.argv ?? null,
    hidden,
    problem: problem ?? null,
  };
}
