/** The open convention by which an object says how a notebook shows it; the method returns a MIME bundle. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display");
