import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { dataFolders, prefixDataFolder, userDataFolder } from "../../kernel/install/jupyter-folders.js";
import { likelyPrefixes, pythonPrefix } from "../../kernel/install/python.js";

/** Which folder of Jupyter data is meant; one of them at most. */
export interface PlaceOptions {
  readonly user?: boolean;
  /** True for the Python that is found. */
  readonly sysPrefix?: string | true;
  readonly prefix?: string;
  readonly folder?: string;
}

/** Adds the options that name a place. */
export function addPlaceOptions(command: Command, byDefault: string): Command {
  const all = ["user", "sysPrefix", "prefix", "folder"];
  const options = [
    new Option("--user", `the user's folder of Jupyter${byDefault}`),
    new Option("--sys-prefix [python]", "the environment of a Python, by default of the active one or that on PATH"),
    new Option("--prefix <dir>", "an environment by its folder: <dir>/share/jupyter"),
    new Option("--folder <dir>", "a folder of Jupyter data, as JUPYTER_PATH lists them: <dir>/kernels"),
  ];
  for (const option of options) {
    command.addOption(option.conflicts(all.filter((name) => name !== option.attributeName())));
  }
  return command;
}

/** The folder of Jupyter data that options name, undefined if they name none. */
export async function placeOf({ user, sysPrefix, prefix, folder }: PlaceOptions): Promise<string | undefined> {
  if (user) return userDataFolder();
  if (sysPrefix !== undefined) return prefixDataFolder(await pythonPrefix(sysPrefix === true ? undefined : sysPrefix));
  if (prefix !== undefined) return prefixDataFolder(resolve(prefix));
  return folder === undefined ? undefined : resolve(folder);
}

/** The folder that options name; all in which Jupyter looks if they name none. */
export async function placesOf(options: PlaceOptions): Promise<string[]> {
  const one = await placeOf(options);
  return one === undefined ? dataFolders(await likelyPrefixes()) : [one];
}
