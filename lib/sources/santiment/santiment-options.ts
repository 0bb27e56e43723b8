import { checkNames } from "../check-names.js";
import type { ProviderOptions } from "../provider-options.js";
import { fundingOf, type SanMetric } from "./san-columns.js";
import type { SanForm } from "./san-documents.js";

/** What to load from Santiment. Its key is `key`, SANTIMENT_API_KEY or SANPY_APIKEY; without one it gives what is free. */
export interface SantimentOptions extends ProviderOptions {
  /** Length of a bar, a multiple of five minutes. Default `5m`. */
  readonly interval?: string | undefined;
  /** Open interest by exchange, by settlement currency, or of all. Default `exchange_open_interest`. */
  readonly metric?: SanMetric | undefined;
  /** Settlement currencies, for the metric by them. Default: all that Santiment names. */
  readonly currencies?: readonly string[] | undefined;
  /** Santiment's name of the asset, such as `bitcoin`. Default: by the asset, for those that are known here. */
  readonly slug?: string | undefined;
  /** Whether funding rates are loaded too, which doubles the calls. Default true. */
  readonly funding?: boolean | undefined;
  /** Whether rows that are not final are kept, with the bar that is not over at `now`. Default false. */
  readonly includeIncomplete?: boolean | undefined;
  /** Plan of the key, for pace and size of calls: free, basic, pro, max, business_pro or business_max. Default `free`. */
  readonly plan?: string | undefined;
  /** Most points of a call. Default: as many as Santiment accepts. */
  readonly pointsPerCall?: number | undefined;
  /** Field of the rows; `timeseriesData` is taken by itself where a server knows no other. Default `timeseriesDataJson`. */
  readonly form?: SanForm | undefined;
}

const forms: readonly SanForm[] = ["timeseriesDataJson", "timeseriesData"];

/**
 * @throws {RangeError} for a choice that is not known, naming those that are, or an option that the metric has not
 * @throws {TypeError} for venues or currencies that are no list
 */
export function checkSantimentOptions({ metric, form, venues, currencies, pointsPerCall = 1 }: SantimentOptions): void {
  checkChoice("metric", metric, Object.keys(fundingOf));
  checkChoice("form", form, forms);
  if (venues !== undefined && metric !== "exchange_open_interest") {
    throw new RangeError(`loadSantiment: ${metric} is not by venue; leave venues out, or take exchange_open_interest`);
  }
  if (currencies !== undefined && metric !== "open_interest_per_settlement_currency") {
    throw new RangeError(
      `loadSantiment: ${metric} is not by currency; leave currencies out, or take open_interest_per_settlement_currency`,
    );
  }
  for (const [name, list] of Object.entries({ venues, currencies })) {
    if (list === undefined) continue;
    checkNames("loadSantiment", name, list);
    if (list.length === 0) throw new RangeError(`loadSantiment: ${name} is empty; name one, or leave it out for all`);
  }
  if (pointsPerCall >= 1 && Number.isInteger(pointsPerCall)) return;
  throw new RangeError(`loadSantiment: pointsPerCall is ${pointsPerCall}; give a whole number from 1 up`);
}

function checkChoice(name: string, value: string | undefined, known: readonly string[]): void {
  if (value === undefined || known.includes(value)) return;
  throw new RangeError(`loadSantiment: unknown ${name} "${value}"; known: ${known.join(", ")}`);
}
