import { Command } from "commander";
import { table } from "../../notebook/table.js";
import { countText } from "../../series/count-text.js";
import { isoTime } from "../../series/time.js";
import type { RecordReport, RecordTick } from "../../store/record/record-types.js";
import { plainLine } from "../progress.js";
import { runCommand } from "./run-command.js";
import { defaultStore } from "./source-options.js";

interface RecordCommandOptions {
  readonly store: string;
  readonly asset: string;
  readonly venues?: string;
  readonly kinds?: string;
  readonly every: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** `open-interest record`: polls venues on a schedule into a store. */
export function recordCommand(): Command {
  return new Command("record")
    .description(
      "record open interest of this moment from many venues on a schedule, until Ctrl-C: exchanges keep theirs for a month, if at all",
    )
    .option("--store <folder>", "where it is kept; made if there is none", defaultStore)
    .option("--asset <assets>", "base assets, with commas between", "BTC")
    .option("--venues <names>", "venues, with commas between (default: all that are known)")
    .option("--kinds <names>", "perpetual, future or both, with a comma between (default: perpetual)")
    .option("--every <length>", "distance between instants, at whole multiples of it in UTC", "5m")
    .option("--until <time>", "last instant, ISO 8601, UTC (default: none)")
    .option("--json", "print what was done as JSON")
    .action(recordInto);
}

async function recordInto({ store: path, json, ...given }: RecordCommandOptions): Promise<void> {
  await runCommand(
    async (signal) => {
      const { record } = await import("../../store/record/record.js");
      const report = await record({
        path,
        asset: listOf(given.asset) ?? [],
        venues: listOf(given.venues),
        kinds: listOf(given.kinds) as Parameters<typeof record>[0]["kinds"],
        every: given.every,
        until: given.until,
        signal,
        onTick: (tick) => console.error(plainLine(tickText(tick))),
      });
      return { text: reportText(report, path), json: report };
    },
    { json, tell: "Stopping when the running poll is stored" },
  );
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text?.split(",").map((name) => name.trim());
}

/** One tick in a line, with what failed in it. */
export function tickText({ at, instruments, added, failures, holes, waiting, storeFailure }: RecordTick): string {
  const missed = holes.reduce((sum, { count }) => sum + count, 0);
  return [
    `${isoTime(at)}: ${countText(instruments, "instrument")}, ${countText(added, "value")} stored`,
    ...(missed > 0 ? [`${countText(missed, "instant")} missed before`] : []),
    ...(waiting > 0 ? [`${countText(waiting, "answer")} waiting to be stored (${storeFailure})`] : []),
    ...failures,
  ].join("; ");
}

/** What a recording has done, for a reader. */
export function reportText({ ticks, added, missed, outages, from, to }: RecordReport, folder: string): string {
  if (ticks === 0) return `Nothing recorded in ${folder}: no instant of the schedule was reached`;
  const period = `${isoTime(from)} → ${isoTime(to)}`;
  const told = `Recorded ${countText(ticks, "instant")}, ${period}, ${countText(added, "value")} in ${folder}; ${missed} missed`;
  if (outages.length === 0) return told;
  return `${told}\n\n${table(outages, { caption: "What could not be had" })}`;
}
