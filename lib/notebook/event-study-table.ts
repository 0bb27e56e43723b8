import type { EventStudy } from "../evidence/event-study/event-study.js";
import { type Table, type TableOptions, table } from "./table.js";

/** What tended to happen around events, row by row from the event, with its doubt. */
export function eventStudyTable(
  { path, events, leftOut, jointP, conventions }: EventStudy,
  { caption, note, maxRows = 14 }: Pick<TableOptions, "caption" | "note" | "maxRows"> = {},
): Table {
  const { clusters, level, replications, shifts, overlap } = conventions;
  const count = (value: number): string => value.toLocaleString("en-US");
  const lost = Object.values(leftOut).reduce((sum, value) => sum + value, 0);
  const format = conventions.path === "change" ? "number" : "percent";
  const joint = jointP === jointP ? jointP.toFixed(3) : "–";
  const remarks = [
    `${count(clusters)} clusters of overlapping windows (overlap: ${overlap})`,
    lost > 0 ? `${count(lost)} events left out` : undefined,
    `band of the mean at ${100 * level} %, ${count(replications)} resamples`,
    `p by ${count(shifts)} shifts of the dates; joint p of the path after the event ${joint}`,
    note,
  ];
  return table(path, {
    caption: caption ?? `Event study: ${count(events)} events, ${conventions.path}`,
    note: remarks.filter((remark) => remark !== undefined).join("; "),
    maxRows,
    columns: [
      { key: "offset", name: "rows after", digits: 0 },
      { key: "mean", format },
      { key: "lower", format },
      { key: "upper", format },
      { key: "median", format },
      { key: "q05", name: "5 %", format },
      { key: "q95", name: "95 %", format },
      { key: "abnormal", format },
      { key: "p", format: "number", digits: 3 },
    ],
  });
}
