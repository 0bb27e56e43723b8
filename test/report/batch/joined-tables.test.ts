import { expect, test } from "vitest";
import type { NotebookOutput } from "../../../lib/kernel/session/outputs.js";
import { displaySymbol } from "../../../lib/notebook/display-symbol.js";
import { table, tableMime } from "../../../lib/notebook/table.js";
import { joinedSummaries } from "../../../lib/report/batch/joined-tables.js";

const shown = (data: Readonly<Record<string, unknown>>): NotebookOutput => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const row = (sharpe: number, caption = "The rule") =>
  shown(table([{ sharpe, rows: 10 }], { caption })[displaySymbol]());
const text = (content: string) => shown({ "text/markdown": content });

test("tables with the same columns become one, with the varied values in front", () => {
  const { tables, rest } = joinedSummaries([
    { varied: { asset: "BTC", hours: 4 }, summary: [text("one"), row(1.25)] },
    { varied: { asset: "ETH", hours: 4 }, summary: [] },
    { varied: { asset: "SOL", hours: 4 }, summary: [row(-0.5, "Another")] },
  ]);
  expect(tables).toHaveLength(1);
  expect(tables[0]).toMatchObject({
    caption: "",
    columns: [
      { name: "asset", align: "left" },
      { name: "hours", align: "left" },
      { name: "sharpe", align: "right" },
      { name: "rows", align: "right" },
    ],
    rows: [
      ["BTC", "4", "1.25", "10"],
      ["SOL", "4", "-0.5", "10"],
    ],
    note: "no such table in asset=ETH, hours=4",
  });
  expect(rest).toEqual([[text("one")], [], []]);
});

test("tables that differ in their columns stay where they are", () => {
  const other = shown(table([{ return: 1 }])[displaySymbol]());
  const summaries = [
    { varied: { asset: "BTC" }, summary: [row(1), row(3)] },
    { varied: { asset: "ETH" }, summary: [other, row(4)] },
  ];
  const { tables, rest } = joinedSummaries(summaries);
  expect(tables.map(({ rows }) => rows)).toEqual([
    [
      ["BTC", "3", "10"],
      ["ETH", "4", "10"],
    ],
  ]);
  expect(rest).toEqual([[summaries[0]?.summary[0]], [other]]);
});

test("a table of one report alone stays with it, and so does what only calls itself a table", () => {
  const odd = [
    null,
    5,
    { caption: "", columns: [{ name: "a", align: "left" }], rows: [["1", "2"]], note: "" },
    { caption: "", columns: "ab", rows: [], note: "" },
    { caption: "", columns: [null], rows: [[null]], note: "" },
  ].map((json) => shown({ [tableMime]: json, "text/plain": "x" }));
  const summaries = [
    { varied: { asset: "BTC" }, summary: [...odd, row(1)] },
    { varied: { asset: "ETH" }, summary: odd },
  ];
  expect(joinedSummaries(summaries)).toEqual({ tables: [], rest: summaries.map(({ summary }) => summary) });
});

test("no reports have no tables", () => {
  expect(joinedSummaries([])).toEqual({ tables: [], rest: [] });
});
