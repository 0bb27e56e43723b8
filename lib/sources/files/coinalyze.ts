import { z } from "zod";
import { coinalyzeMarket } from "./coinalyze-symbols.js";
import { madeTable, type VendorTable } from "./vendor-table.js";

const number = z.union([z.number(), z.string(), z.null()]);
const answer = z
  .array(
    z.object({
      symbol: z.string(),
      history: z.array(z.object({ t: z.number(), c: number, v: z.unknown().optional() })),
    }),
  )
  .min(1);

/** Whether a document has the shape of Coinalyze's histories: a list of `{symbol, history: […]}`. */
export function isCoinalyze(document: unknown): boolean {
  return (
    Array.isArray(document) &&
    document.length > 0 &&
    document.every((each) => typeof each?.symbol === "string" && Array.isArray(each.history))
  );
}

/**
 * An answer of Coinalyze's `open-interest-history`: bars of each market, by the starts of bars in seconds; the close is the
 * open interest at the bar's end. Only markets of `asset` are taken.
 * @param unit what was asked for: `usd` with `convert_to_usd=true`, `base` without. The answer does not say, and without it
 *   counts inverse contracts in dollars, so that they are refused among coins
 * @throws {RangeError} if it is not as documented, `unit` is not given, there is nothing of the asset (naming what there is),
 *   or a market cannot be told (`coinalyzeMarket`)
 */
export function coinalyzeTable(
  document: unknown,
  name: string,
  { asset, unit, owner }: { readonly asset: string; readonly unit: string | undefined; readonly owner: string },
): VendorTable {
  const parsed = answer.safeParse(document);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new RangeError(
      `${owner}: ${name} is not as Coinalyze documents it at ${path.join(" ")} (${message}); ask again`,
    );
  }
  if (unit !== "usd" && unit !== "base") {
    throw new RangeError(
      `${owner}: ${name} is an answer of Coinalyze, which does not say its unit; give unit: "usd" if convert_to_usd=true was asked for, else "base"`,
    );
  }
  if (parsed.data.some(({ history }) => history.some(({ v }) => v !== undefined))) {
    throw new RangeError(`${owner}: ${name} holds prices and volumes of Coinalyze; give its open-interest-history`);
  }
  const markets = parsed.data.map(({ symbol, history }) => ({ symbol, history, ...coinalyzeMarket(symbol, owner) }));
  const taken = markets.filter(({ symbol, identity }) => (identity.asset ?? assetIn(symbol, asset)) === asset);
  if (taken.length === 0) {
    const there = markets.map(({ symbol }) => symbol).join(", ");
    throw new RangeError(`${owner}: ${name} has no market of ${asset}; there: ${there}`);
  }
  for (const { symbol, identity } of unit === "base" ? taken : []) {
    if (identity.margin === "linear") continue;
    const what = identity.margin === undefined ? "of a kind that is not known here" : `an ${identity.margin} contract`;
    throw new RangeError(
      `${owner}: ${symbol} is ${what}, whose open interest Coinalyze gives in dollars unless it is linear; ask with convert_to_usd=true, or leave it out`,
    );
  }
  const rows = taken.flatMap(({ name: market, history }) => history.map(({ t, c }) => ({ market, t, c })));
  const closes = rows.map(({ c }) => Number(c === null || c === "" ? Number.NaN : c));
  if (closes.some((close) => close < 0) || (closes.length > 0 && closes.every((close) => !(Math.abs(close) >= 1)))) {
    throw new RangeError(
      `${owner}: ${name} has values below zero or none of one or more, which is no open interest; perhaps it is a funding-rate-history`,
    );
  }
  return {
    table: madeTable(
      name,
      {
        t: Float64Array.from(rows, ({ t }) => t),
        market: rows.map(({ market }) => market),
        c: rows.map(({ c }) => `${c ?? ""}`),
      },
      rows.length,
    ),
    vendor: "coinalyze",
    options: {
      timeColumn: "t",
      unit,
      label: "start",
      layout: "long",
      keyColumns: ["market"],
      valueColumn: "c",
      venues: false,
    },
    identities: Object.fromEntries(taken.map(({ name: market, identity }) => [market, { ...identity, asset }])),
    lastIsOpen: true,
    shape: `read as open-interest-history of Coinalyze: times are the starts of bars, whose closes are ${unit === "usd" ? "dollars" : "coins"}`,
  };
}

/** The asset of a contract that the registry does not know, by its letters alone; undefined if they are others. */
function assetIn(symbol: string, asset: string): string | undefined {
  const letters = symbol.toUpperCase().replace(/^(?:PERP_|[A-Z]{2}_)/, "");
  const [first] = /^[A-Z0-9]+?(?=[-_.]|USD|PERP)/.exec(letters) ?? [];
  return first === asset ? asset : undefined;
}
