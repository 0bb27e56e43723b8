import { z } from "zod";

const lines = z.union([z.string(), z.array(z.string()).transform((parts) => parts.join(""))]);
const cellMetadata = z.looseObject({ tags: z.array(z.string()).optional() }).default({});

const cell = z.discriminatedUnion("cell_type", [
  z.looseObject({
    cell_type: z.literal("markdown"),
    id: z.string().optional(),
    source: lines,
    metadata: cellMetadata,
    attachments: z.record(z.string(), z.record(z.string(), lines)).optional(),
  }),
  z.looseObject({ cell_type: z.literal("code"), id: z.string().optional(), source: lines, metadata: cellMetadata }),
  z.looseObject({ cell_type: z.literal("raw"), id: z.string().optional(), source: lines, metadata: cellMetadata }),
]);

const notebook = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number(),
  metadata: z.looseObject({}).default({}),
  cells: z.array(cell),
});

/** A notebook as its file tells it, format 4; text is in one piece, whatever the file splits it into. */
export type Notebook = z.infer<typeof notebook>;

/** A cell of a notebook. */
export type NotebookCell = z.infer<typeof cell>;

/**
 * Reads the text of an `.ipynb` file, which may start with a byte-order mark.
 * @param name of the file, for messages
 * @throws {SyntaxError} if it is not JSON, {TypeError} if it is JSON but no notebook of format 4
 */
export function parseNotebook(text: string, name: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new SyntaxError(`parseNotebook: ${name} is not JSON; ${(cause as Error).message}`, { cause });
  }
  const parsed = notebook.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TypeError(
    `parseNotebook: ${name} is no notebook of format 4; ${issue?.message} at ${issue?.path.join(".") || "its top"}`,
  );
}

/** True if the cell carries the tag. */
export function hasTag({ metadata }: NotebookCell, tag: string): boolean {
  return metadata.tags?.includes(tag) ?? false;
}
