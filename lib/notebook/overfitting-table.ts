import type { Overfitting } from "../evidence/overfitting/overfitting-probability.js";
import { formatCells } from "./format-cells.js";
import { type Table, type TableOptions, table } from "./table.js";

/** How often the best of one half of the time is worse than most in the other, each number with what it means. */
export function overfittingTable(
  { probability, probabilityOfLoss, logit, degradation, dominance, conventions }: Overfitting,
  { caption, note }: Pick<TableOptions, "caption" | "note"> = {},
): Table {
  const { measure, strategies, blocks, splits, rows, skipped } = conventions;
  const count = (value: number): string => value.toLocaleString("en-US");
  const number = (value: number, digits: number): string => formatCells([value], "number", digits)[0] as string;
  const percent = (value: number): string => formatCells([value], "percent", 1)[0] as string;
  const order = dominance.firstOrder ? "for any taste" : dominance.secondOrder ? "for all who dislike risk" : "no";
  const lines: readonly (readonly [name: string, value: string, how: string])[] = [
    ["Probability of overfitting", percent(probability), "the best of one half is at or below the median in the other"],
    ["Probability of loss", percent(probabilityOfLoss), "the best of one half is below 0 in the other"],
    ["Median logit", number(logit.median, 2), "of its rank in the other half; 0 is the middle"],
    ["Slope", number(degradation.slope, 2), "of its measure in the other half on that in its own"],
    ["R²", number(degradation.rSquared, 2), "of that slope"],
    ["Choosing beats chance", order, "in the other half (stochastic dominance)"],
  ];
  const gaps = skipped > 0 ? `${count(skipped)} rows with a gap left out` : undefined;
  return table(
    lines.map(([name, value, how]) => ({ name, value, how })),
    {
      caption: caption ?? `Overfitting: ${percent(probability)} of ${count(splits)} splits`,
      note: [`${count(strategies)} strategies by ${measure}`, `${blocks} blocks of ${count(rows)} rows`, gaps, note]
        .filter((text) => text !== undefined)
        .join("; "),
      columns: [
        { key: "name", name: "measure" },
        { key: "value", name: "value", align: "right" },
        { key: "how", name: "what it is" },
      ],
    },
  );
}
