/** Node's and tslab's way to ask an object for its text. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");
