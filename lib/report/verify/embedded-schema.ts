import { z } from "zod";
import type { NotebookOutput } from "../../kernel/session/outputs.js";
import type { EndedCell } from "../stamp/ended-cell.js";
import type { Stamp } from "../stamp/stamp.js";

const value = z.union([z.string(), z.number(), z.boolean()]);
const file = z.looseObject({ name: z.string(), sha256: z.string() });

/** A stamp as a file holds it: whoever wrote the file may have written anything. */
export const stampSchema: z.ZodType<Stamp> = z.looseObject({
  version: z.literal(1),
  name: z.string().regex(/^[^/\\]+$/, "is no name of a file"),
  status: z.enum(["complete", "failed", "stopped"]),
  done: z.int().min(0),
  total: z.int().min(0),
  failure: z.looseObject({ cell: z.number(), name: z.string(), message: z.string(), outside: z.boolean() }).optional(),
  code: z.string(),
  parameters: z.array(
    z.looseObject({ name: z.string(), value: value.optional(), given: z.boolean(), local: z.boolean().optional() }),
  ),
  seed: value.optional(),
  data: z.array(
    z.looseObject({
      source: z.string(),
      simulated: z.boolean(),
      description: z.string(),
      asset: z.string().optional(),
      intervalMs: z.number().optional(),
      from: z.string().optional(),
      to: z.string().optional(),
      rows: z.number().optional(),
      sha256: z.string().optional(),
      files: z.array(file),
    }),
  ),
  versions: z.looseObject({ openInterest: z.string(), node: z.string(), lockfile: file.optional() }),
  trials: z.looseObject({ count: z.number(), repeats: z.number(), sha256: z.string() }),
  cells: z.array(z.looseObject({ cell: z.number(), sha256: z.string() })),
  result: z.string(),
});

const lines = z.union([z.string(), z.array(z.string()).transform((parts) => parts.join(""))]);
const data = z
  .record(z.string(), z.unknown())
  .transform((forms) =>
    Object.fromEntries(
      Object.entries(forms).map(([mime, value]) => [
        mime,
        Array.isArray(value) && !mime.endsWith("json") ? value.join("") : value,
      ]),
    ),
  );
const metadata = z.object({}).strict().default({});

/** Outputs of a cell as a file holds them, their text in one piece or in lines. */
export const outputsSchema: z.ZodType<readonly NotebookOutput[]> = z.array(
  z.discriminatedUnion("output_type", [
    z.object({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text: lines }),
    z.object({ output_type: z.literal("display_data"), data, metadata }),
    z.object({ output_type: z.literal("execute_result"), data, metadata, execution_count: z.number() }),
    z.object({
      output_type: z.literal("error"),
      ename: z.string(),
      evalue: z.string(),
      traceback: z.array(z.string()),
    }),
  ]),
);

/** What a page holds, but for the notebook, which is read as one. */
export const embeddedInPageSchema: z.ZodType<{
  readonly stamp: Stamp;
  readonly notebook?: unknown;
  readonly ended?: EndedCell | undefined;
  readonly seals: {
    readonly header: string;
    readonly cells: readonly (readonly [number, string])[];
    readonly frame: string;
    readonly stamp: string;
  };
}> = z.looseObject({
  stamp: stampSchema,
  notebook: z.unknown(),
  ended: z.object({ cell: z.number(), outputs: outputsSchema }).optional(),
  seals: z.looseObject({
    header: z.string(),
    cells: z.array(z.tuple([z.number(), z.string()])),
    frame: z.string(),
    stamp: z.string(),
  }),
});

/** What the metadata of a notebook holds. */
export const embeddedInNotebookSchema: z.ZodType<{
  readonly stamp: Stamp;
  readonly seals: { readonly cells: readonly string[]; readonly metadata: string; readonly stamp: string };
}> = z.looseObject({
  stamp: stampSchema,
  seals: z.looseObject({ cells: z.array(z.string()), metadata: z.string(), stamp: z.string() }),
});
