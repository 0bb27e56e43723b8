import type { Market, SymbolForm, Venue } from "./venue.js";

/** The market that a contract belongs to by its name, and the parts of that name. */
export interface ContractForm {
  readonly market: Market;
  readonly form: SymbolForm;
  /** The groups of the form's pattern. */
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** What a venue's contract of this name is; undefined where none is named so. The first form that fits is taken. */
export function contractForm({ markets }: Venue, symbol: string): ContractForm | undefined {
  for (const market of markets) {
    for (const form of market.symbols) {
      const match = form.pattern.exec(symbol);
      if (match !== null) return { market, form, groups: match.groups ?? {} };
    }
  }
  return undefined;
}
