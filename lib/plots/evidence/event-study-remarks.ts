import type { EventOverlap } from "../../evidence/event-study/event-rows.js";
import type { EventStudy } from "../../evidence/event-study/event-study.js";
import { countText } from "../../series/count-text.js";
import type { RowTime } from "../drawing/row-time.js";

const treatments: Readonly<Record<EventOverlap, string>> = {
  keep: "overlapping ones kept and resampled together",
  first: "of overlapping ones the first kept",
  drop: "overlapping ones left out",
};

const reasons = {
  unknown: "never known",
  truncated: "cut off by the ends of the data",
  missing: "with a missing value",
  sameRow: "on the same row as another",
  overlapping: "overlapping",
} as const satisfies Record<keyof EventStudy["leftOut"], string>;

/** What a reader must know of an event study to judge it, a line each. */
export function eventStudyRemarks(
  { events, leftOut, jointP, path, conventions }: EventStudy,
  time: RowTime,
): readonly (string | undefined)[] {
  const { clusters, overlap, after, shifts, baseline, level } = conventions;
  if (events === 0) return ["No event could be used: nothing is drawn", leftOutText(leftOut)];
  const hasBand = path.some(({ lower }) => !Number.isNaN(lower));
  const percent = `${Number((100 * level).toPrecision(4))}%`;
  return [
    `${countText(events, "event")} in ${countText(clusters, "cluster")}; ${treatments[overlap]}`,
    leftOutText(leftOut),
    Number.isNaN(jointP)
      ? "No p: there are no other dates to compare with"
      : `p ${jointP.toPrecision(2)} of the whole path over ${time.text(after)}, against the same dates moved ${countText(shifts, "time")}`,
    hasBand ? undefined : `No band of the mean: ${countText(clusters, "cluster")} are too few for ${percent}`,
    baseline === "none" ? undefined : "All rows: the mean path whether there is an event or not",
    "Shaded: before the event was known, which could not be traded",
  ];
}

function leftOutText(leftOut: EventStudy["leftOut"]): string | undefined {
  const told = Object.entries(reasons)
    .filter(([reason]) => leftOut[reason as keyof typeof reasons] > 0)
    .map(([reason, words]) => `${leftOut[reason as keyof typeof reasons].toLocaleString("en-US")} ${words}`);
  return told.length === 0 ? undefined : `Left out: ${told.join(", ")}`;
}
