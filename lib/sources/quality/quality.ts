/** What was found in the data and what was done about it. */
export interface QualityIssue {
  /**
   * - `gap`: instants of the grid for which there is no row
   * - `blank`: rows whose cell is empty
   * - `duplicate`: rows that repeat an instant
   * - `conflict`: rows that repeat an instant with another value
   * - `unsorted`: rows earlier than the row before them
   * - `label`: how a file's time labels were understood
   * - `alias`: columns told as one venue
   * - `composition`: columns that start or end inside the period
   * - `missing-file`: files that should be there and are not
   * - `unverified`: files without a checksum beside them
   * - `invalid`: cells that cannot be what they claim to be
   * - `fill`: bars that hold a value from before their end
   * - `stale`: rows that repeat the row before, as of a recorder or a feed that stood still
   * - `implied-price`: dollars and coins that do not imply the price
   * - `sum`: a published total that is not the sum of its parts
   * - `turnover`: changes of open interest larger than what was traded
   * - `jump`: large changes of one column that the others do not share
   * - `cut`: a part of the period that was asked for and that the source does not give, or not to this key
   * - `incomplete`: rows of a bar that is not over, or that the source may still change
   * - `coverage`: a change of how many venues a published total is of
   * - `no-price`: a source without prices, so that coins and dollars cannot be told from each other
   * - `revision`: values that the source has changed since they were stored
   * - `outage`: instants of a recording at which nothing could be had
   */
  readonly kind:
    | "gap"
    | "blank"
    | "duplicate"
    | "conflict"
    | "unsorted"
    | "label"
    | "alias"
    | "composition"
    | "missing-file"
    | "unverified"
    | "invalid"
    | "fill"
    | "stale"
    | "implied-price"
    | "sum"
    | "turnover"
    | "jump"
    | "cut"
    | "incomplete"
    | "coverage"
    | "no-price"
    | "revision"
    | "outage";
  /** Column, file or field it is about. */
  readonly where: string;
  /** How many rows, instants, files or contracts. */
  readonly count: number;
  /** First instant concerned, epoch milliseconds UTC. */
  readonly from?: number;
  /** Last instant concerned, epoch milliseconds UTC; of a missing file the end of its period. */
  readonly to?: number;
  /** One sentence: what it was and what was done. */
  readonly detail: string;
}

/** The data-quality summary of a load. */
export interface Quality {
  /** Data rows read from the source, before any was dropped. */
  readonly rowsRead: number;
  readonly issues: readonly QualityIssue[];
}
