import type { Identity } from "../../../lib/series/identity.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { start } from "../panels.js";

/** Funding rates at hours after 2025-07-01T00:00Z. */
export function settled(
  hours: readonly number[],
  rates: readonly number[],
  identity: Identity & { readonly name?: string } = {},
): Series {
  const { name = "rate", ...rest } = identity;
  return series({ times: hours.map((hour) => start + hour * hourMs), values: rates, name, unit: "fraction", ...rest });
}
