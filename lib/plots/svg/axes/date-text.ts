import { utcFormat } from "d3-time-format";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../series/time.js";
import { textOr } from "../input/json.js";
import type { Axis } from "./axis.js";
import type { Step } from "./tick-step.js";

/**
 * Times of ticks in UTC, as fine as their step, as plotly writes them: the first line what changes from tick to tick
 * (`04:00`, `Jul 2`, `Jul 2025`, `2025`), the second line what it belongs to, where that changes.
 * A `tickformat` of the layout is used as it stands; a line break in it parts the two lines.
 */
export function dateTexts(times: readonly number[], step: Step, { settings }: Axis): string[] {
  const given = textOr(settings.tickformat, "");
  const write = given === "" ? formatOf(step, times) : utcFormat(given);
  let heading = "";
  return times.map((time) => {
    const [text = "", head = ""] = write(new Date(time)).split("\n");
    if (head === "" || head === heading) return text;
    heading = head;
    return `${text}<br>${head}`;
  });
}

function formatOf(step: Step, times: readonly number[]): (date: Date) => string {
  if (step.kind === "months") return utcFormat(step.months % 12 === 0 ? "%Y" : "%b %Y");
  const size = step.kind === "even" ? step.size : 0;
  const from = step.kind === "even" ? step.from : (times[0] ?? 0);
  const day = "%b %-d, %Y";
  if ((size >= dayMs && from % dayMs === 0) || size >= 15 * dayMs) return utcFormat("%b %-d\n%Y");
  if ((size >= minuteMs && from % minuteMs === 0) || size >= hourMs) return utcFormat(`%H:%M\n${day}`);
  if ((size >= secondMs && from % secondMs === 0) || size >= minuteMs) return utcFormat(`%H:%M:%S\n${day}`);
  return utcFormat(`%H:%M:%S.%L\n${day}`);
}
