import { Command } from "commander";
import { table } from "../../notebook/table.js";
import { runCommand } from "./run-command.js";
import { defaultStore } from "./source-options.js";

/** `open-interest info`: what a store holds. */
export function infoCommand(): Command {
  return new Command("info")
    .description("tell what a store holds: sources, assets, venues, periods, gaps, revisions")
    .argument("[store]", "folder of the store", defaultStore)
    .option("--json", "print it as JSON")
    .action(info);
}

async function info(folder: string, { json }: { readonly json?: boolean }): Promise<void> {
  await runCommand(
    async () => {
      const { store } = await import("../../store/store.js");
      const kept = await store(folder, { create: false });
      try {
        const rows = await kept.info();
        const text = rows.length === 0 ? `${folder} holds nothing yet` : String(table(rows, { caption: folder }));
        return { text, json: rows };
      } finally {
        kept.close();
      }
    },
    { json, tell: "Stopping" },
  );
}
