import { sameBarMark } from "../../backtest/results/same-bar-mark.js";
import type { FoldRecord } from "../../backtest/validation/fold-record.js";

/** What the folds of a walk-forward chose, by parameter. */
export interface FoldParameters {
  /** Parameters that differ between folds, with the text of each fold; absent where a fold chose nothing. */
  readonly varying: readonly { readonly name: string; readonly values: readonly (string | undefined)[] }[];
  /** Parameters that are the same in all folds, as `hold=24`. */
  readonly constant: readonly string[];
}

/**
 * The parameters in the names of the columns chosen, which a sweep writes as `fast=5, slow=20`. Columns with other
 * names have one parameter, their name.
 */
export function foldParameters(folds: readonly Pick<FoldRecord, "name" | "column">[]): FoldParameters {
  const plain = folds.map(({ name, column }) => (column < 0 ? undefined : name.replace(sameBarMark, "").trim()));
  const parsed = plain.map((name) => (name === undefined ? undefined : entriesOf(name)));
  const first = parsed.find((entries) => entries !== undefined);
  const names = first?.map(([name]) => name) ?? [];
  const agree = parsed.every(
    (entries) => entries === undefined || entries.map(([name]) => name).join("\n") === names.join("\n"),
  );
  if (first === undefined || names.length === 0 || !agree)
    return { varying: [{ name: "chosen", values: plain }], constant: [] };
  const columns = names.map((name, place) => ({ name, values: parsed.map((entries) => entries?.[place][1]) }));
  const isConstant = ({ values }: { readonly values: readonly (string | undefined)[] }): boolean =>
    new Set(values.filter((value) => value !== undefined)).size < 2;
  return {
    varying: columns.filter((column) => !isConstant(column)),
    constant: columns.filter(isConstant).map(({ name }, _, all) => `${name}=${constantValue(all, name)}`),
  };
}

function constantValue(
  columns: readonly { readonly name: string; readonly values: readonly (string | undefined)[] }[],
  of: string,
): string {
  return columns.find(({ name }) => name === of)?.values.find((value) => value !== undefined) ?? "";
}

/** `fast=5, slow=20` as pairs; none where a part has no `=`. */
function entriesOf(name: string): readonly (readonly [name: string, value: string])[] {
  const parts = name.split(", ").map((part): readonly [string, string] => {
    const at = part.indexOf("=");
    return [part.slice(0, Math.max(0, at)), part.slice(at + 1)];
  });
  return parts.every(([parameter]) => parameter !== "") ? parts : [];
}
