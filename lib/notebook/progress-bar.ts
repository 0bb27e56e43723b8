import { randomUUID } from "node:crypto";
import { currentHost, type DisplayHost } from "./display-host.js";
import { escapeHtml } from "./escape-html.js";
import type { MimeBundle } from "./mime-bundle.js";
import { tslabDisplay } from "./tslab-display.js";

/** What a progress bar is for. */
export interface ProgressBarOptions {
  /** How much there is to do: a whole number; of 0 the bar is full from the start. */
  readonly total: number;
  /** What is being done, in a few words. Default `Progress`. */
  readonly label?: string;
}

/** A bar that fills in place. */
export interface ProgressBar {
  /** Says that so much more is done. Default 1. */
  advance(count?: number): void;
  /** Says how much is done in all; takes what `onProgress` of a load or a sweep tells: `onProgress: bar.show`. */
  readonly show: (progress: { readonly done: number }) => void;
  /** Leaves one line of what was done; what comes after it is not shown. Reaching the total ends by itself. */
  end(): void;
}

/** Steps that a bar is drawn in. */
const steps = 100;
const width = 24;

/**
 * A progress bar below the cell, replaced in place: `12 of 40`. It is drawn by count, at most a hundred times, and never
 * tells the time, so that the line it leaves in a report is the same every time: `Loading: 40 of 40`. Outside of
 * notebooks it is a line on standard error, where that is a terminal, and nothing elsewhere.
 * @throws {RangeError} if `total` is no whole number, or what is done goes down
 */
export function progressBar({ total, label: given = "Progress" }: ProgressBarOptions): ProgressBar {
  if (!Number.isInteger(total) || total < 0) {
    throw new RangeError(`progressBar: total ${total} is no whole number; give how much there is to do`);
  }
  // Control characters could break the line or steer a terminal.
  const label = given.replace(/\p{Cc}+/gu, " ");
  const draw = drawer();
  let done = 0;
  let drawn = -1;
  let ended = false;

  function to(now: number): void {
    if (!(now >= done))
      throw new RangeError(`progressBar: ${label} was at ${done} of ${total} and cannot be at ${now}`);
    done = now;
    if (ended) return;
    ended = done >= total;
    const step = total === 0 ? steps : Math.floor((done / total) * steps);
    if (step === drawn && !ended) return;
    drawn = step;
    draw({ done, total, label, ended });
  }

  to(0);
  return {
    advance: (count = 1) => to(done + count),
    show: (progress) => to(progress.done),
    end: () => {
      if (ended) return;
      ended = true;
      draw({ done, total, label, ended });
    },
  };
}

interface Drawn extends Required<ProgressBarOptions> {
  readonly done: number;
  readonly ended: boolean;
}

/** Where the bar is drawn, found once: a bar stays where it began. */
function drawer(): (drawn: Drawn) => void {
  const displayId = `open-interest-progress-${randomUUID()}`;
  const host: DisplayHost | undefined = currentHost();
  if (host !== undefined) {
    return (drawn) => {
      host.display(barBundle(drawn), { displayId });
      host.progress?.(lineOf(drawn));
    };
  }
  const display = tslabDisplay();
  if (display !== undefined) return (drawn) => display(barBundle(drawn), displayId);
  if (!process.stderr.isTTY) return () => {};
  return (drawn) => process.stderr.write(`\r\x1b[2K${textOf(drawn)}${drawn.ended ? "\n" : ""}`);
}

function barBundle(drawn: Drawn): MimeBundle {
  const { done, total, ended } = drawn;
  const line = escapeHtml(lineOf(drawn));
  const bar = ended
    ? ""
    : ` <progress max="${total}" value="${done}" aria-label="${escapeHtml(drawn.label)}"></progress>`;
  return {
    "text/html": `<div class="open-interest-progress">${line}${bar}</div>`,
    "text/plain": textOf(drawn),
  };
}

function lineOf({ done, total, label }: Drawn): string {
  return `${label}: ${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`;
}

/** The line, and a bar before it as long as it is not ended. */
function textOf(drawn: Drawn): string {
  if (drawn.ended) return lineOf(drawn);
  const full = Math.min(width, Math.floor((drawn.done / drawn.total) * width));
  return `[${"#".repeat(full)}${"-".repeat(width - full)}] ${lineOf(drawn)}`;
}
