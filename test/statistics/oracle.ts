import { existsSync, readFileSync } from "node:fs";

const file = new URL("../../../shared/oracles/05_hac_timeseries_tests.json", import.meta.url);

/** One set of inputs with the values that statsmodels or scipy computed. */
export interface OracleCase {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: { readonly rel: number };
}

export const oraclesAbsent: boolean = !existsSync(file);

/** The case of that name. */
export function oracle(id: string): OracleCase {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: OracleCase[] };
  const found = cases.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no case "${id}"`);
  return found;
}
