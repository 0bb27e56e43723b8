/** Open interest of each row by when it was opened. Arrays have length T, NaN where open interest or entry is missing. */
export interface PositionBook {
  /** Still open of what was opened after the first row. */
  readonly known: Float64Array;
  /** Mean entry of what is known, weighed by quantity; any number where nothing is. */
  readonly mean: Float64Array;
  /** Still open of what was there in the first row. */
  readonly initial: Float64Array;
  /** Entry of the first row, NaN if there is none. */
  readonly firstEntry: number;
}
