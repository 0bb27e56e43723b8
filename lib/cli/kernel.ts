import { Command } from "commander";
import { installCommand } from "./kernel/install.js";
import { listCommand } from "./kernel/list.js";
import { removeCommand } from "./kernel/remove.js";

/** `open-interest kernel`: makes the kernel known to Jupyter. */
export function kernelCommand(): Command {
  return new Command("kernel")
    .description(
      "install, list and remove kernels of Jupyter; JupyterLab, VS Code and nbconvert find what is installed",
    )
    .addCommand(installCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());
}
