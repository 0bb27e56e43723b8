import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { onGrid } from "../../lib/series/grid.js";
import type { Panel } from "../../lib/series/panel.js";
import type { Series } from "../../lib/series/series.js";
import { hourMs } from "../../lib/series/time.js";
import { readCsvFile } from "../../lib/sources/csv/csv-file.js";

// Bitcoin open interest of 21 venues, four-hourly, 2025-05-15 to 2025-11-14. The files are not part of the repository.
const folder = resolve(import.meta.dirname, "../../../shared/data/venues-4h");

/** Path of one of the files. */
export function realFile(name: string): string {
  return resolve(folder, name);
}

/** What a test on these files is called, and whether they are there. */
export const onRealVenues = "on real venues (skipped where ../shared/data/venues-4h is absent)";
export const realVenuesAbsent: boolean = !existsSync(folder);
export const realChart: string = realFile("openInterest_exchange_history_chart_BTC_4h.csv");

/** Open interest of each venue in dollars and in coins at the common price, on a regular grid with its hole. */
export async function realVenues(): Promise<{
  readonly oiUsd: Panel;
  readonly oiBase: Panel;
  readonly price: Series;
}> {
  // Labels are bar starts and values those at the start, so a row is what was true at its label.
  const common = { timeColumn: "timestamp", label: "instant" } as const;
  const chart = await readCsvFile(realChart, { ...common, unit: "usd", except: ["datetime", "price"], venues: true });
  const prices = await readCsvFile(realChart, { ...common, unit: "price", columns: ["price"] });
  const oiUsd = onGrid(chart.panel, 4 * hourMs);
  const price = onGrid(prices.panel, 4 * hourMs).column("price");
  const oiBase = oiUsd.map(({ values }) => values.map((value, t) => value / price.values[t]), "base");
  return { oiUsd, oiBase, price };
}
