import { combinationText } from "../report/batch/batch-plan.js";
import type { BatchReport } from "../report/batch/batch-report.js";
import type { BatchProgress } from "../report/batch/run-batch.js";
import { failureLine, messageText } from "./failure-text.js";
import { type ProgressStream, plainLine, progressLine } from "./progress.js";

/** Progress of several reports at once. */
export interface ShownBatch {
  show(progress: BatchProgress): void;
  /** Writes a line above those of the running reports. */
  tell(text: string): void;
}

/**
 * Shows the reports of a batch, a line for each that is done. On a terminal each running one has its line below, with its
 * cell and how far that has come, which are written over.
 */
export function showBatchProgress(stream: ProgressStream): ShownBatch {
  const running = new Map<number, string>();
  let drawn = 0;
  const columns = (): number => stream.columns || 100;

  function draw(above: string): void {
    if (!stream.isTTY) {
      if (above !== "") stream.write(above);
      return;
    }
    const back = drawn > 0 ? `\x1b[${drawn}A\r\x1b[J` : "";
    const lines = [...running.entries()].sort(([one], [other]) => one - other).map(([, line]) => `${line}\n`);
    stream.write(`${back}${above}${lines.join("")}`);
    drawn = lines.length;
  }

  return {
    show: ({ number, total, varied, cell, report }) => {
      const count = `[${String(number).padStart(String(total).length)}/${total}]`;
      const name = combinationText(varied);
      if (report !== undefined) {
        running.delete(number);
        draw(`${plainLine(`${count} ${name}  ${endText(report)}`)}\n`);
      } else if (cell !== undefined) {
        running.set(number, cut(`${count} ${name}  `, cell, columns()));
        draw("");
      }
    },
    tell: (text) => draw(`${text}\n`),
  };
}

/** The name of the report and its cell in a line that fits: on a narrow terminal the cell counts more. */
function cut(name: string, cell: NonNullable<BatchProgress["cell"]>, columns: number): string {
  const room = Math.max(20, Math.floor(columns / 2));
  const shown = plainLine(name.length > room ? `${name.slice(0, room - 2)}… ` : name);
  return `${shown}${progressLine(cell, columns - shown.length)}`;
}

function endText({ status, failure, problem, stamp }: BatchReport): string {
  if (failure !== undefined) return `failed in ${failureLine(failure)}`;
  if (problem !== undefined) return `left out: ${messageText(problem)}`;
  return status === "stopped" ? `stopped after ${stamp?.done} of ${stamp?.total} cells` : status;
}
