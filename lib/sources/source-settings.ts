import type { SourceName } from "./source-options.js";

/** What a setting of a source takes. A list is written with commas between, and names may be a list or pairs too. */
type SettingKind = "text" | "number" | "boolean" | "list" | "names";

/** A setting that one source has beside what all take. */
export interface SourceSetting {
  readonly kind: SettingKind;
  /** What it is, in a line. */
  readonly meaning: string;
}

type Settings = Readonly<Record<string, SourceSetting>>;

const text = (meaning: string): SourceSetting => ({ kind: "text", meaning });
const number = (meaning: string): SourceSetting => ({ kind: "number", meaning });
const boolean = (meaning: string): SourceSetting => ({ kind: "boolean", meaning });
const list = (meaning: string): SourceSetting => ({ kind: "list", meaning });
const names = (meaning: string): SourceSetting => ({ kind: "names", meaning });

const archive: Settings = {
  symbol: text("name of the instrument in the archive, such as BTCUSDT or BTCUSD_PERP"),
  margin: text("linear or inverse, where no symbol is given"),
  keep: text("folder in which the files stay, so that they are fetched once"),
  parallelism: number("files read at once"),
};

const { symbol: _, ...historical } = archive;

const table: Settings = {
  name: text("what a store calls the file (default: its name)"),
  vendor: text("what export it is, where its shape does not tell"),
  timeColumn: text("column of times"),
  timeZone: text("zone of times written without one"),
  unit: text("usd or base"),
  label: text("what a time says of its values: instant, start or end"),
  layout: text("wide: a column for each name; long: one column of values"),
  columns: names("columns to take, or name=venue pairs, with commas between"),
  except: names("columns to leave out"),
  keyColumns: names("long: columns that name a value's column"),
  valueColumn: text("long: column of values"),
  assetColumn: text("column of assets, of which one is read"),
  where: names("only rows with these cells: column=value pairs"),
  venues: boolean("whether the columns are exchanges"),
  scale: number("factor for every value"),
  delimiter: text("what stands between cells (comma, semicolon, tab or | is found by itself)"),
  decimal: text("what separates whole numbers from fractions: . or a comma"),
  priceColumn: text("column of the price at that instant"),
  priceColumns: names("column of prices of each column: name=column pairs"),
  pricePath: text("file of prices"),
  priceTimeColumn: text("column of times there"),
  priceValueColumn: text("column of prices there, where it has no bars"),
  priceLabel: text("what the times there say"),
};

const settingsOf: Readonly<Record<SourceName, Settings>> = {
  sample: {},
  "binance-archive": archive,
  binance: historical,
  exchange: {
    exchange: text("ccxt's name of one exchange, instead of venues"),
    margin: text("linear, inverse or all"),
    openInterest: text("required, or if kept: load bars and funding of a venue without a history"),
    onFailure: text("throw, or skip a venue that fails"),
  },
  blocklens: {
    includeIncomplete: boolean("whether the day that is not over is kept"),
    limit: number("rows of one answer"),
    requestsPerHour: number("requests in an hour"),
  },
  santiment: {
    metric: text("exchange_open_interest, open_interest_per_settlement_currency or total_open_interest"),
    currencies: list("settlement currencies, for the metric by them"),
    slug: text("Santiment's name of the asset"),
    funding: boolean("whether funding rates are loaded too"),
    includeIncomplete: boolean("whether rows that are not final are kept"),
    plan: text("plan of the key"),
    pointsPerCall: number("most points of a call"),
  },
  file: table,
  csv: table,
};

/** The settings that a source has beside what all take, by name. */
export function sourceSettings(source: SourceName): Settings {
  return settingsOf[source];
}

/**
 * Settings of a source from text such as `metric=total_open_interest; funding=false`, from a JSON object, or from a record.
 * Empty text is no setting.
 * @throws {RangeError} for a setting that the source has not (naming those it has), one given twice, or a value of another
 *   kind
 */
export function readSettings(
  source: SourceName,
  given: string | Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const known = sourceSettings(source);
  const pairs = typeof given === "string" ? pairsOf(given) : Object.entries(given);
  const settings = new Map<string, unknown>();
  for (const [name, value] of pairs) {
    const setting = Object.hasOwn(known, name) ? known[name] : undefined;
    if (setting === undefined) {
      const all = Object.keys(known);
      const hint = all.length === 0 ? "it has none" : `known: ${all.join(", ")}`;
      throw new RangeError(`load: source "${source}" has no setting "${name}"; ${hint}`);
    }
    if (settings.has(name)) throw new RangeError(`load: setting ${name} is given twice; give it once`);
    settings.set(name, typeof value === "string" ? textValue(name, value, setting) : givenValue(name, value, setting));
  }
  return Object.fromEntries(settings);
}

function pairsOf(text: string): readonly (readonly [name: string, value: unknown])[] {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return Object.entries(jsonObject(trimmed));
  return trimmed
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const split = part.indexOf("=");
      // Not quoted, since it may be a key.
      if (split < 1) {
        throw new RangeError(`load: setting ${index + 1} is not name=value; write them like name=value; name=value`);
      }
      return [part.slice(0, split).trim(), part.slice(split + 1).trim()];
    });
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, in which there may be a key.
    throw new RangeError('load: settings begin with { and are no JSON object; write it like {"name": "value"}');
  }
}

/** What the text of a setting says. */
function textValue(name: string, value: string, { kind }: SourceSetting): unknown {
  if (kind === "text" || kind === "names") return value;
  if (kind === "list") return checkedList(name, value.split(","));
  if (kind === "boolean") {
    if (value === "true" || value === "false") return value === "true";
    throw new RangeError(`load: setting ${name} is "${value}"; give true or false`);
  }
  const number = Number(value);
  if (value !== "" && Number.isFinite(number)) return number;
  throw new RangeError(`load: setting ${name} is "${value}", which is no number`);
}

const expected: Readonly<Record<SettingKind, string>> = {
  text: "text",
  names: "text, a list of texts or pairs of them",
  number: "a number",
  boolean: "true or false",
  list: "a list of texts",
};

/** A setting that is no text, as it is. */
function givenValue(name: string, value: unknown, { kind }: SourceSetting): unknown {
  const isTexts = (texts: readonly unknown[]): boolean => texts.every((each) => typeof each === "string");
  const isObject = typeof value === "object" && value !== null;
  if (value === undefined) return value;
  if (kind === "number" && Number.isFinite(value)) return value;
  if (kind === "boolean" && typeof value === "boolean") return value;
  if (kind === "list" && Array.isArray(value) && isTexts(value)) return checkedList(name, value);
  if (kind === "names" && isObject && isTexts(Object.values(value))) return value;
  const seen = Array.isArray(value) ? "a list" : isObject ? "an object" : String(value);
  throw new RangeError(`load: setting ${name} is ${seen}; give ${expected[kind]}`);
}

function checkedList(name: string, list: readonly string[]): readonly string[] {
  const trimmed = list.map((each) => each.trim());
  if (!trimmed.includes("")) return trimmed;
  throw new RangeError(`load: setting ${name} has an empty name; give names with commas between`);
}
