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
    throw new SyntaxError(`parseNotebook: ${name} ${whyNotJson(text, name, cause as Error)}`, { cause });
  }
  const parsed = notebook.safeParse(json);
  if (parsed.success) return parsed.data;
  const { nbformat } = (json ?? {}) as { readonly nbformat?: unknown };
  if (typeof nbformat === "number" && nbformat !== 4) {
    const advice = nbformat < 4 ? `upgrade it: jupyter nbconvert --to notebook ${name}` : "save it in format 4";
    throw new TypeError(`parseNotebook: ${name} is a notebook of format ${nbformat}, and not 4; ${advice}`);
  }
  const [issue] = parsed.error.issues;
  throw new TypeError(
    `parseNotebook: ${name} is no notebook of format 4; ${issue?.message} at ${issue?.path.join(".") || "its top"}`,
  );
}

function whyNotJson(text: string, name: string, { message }: Error): string {
  // JSON holds no zero, and every second byte of UTF-16 is one.
  if (text.slice(0, 100).includes("\0"))
    return "is no UTF-8 text, as a notebook is, but UTF-16 by its looks; save it as UTF-8";
  return name.endsWith(".ipynb") ? `is not JSON; ${message}` : "is no notebook; give an .ipynb file";
}

/** Language of a notebook as its file tells it, in small letters; undefined if it does not. */
export function notebookLanguage({ metadata }: Notebook): string | undefined {
  const { kernelspec, language_info } = metadata as Readonly<
    Record<string, Readonly<Record<string, unknown>> | undefined>
  >;
  const told = kernelspec?.language ?? language_info?.name;
  return typeof told === "string" ? told.toLowerCase() : undefined;
}

/** True if the cell carries the tag. */
export function hasTag({ metadata }: NotebookCell, tag: string): boolean {
  return metadata.tags?.includes(tag) ?? false;
}
