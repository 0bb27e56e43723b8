import { describe, expect, test } from "vitest";
import type { LagRow, LeadLag } from "../../../lib/analytics/comovement/lead-lag.js";
import { leadLagFigure } from "../../../lib/plots/market/lead-lag-figure.js";
import { hourMs } from "../figures.js";
import { said } from "../said.js";

/** 12 rows, 10 degrees of freedom: Student's t leaves 5 % beyond 2.22814 and 5/3 % beyond 2.87007 (scipy 1.17.1). */
const row = (lag: number, correlation: number, p: number): LagRow => ({
  lag,
  correlation,
  p,
  holmP: Math.min(1, 3 * p),
  standardError: 0.1,
  t: correlation / 0.1,
  rows: 12,
});
const asymmetry = { value: 0.4, standardError: 0.1, t: 4, p: 0.002, rows: 11 };

function found(lags: readonly LagRow[], changes: Partial<LeadLag> = {}): LeadLag {
  const peak = [...lags].sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))[0] as LagRow;
  return {
    first: "okx",
    second: "<b>bybit</b>",
    lags,
    peak,
    asymmetry,
    tests: 3,
    bonferroniP: 0.05 / 3,
    firstDelayMs: 0,
    secondDelayMs: 0,
    ...changes,
  };
}

const ahead = [row(-1, 0.1, 0.34), row(0, 0.2, 0.07), row(1, 0.5, 0.0005)];
/** The last annotation is the label at the peak. */
const label = (leadLag: LeadLag) =>
  (leadLagFigure(leadLag, { intervalMs: 2 * hourMs }).layout.annotations as { text: string }[])
    .at(-1)
    ?.text.replaceAll("<br>", " ");

describe("leadLagFigure", () => {
  test("draws a bar for each lag, full beyond the band of all lags and pale within", () => {
    const bars = leadLagFigure(found(ahead)).data.at(-1);
    expect(bars).toMatchObject({ type: "bar", x: [-1, 0, 1], y: [0.1, 0.2, 0.5] });
    expect(bars?.marker).toEqual({ color: ["rgba(230,159,0,0.45)", "rgba(140,140,140,0.45)", "#0072B2"] });
  });

  // 2.22814 and 2.87007 errors of 0.1.
  test("draws the bands of a single lag and of all lags from the errors", () => {
    const [below, above, allBelow, allAbove] = leadLagFigure(found(ahead)).data;
    expect(below?.y).toEqual([-0.222814, -0.222814, -0.222814]);
    expect(above).toMatchObject({ y: [0.222814, 0.222814, 0.222814], fill: "tonexty" });
    expect(allBelow?.y).toEqual([-0.287007, -0.287007, -0.287007]);
    expect(allAbove).toMatchObject({ y: [0.287007, 0.287007, 0.287007], line: { dash: "dot" } });
  });

  test("tells lags as time where the interval is known", () => {
    const { data, layout } = leadLagFigure(found(ahead), { intervalMs: 2 * hourMs });
    expect(data.at(-1)?.x).toEqual([-2, 0, 2]);
    expect(layout.xaxis).toMatchObject({ title: { text: "&lt;b&gt;bybit&lt;/b&gt; later by … hours" } });
    expect(JSON.stringify(data.at(-1)?.text)).toContain("&lt;b&gt;bybit&lt;/b&gt; 2h before okx");
  });

  test("shortens long names so that the two stay apart", () => {
    const [first, second] = ["binance BTCUSDT", "binance BTCUSDC"];
    const { layout } = leadLagFigure(found(ahead, { first, second }));
    expect(layout.xaxis).toMatchObject({ title: { text: "binanc…CUSDC later by … rows" } });
    expect(JSON.stringify(layout.annotations)).toContain("binanc…CUSDT leads");
  });

  test("says who leads by how much, the names as text", () => {
    expect(label(found(ahead))).toBe("okx leads &lt;b&gt;bybit&lt;/b&gt; by 2h");
    const mirrored = ahead.map((lagRow) => ({ ...lagRow, lag: -lagRow.lag }));
    const asymmetric = { asymmetry: { ...asymmetry, value: -0.4 } };
    expect(label(found(mirrored, asymmetric))).toBe("&lt;b&gt;bybit&lt;/b&gt; leads okx by 2h");
  });

  test("says that the first leads the other way where the correlation is below 0", () => {
    const opposite = ahead.map((lagRow) => ({ ...lagRow, correlation: -lagRow.correlation }));
    expect(label(found(opposite, { asymmetry: { ...asymmetry, value: -0.4 } }))).toContain("by 2h, the other way");
  });

  test("claims no lead without an asymmetry, at lag 0, or within chance", () => {
    expect(label(found(ahead, { asymmetry: { ...asymmetry, p: 0.4 } }))).toContain("but follows as much as it leads");
    expect(label(found(ahead, { asymmetry: { ...asymmetry, value: -0.4 } }))).toContain("but follows as much");
    const together = [row(-1, 0.1, 0.34), row(0, 0.6, 0.0001), row(1, 0.1, 0.34)];
    expect(label(found(together, { asymmetry: { ...asymmetry, p: 0.4 } }))).toBe("they move together, no lead seen");
    expect(label(found(together))).toBe("they move together, one more before the other");
    const chance = [row(-1, 0.1, 0.34), row(0, 0.2, 0.07), row(1, 0.25, 0.03)];
    expect(label(found(chance))).toBe("no lag is beyond chance");
    const other = [row(-1, 0.3, 0.001), row(0, 0.2, 0.07), row(1, 0.35, 0.03)];
    expect(label(found(other))).toBe("the largest is not beyond chance, though another is");
  });

  test("says how many lags were looked at, the asymmetry, and what is known late", () => {
    const text = said(leadLagFigure(found(ahead, { firstDelayMs: 300_000 })));
    expect(text).toContain("dotted: all 3 lags together (Bonferroni)");
    expect(text).toContain("Asymmetry (okx leading less following): 0.400 ± 0.100, p 0.0020");
    const behind = { asymmetry: { ...asymmetry, value: -6.216, p: Number.NaN } };
    expect(said(leadLagFigure(found(ahead, behind)))).toMatch(/following\): −6\.216 ± 0\.100(\n|$)/);
    expect(text).toContain("okx is known 5m late: a shorter lead cannot be used");
  });

  test("is plain JSON and says so where there is too little data", () => {
    const nothing = row(0, Number.NaN, Number.NaN);
    const empty = { ...nothing, standardError: Number.NaN, rows: 0 };
    const figure = leadLagFigure(
      found([empty], { peak: { ...empty, lag: Number.NaN }, tests: 0, bonferroniP: Number.NaN }),
    );
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(said(figure)).toContain("too little data for any lag");
    expect(said(figure)).not.toMatch(/leads|Bonferroni/);
    expect(figure.layout.yaxis).toMatchObject({ range: [expect.closeTo(-1.12, 3), expect.any(Number)] });
  });

  // The label is as high as its lines of 14 pixels, over bars and bands, and the key stands above the plot.
  test("has room for all lines of its label within the plot", () => {
    const name = "change of the open interest of all perpetuals that are margined in coins";
    const long = found(ahead, {
      first: `${name} at okx`,
      second: `${name} at bybit`,
      asymmetry: { ...asymmetry, p: 0.4 },
    });
    const { layout } = leadLagFigure(long);
    const { margin, height, annotations, yaxis } = layout as {
      margin: { t: number; b: number };
      height: number;
      annotations: { text: string; y: number }[];
      yaxis: { range: [number, number] };
    };
    const { text, y } = annotations.at(-1) as { text: string; y: number };
    const pixels = (height - margin.t - margin.b) / (yaxis.range[1] - yaxis.range[0]);
    const lines = text.split("<br>").length;
    expect(lines).toBeGreaterThan(3);
    expect((yaxis.range[1] - y) * pixels).toBeGreaterThan(14 * lines);
    expect(y).toBe(0.5);
  });

  test("refuses an interval of nothing", () => {
    expect(() => leadLagFigure(found(ahead), { intervalMs: 0 })).toThrow(
      "leadLagFigure: intervalMs 0 is not a length of time; give milliseconds above 0",
    );
  });
});
