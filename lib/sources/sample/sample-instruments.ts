import { z } from "zod";
import type { Instrument } from "../../market/instrument.js";
import { epochMs } from "../../series/time.js";

const sampleInstrument = z.object({
  venue: z.string(),
  symbol: z.string(),
  asset: z.string(),
  kind: z.enum(["perpetual", "future"]),
  margin: z.enum(["linear", "inverse"]),
  settle: z.string(),
  contractSize: z.number().positive(),
  reports: z.enum(["contracts", "base", "usd"]),
  sides: z.union([z.literal(1), z.literal(2)]),
  fundingIntervalHours: z.number().positive().optional(),
  expiry: z.string().transform(epochMs).optional(),
});

/**
 * Contracts of the sample from the text of its `instruments.json`.
 * @throws {RangeError} if the text is not what `writeSample` writes, naming the first place that differs
 */
export function sampleInstruments(text: string): readonly Instrument[] {
  const parsed = z.array(sampleInstrument).safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RangeError(
    `sampleInstruments: instruments.json at ${issue?.path.join(".")}: ${issue?.message}; make it anew with npm run sample`,
  );
}
