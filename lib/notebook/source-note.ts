import type { Dataset } from "../sources/dataset.js";

/** The line below a figure that says where its data comes from, and that it is not real where it is not. */
export function sourceNote({ asset, provenance }: Pick<Dataset, "asset" | "provenance">): string {
  return provenance.simulated ? `${asset}, simulated market: not real data` : `${asset}, source: ${provenance.source}`;
}
