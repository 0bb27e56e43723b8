import { concatenated } from "../concatenated.js";
import type { LoadProgress } from "../progress.js";
import { acceptedPoints } from "./complexity.js";
import type { SanClient } from "./san-client.js";
import { rangeText, rowsDocument, type SanForm, type SanRange } from "./san-documents.js";
import { SanFailure } from "./san-failure.js";
import { type SanRows, sanRows } from "./san-rows.js";

/** How to read. */
export interface SanReaderOptions {
  readonly intervalMs: number;
  /** What the plan divides the complexity of a call by. */
  readonly divider: number;
  readonly form: SanForm;
  /** Most points of a call; undefined for as many as Santiment accepts. */
  readonly pointsPerCall: number | undefined;
}

/** Rows of a range, as labelled. */
export interface ReadRows extends SanRows {
  /** Labels outside the range, as of a server that does not keep to it; they are not among the rows. */
  readonly strays: readonly number[];
  /** Rows in all answers. */
  readonly rowsRead: number;
}

/** Reads ranges, in as many calls as it takes. */
export interface SanReader {
  /** Calls that ranges will take, as far as is known. */
  calls(ranges: readonly SanRange[]): number;
  /**
   * Rows of a range. A call that is refused as too large is made again for half of it, and no later one is larger.
   * @throws {SanFailure} if even the smallest is refused, or for another reason
   */
  read(range: SanRange): Promise<ReadRows>;
}

/** Below this a refusal is not about the size. */
const fewestPoints = 12;

/** A reader; what it learns of sizes and fields in one range it keeps for the next. */
export function sanReader(
  client: SanClient,
  { intervalMs, divider, form: preferred, pointsPerCall }: SanReaderOptions,
): SanReader {
  let form = preferred;
  let size = Math.min(pointsPerCall ?? Number.POSITIVE_INFINITY, acceptedPoints(intervalMs, divider));

  const readPart = async (part: SanRange): Promise<SanRows> => {
    const answer = await client.ask(rangeText(part), rowsDocument(part, form)).catch((cause: unknown) => {
      if (!(cause instanceof SanFailure) || cause.kind !== "unknown-field" || form === "timeseriesData") throw cause;
      form = "timeseriesData";
      return client.ask(rangeText(part), rowsDocument(part, form));
    });
    return sanRows(answer, form);
  };

  const read = async (range: SanRange): Promise<ReadRows> => {
    const times: Float64Array[] = [];
    const values: Float64Array[] = [];
    const strays: number[] = [];
    let rowsRead = 0;
    for (let from = range.from; from < range.to; ) {
      const to = Math.min(from + size * intervalMs, range.to);
      let rows: SanRows;
      try {
        rows = await readPart({ ...range, from, to });
      } catch (cause) {
        const points = Math.round((to - from) / intervalMs);
        if (!(cause instanceof SanFailure) || cause.kind !== "too-large" || points <= fewestPoints) throw cause;
        size = Math.max(fewestPoints, points >> 1);
        continue;
      }
      rowsRead += rows.times.length;
      // A part ends where the next begins; whether a server counts that label to the one or to both is its own affair.
      const kept = (time: number): boolean => time >= from && time < to;
      for (const time of rows.times) if (!kept(time) && time !== to) strays.push(time);
      values.push(rows.values.filter((_, row) => kept(rows.times[row] as number)));
      times.push(rows.times.filter(kept));
      from = to;
    }
    return { times: concatenated(times), values: concatenated(values), strays, rowsRead };
  };

  const calls = (ranges: readonly SanRange[]): number =>
    ranges.reduce((sum, { from, to }) => sum + Math.ceil((to - from) / intervalMs / size), 0);
  return { calls, read };
}

/** Counts calls for those who wait. */
export interface SanProgress {
  /** A call was answered. */
  answered(what: string): void;
  /** A pause began. */
  waiting(what: string): void;
  /** So many more calls are known of. */
  expect(calls: number): void;
}

export function sanProgress(onProgress: (progress: LoadProgress) => void): SanProgress {
  let done = 0;
  let expected = 0;
  const tell = (what: string): void => onProgress({ done, total: Math.max(done, expected), what });
  return {
    answered: (what) => {
      done++;
      tell(what);
    },
    waiting: tell,
    expect: (calls) => {
      expected = done + calls;
    },
  };
}
