import { describe, expect, test } from "vitest";
import { evidence } from "../../lib/evidence/verdict/evidence.js";
import { displaySymbol } from "../../lib/notebook/display-symbol.js";
import { evidenceTable } from "../../lib/notebook/evidence-table.js";
import { mimeBundle } from "../../lib/notebook/mime-bundle.js";
import { tableMime } from "../../lib/notebook/table.js";
import { seededNoise } from "../series/seeded-noise.js";

const noise = seededNoise(7);
const returns = Float64Array.from({ length: 600 }, () => 0.0012 + 0.04 * noise());
const told = { periodsPerYear: 365, replications: 200 };

describe("evidenceTable", () => {
  // The numbers are those of the test of `evidence`, rounded.
  test("has the verdict above, and each number with its interval and convention", () => {
    const trials = { trials: 37, sharpeVariance: 0.0025, elsewhere: 4 };
    const made = evidenceTable(evidence(returns, { ...told, trials, trades: 12, breakEvenBps: 30, chargedBps: 7 }));
    expect(made.caption).toBe(
      "Not distinguishable from luck: deflated Sharpe 0.32 after 37 variants, at least 0.95 is asked for",
    );
    expect(made.columns.map(({ name }) => name)).toEqual(["measure", "value", "95 % interval", "convention"]);
    const cells = Object.fromEntries(made.rows.map(([name, value, , how]) => [name, [value, how]]));
    expect(cells).toEqual({
      "Sharpe ratio": ["1.70", "for a year, risk-free rate 0, n − 1"],
      "Mean return": ["38.2%", "for a year, not compounded"],
      "t of the mean": ["2.54", "Newey–West, 15 lags"],
      "p of the mean": ["0.011", "two-sided, of a mean of 0"],
      "Probabilistic Sharpe ratio": ["0.986", "probability of a true ratio above 0, had nothing else been tried"],
      "Variants tried": ["37", "on this market and period; 4 on other data not counted"],
      "Expected best of them": ["2.06", "Sharpe ratio for a year, if none had skill"],
      "Deflated Sharpe ratio": ["0.323", "probability of a true ratio above that"],
      "Years needed": ["0.93", "for this ratio to be above 0 with 95 % (MinTRL)"],
      "Years of luck": ["1.60", "up to which the best of them shows this ratio without skill (MinBTL)"],
      "Maximum drawdown": ["-11.8%", "from the highest wealth so far"],
      "Break-even cost": ["30.0", "basis points a fill; 7.0 charged"],
      Trades: ["12", "closed"],
    });
    const [, , interval] = made.rows[0];
    expect(interval).toMatch(/^-?\d\.\d\d to \d\.\d\d$/);
    expect(made.note).toMatch(
      /^Only 12 closed trades: few decisions can be lucky together; 600 simple returns, 1\.64 years; 200 resamples in blocks of \d+\.\d, seed 1$/,
    );
  });

  test("says where the variants differ less than luck would have them", () => {
    const how = (sharpeVariance: number) =>
      evidenceTable(evidence(returns, { ...told, trials: { trials: 9, sharpeVariance } })).rows.find(
        ([name]) => name === "Expected best of them",
      )?.[3];
    expect(how(0.0001)).toBe("Sharpe ratio for a year, if none had skill; spread as of unrelated ones");
    expect(how(0.0025)).toBe("Sharpe ratio for a year, if none had skill");
  });

  test("is what a cell shows of evidence, also of too little", () => {
    const few = evidence([0.01], told);
    const bundle = mimeBundle(few);
    expect(Object.keys(bundle)).toEqual([tableMime, "text/html", "text/plain"]);
    expect(bundle).toEqual(evidenceTable(few)[displaySymbol]());
    expect(bundle["text/plain"]).toContain("Cannot be judged: 1 return,");
    expect(bundle["text/plain"]).not.toContain("NaN");
  });
});
