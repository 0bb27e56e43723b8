import { spawn } from "node:child_process";

/** Programs that open a file in the program its user has chosen for it. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["explorer.exe"],
};

/** Opens a file as a double click does; says so where there is nothing to open it with. */
export function openFile(path: string): Promise<void> {
  const [command, ...args] = openers[process.platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, path], { detached: true, stdio: "ignore" });
    opener.once("error", () => {
      console.error(`${command} is not there to open ${path}`);
      resolve();
    });
    opener.once("spawn", () => {
      opener.unref();
      resolve();
    });
  });
}
