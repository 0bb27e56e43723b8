import { describe, expect, test } from "vitest";
import { type EventStudy, eventStudy } from "../../../lib/evidence/event-study/event-study.js";
import type { Figure } from "../../../lib/plots/drawing/figure.js";
import { eventStudyFigure } from "../../../lib/plots/evidence/event-study-figure.js";
import { series } from "../../../lib/series/series.js";
import { hourly, hourMs } from "../figures.js";
import { said } from "../said.js";

/**
 * Events at rows 1 (price 100) and 5 (price 200), a row before and one after: growth −10 % and +2 % of the first, +10 % and
 * +6 % of the second. All rows 1 … 6 with a window: see the baseline below.
 */
const times = hourly(8);
const prices = [90, 100, 102, 102, 220, 200, 212, 212];
const close = series({ times, values: prices, name: "close", unit: "price" });
const known = [times[1], times[5]] as number[];
const study = eventStudy(known, close, { before: 1, after: 1, replications: 100 });
const named = ({ data }: Figure, name: string) => data.find((trace) => trace.name === name);

/** The study with another path and counts, as many events give. */
const many: EventStudy = {
  ...study,
  events: 1_234,
  jointP: 0.0213,
  leftOut: { unknown: 1, truncated: 2, missing: 0, sameRow: 0, overlapping: 1_000 },
  path: study.path.map((row) => ({ ...row, lower: row.mean - 0.01, upper: row.mean + 0.02 })),
  conventions: { ...study.conventions, clusters: 900, overlap: "first", shifts: 2_000 },
};

describe("eventStudyFigure", () => {
  // Two events: the quantile at q lies at least + q × (most − least); 5 % of 20 points above −10 % is −9 %.
  test("draws the median and the fan of the events", () => {
    const figure = eventStudyFigure(study);
    expect(named(figure, "median")).toMatchObject({ x: [-1, 0, 1], y: [0, 0, 0.04], yaxis: "y" });
    expect(named(figure, "5%")?.y).toEqual([-0.09, 0, 0.022]);
    expect(named(figure, "25%")?.y).toEqual([-0.05, 0, 0.03]);
    expect(named(figure, "75%")).toMatchObject({ y: [0.05, 0, 0.05], fill: "tonexty" });
    expect(named(figure, "95%")).toMatchObject({ y: [0.09, 0, 0.058], fill: "tonexty" });
  });

  // Growth to the next row of rows 1 … 6: 2 %, 0, 118/102, −20/220, 6 %, 0; their mean is 1.145954 / 6 = 0.190992.
  test("draws the mean below with that of all rows, and says what that is", () => {
    const figure = eventStudyFigure(study);
    expect(named(figure, "mean of events")).toMatchObject({ y: [0, 0, 0.04], yaxis: "y2" });
    expect((named(figure, "mean of all rows")?.y as number[] | undefined)?.[2]).toBe(0.190992);
    expect(said(figure)).toContain("All rows: the mean path whether there is an event or not");
  });

  test("draws the band of the mean, and says so where there are too few clusters for one", () => {
    expect(named(eventStudyFigure(study), "band, lower end")).toBeUndefined();
    expect(said(eventStudyFigure(study))).toContain("No band of the mean: 2 clusters are too few for 95%");
    const figure = eventStudyFigure(many);
    expect(named(figure, "band, lower end")).toMatchObject({ y: [-0.01, -0.01, 0.03], yaxis: "y2" });
    expect(named(figure, "band, upper end")).toMatchObject({ y: [0.02, 0.02, 0.06], fill: "tonexty" });
    expect(said(figure)).toContain("its 95% band");
  });

  test("says how many events there were, how overlaps were treated, what was left out, and the p", () => {
    const text = said(eventStudyFigure(many, { measure: "BTC price", intervalMs: hourMs }));
    expect(text).toContain("BTC price around 1,234 events");
    expect(text).toContain("1,234 events in 900 clusters; of overlapping ones the first kept");
    expect(text).toContain("Left out: 1 never known, 2 cut off by the ends of the data, 1,000 overlapping");
    expect(text).toContain("p 0.021 of the whole path over 1h, against the same dates moved 2,000 times");
  });

  test("tells the horizon as time where the interval is known", () => {
    const figure = eventStudyFigure(study, { intervalMs: 2 * hourMs });
    expect(named(figure, "median")?.x).toEqual([-2, 0, 2]);
    expect(figure.layout.xaxis).toMatchObject({ title: { text: "hours after the event was known" }, range: [-2, 2] });
    expect(eventStudyFigure(study).layout.xaxis).toMatchObject({ title: { text: "rows after the event was known" } });
  });

  test("shades what lies before the event was known, and draws no change as a line", () => {
    const { shapes } = eventStudyFigure(study).layout as { shapes: unknown[] };
    expect(shapes).toContainEqual(expect.objectContaining({ type: "rect", x0: -1, x1: 0 }));
    expect(shapes).toContainEqual(expect.objectContaining({ type: "line", x0: 0, x1: 0, yref: "paper" }));
    for (const yref of ["y", "y2"]) {
      expect(shapes).toContainEqual(expect.objectContaining({ type: "line", y0: 0, y1: 0, yref }));
    }
    const none = eventStudy(known, close, { before: 0, after: 1, replications: 100 });
    expect(JSON.stringify(eventStudyFigure(none).layout.shapes)).not.toContain("rect");
  });

  test("takes the unit of a path of changes, with decimals for small ones", () => {
    const rates = close.with(
      close.values.map((value) => value / 1e6),
      { unit: "fraction" },
    );
    const changes = eventStudy(known, rates, { before: 1, after: 1, replications: 100, path: "change" });
    const figure = eventStudyFigure(changes, { unit: "fraction" });
    expect(said(figure)).toContain("Change (%)");
    // Changes of −0.00001 and 0.00002: the fan reaches 0.00185 %, told to the ten-thousandth.
    expect(figure.layout.yaxis).toMatchObject({ tickformat: ".4%" });
    expect(said(eventStudyFigure(changes))).toContain("Change (number)");
    expect(() => eventStudyFigure(changes, { unit: "percent" as "fraction" })).toThrow(
      'eventStudyFigure: unknown unit "percent"; known: contracts, base',
    );
  });

  test("says that no event could be used rather than drawing nothing in silence", () => {
    const figure = eventStudyFigure(eventStudy([], close, { before: 1, after: 1, replications: 100 }));
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(said(figure)).toContain("No event could be used: nothing is drawn");
    expect(named(figure, "median")?.y).toEqual([null, null, null]);
  });

  test("refuses an interval of nothing", () => {
    expect(() => eventStudyFigure(study, { intervalMs: -1 })).toThrow(
      "eventStudyFigure: intervalMs -1 is not a length",
    );
  });
});
