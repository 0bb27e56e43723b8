import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

const names: readonly string[] = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
  "msedge",
];

/** Where they are installed by default and are on no path. */
const places: readonly string[] = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Path of a Chromium, Chrome or Edge on this machine: what `CHROME_PATH` names, else the first on the `PATH` or at its
 * usual place.
 * @throws {Error} if there is none, naming what to install, or if `CHROME_PATH` names none
 */
export async function findBrowser(environment: Readonly<NodeJS.ProcessEnv> = process.env): Promise<string> {
  const given = environment.CHROME_PATH;
  if (given) {
    if (await canRun(given)) return given;
    throw new Error(`findBrowser: CHROME_PATH ${given} is no program; give the path of a Chromium, Chrome or Edge`);
  }
  const ending = process.platform === "win32" ? ".exe" : "";
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + ending)));
  for (const path of [...onPath, ...places]) if (await canRun(path)) return path;
  throw new Error(
    "findBrowser: no Chromium, Chrome or Edge to print with; install one (chromium), or set CHROME_PATH to its program",
  );
}

async function canRun(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
