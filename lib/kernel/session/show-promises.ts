import { inspect } from "node:util";

/** What Node and its contexts note on each promise while contexts are tracked; by name, since they are not to be had. */
const ownNotes = new Set(["async_id_symbol", "trigger_async_id_symbol", "destroyed", "kResourceStore"]);

/** Hides what Node notes on an object to know its context, so that who prints the object does not see it. */
export function hideNotes(object: object): void {
  for (const symbol of Object.getOwnPropertySymbols(object)) {
    if (!ownNotes.has(symbol.description ?? "")) continue;
    // One that is frozen stays as it is.
    Reflect.defineProperty(object, symbol, { enumerable: false });
  }
}

/** Lets promises print as they do without contexts. Returns the function that ends it. */
export function showPromises(): () => void {
  const owner = Promise.prototype;
  const before = Object.getOwnPropertyDescriptor(owner, inspect.custom);
  Object.defineProperty(owner, inspect.custom, {
    value(this: object) {
      hideNotes(this);
      // Node then goes on as for any other.
      return this;
    },
    configurable: true,
    writable: true,
  });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, inspect.custom);
    else Object.defineProperty(owner, inspect.custom, before);
  };
}
