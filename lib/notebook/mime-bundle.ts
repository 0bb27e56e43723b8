/** What a cell shows: the same thing in several forms by MIME type, of which a front end takes the best it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** The open convention by which an object says how a notebook shows it; the method returns a MIME bundle. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display");
