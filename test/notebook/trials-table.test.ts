import { expect, test } from "vitest";
import { Ledger } from "../../lib/evidence/ledger/ledger.js";
import { trialsTable } from "../../lib/notebook/trials-table.js";
import { daysOf, trialOf } from "../evidence/ledger/trial-of.js";

test("trialsTable lists what was tried, best first, and last what has no Sharpe ratio", () => {
  const ledger = new Ledger();
  for (const sharpe of [0.1, Number.NaN, 0.2, 0.1]) ledger.record(trialOf(sharpe, { totalReturn: 0.05 }));
  ledger.record(trialOf(0.05, { data: daysOf("ETH", 0, 5), periodsPerYear: 365 * 24 }));
  const made = trialsTable(ledger);
  expect(made.caption).toBe("4 variants tried in this session");
  // 0.05 √8760 = 4.68, 0.2 √365 = 3.82, 0.1 √365 = 1.91.
  expect(made.rows.map(([name, assets, , , , sharpe, , , repeated]) => [name, assets, sharpe, repeated])).toEqual([
    ["sharpe 0.05", "ETH", "4.68", "0"],
    ["sharpe 0.2", "BTC", "3.82", "0"],
    ["sharpe 0.1", "BTC", "1.91", "1"],
    ["sharpe NaN", "BTC", "–", "0"],
  ]);
  expect(trialsTable(new Ledger()).caption).toBe("0 variants tried in this session");
});
