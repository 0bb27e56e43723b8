/** The names that all cells of a session share. */
export interface SharedNames {
  /** Each name is a property. Reading or assigning one that nobody declared is a ReferenceError, unless it is global. */
  readonly names: Record<string, unknown>;
  /** Assigning to a property declares it. */
  readonly declare: Record<string, unknown>;
  /** Refuses assignment to a constant. */
  readonly constant: (name: string) => never;
}

/**
 * A fresh object of shared names. Names that exist are plain properties, as fast as any; the proxy stands behind them as
 * their prototype and is only asked about names that do not.
 */
export function sharedNames(): SharedNames {
  const missing = (name: string | symbol): never => {
    throw new ReferenceError(`${String(name)} is not defined`);
  };
  const globals = globalThis as Record<string | symbol, unknown>;
  const behind = new Proxy(Object.create(null), {
    get: (_, name) => (name in globals ? globals[name] : missing(name)),
    set: (_, name, value) => {
      if (!(name in globals)) missing(name);
      return Reflect.set(globals, name, value);
    },
    has: (_, name) => name in globals,
  });
  const names = Object.create(behind) as Record<string, unknown>;
  const declare = new Proxy(Object.create(null), {
    set: (_, name, value) =>
      Object.hasOwn(names, name)
        ? Reflect.set(names, name, value)
        : Reflect.defineProperty(names, name, { value, writable: true, enumerable: true, configurable: true }),
  });
  const constant = (name: string): never => {
    throw new TypeError(`Assignment to constant variable "${name}"`);
  };
  return { names, declare, constant };
}
