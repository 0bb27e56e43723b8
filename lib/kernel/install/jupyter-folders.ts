import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** What decides where Jupyter keeps its data. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Those of this process. */
export const here = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() });

/** Folder of a user's Jupyter data: `JUPYTER_DATA_DIR`, else by the platform's rules. Source: jupyter_core. */
export function userDataFolder({ platform, env, home }: Surroundings = here()): string {
  if (env.JUPYTER_DATA_DIR) return resolve(env.JUPYTER_DATA_DIR);
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") {
    return env.APPDATA ? join(env.APPDATA, "jupyter") : join(env.JUPYTER_CONFIG_DIR || join(home, ".jupyter"), "data");
  }
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}

/** Folder of Jupyter data below the prefix of an environment. */
export function prefixDataFolder(prefix: string): string {
  return join(prefix, "share", "jupyter");
}

/**
 * Folders of data that Jupyter reads, first one first: those of `JUPYTER_PATH`, the user's, those of environments, the
 * system's. In a virtual environment Jupyter takes the environment's before the user's.
 * @param prefixes of the environments
 */
export function dataFolders(prefixes: readonly string[], surroundings: Surroundings = here()): string[] {
  const { platform, env } = surroundings;
  const given = (env.JUPYTER_PATH ?? "").split(platform === "win32" ? ";" : ":").filter((path) => path !== "");
  const own = [userDataFolder(surroundings)];
  const environments = prefixes.map(prefixDataFolder);
  const inEnvironment = Boolean(env.VIRTUAL_ENV || (env.CONDA_PREFIX && env.CONDA_DEFAULT_ENV !== "base"));
  const near = inEnvironment ? [...environments, ...own] : [...own, ...environments];
  const system = platform === "win32" ? [] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  return [...new Set([...given.map((path) => resolve(path)), ...near, ...system])];
}
