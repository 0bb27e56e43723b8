import type { TypeService } from "../../../lib/kernel/types/type-service.js";

/** Codes and places of the problems of cells that run one after the other, `2322@1:7`, one list per cell. */
export async function problemsOf(types: TypeService, cells: readonly string[]): Promise<string[][]> {
  const found: string[][] = [];
  for (const code of cells) {
    found.push((await types.check(code)).map((problem) => `${problem.code}@${problem.line}:${problem.column}`));
    types.keep(code);
  }
  return found;
}
