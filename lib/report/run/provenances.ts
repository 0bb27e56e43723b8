import type { Provenance } from "../../sources/dataset.js";

/**
 * Where data came from, told by the values of a notebook: each dataset carries its provenance, so that one that is kept
 * under a name cannot be shown without it. The same provenance is told once.
 */
export function provenancesIn(values: Iterable<unknown>): Provenance[] {
  const found = new Map<string, Provenance>();
  for (const value of values) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const provenance = (one as { readonly provenance?: unknown } | null | undefined)?.provenance;
      if (isProvenance(provenance)) found.set(JSON.stringify(provenance), provenance);
    }
  }
  return [...found.values()];
}

function isProvenance(value: unknown): value is Provenance {
  const { source, simulated, description, files } = (value ?? {}) as Partial<Provenance>;
  return (
    typeof source === "string" &&
    typeof simulated === "boolean" &&
    typeof description === "string" &&
    Array.isArray(files)
  );
}
