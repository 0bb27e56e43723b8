import { Command } from "commander";
import { table } from "../../notebook/table.js";
import { countText } from "../../series/count-text.js";
import type { StoreCheck } from "../../store/store-types.js";
import { runCommand } from "./run-command.js";
import { defaultStore } from "./source-options.js";

interface CheckCommandOptions {
  readonly repair?: boolean;
  readonly json?: boolean;
}

/** `open-interest check`: holds a store to its hashes. */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "read every file of a store and hold it to its hash; exits with 0 if the store is sound, 1 if it is not",
    )
    .argument("[store]", "folder of the store", defaultStore)
    .option("--repair", "put damaged files aside, so that their ranges are fetched again")
    .option("--json", "print it as JSON")
    .action(check);
}

async function check(folder: string, { repair = false, json }: CheckCommandOptions): Promise<void> {
  await runCommand(
    async () => {
      const { checkStore } = await import("../../store/check-store.js");
      const found = await checkStore(folder, { repair });
      return { text: checkText(found, folder), json: found, exitCode: found.ok || repair ? 0 : 1 };
    },
    { json, tell: "Stopping" },
  );
}

/** What a check found, for a reader. */
function checkText({ ok, files, rows, bytes, fetches, problems, repairs }: StoreCheck, folder: string): string {
  const size = `${countText(files, "file")}, ${countText(rows, "value")}, ${(bytes / 1e6).toFixed(1)} MB, ${countText(fetches, "fetch", "fetches")}`;
  const found = problems.length === 0 ? [] : [String(table(problems, { maxRows: 50 }))];
  return [`${folder}: ${ok ? "sound" : "damaged"} (${size})`, ...found, ...repairs].join("\n\n");
}
