import { defineBinding } from "./modules/live-binding.js";

/** The names that all cells of a session share. */
export interface SharedNames {
  /** Each name is a property. Reading or assigning one that nobody declared is a ReferenceError, unless it is global. */
  readonly names: Record<string, unknown>;
  /** Assigning to a property declares it. */
  readonly declare: Record<string, unknown>;
  /**
   * Declares an imported name, which follows what the module assigns to it.
   * @param imported name of the export, undefined for the module as a whole
   */
  readonly bind: (name: string, module: Readonly<Record<string, unknown>>, imported: string | undefined) => void;
  /** Makes an imported name one that can be assigned to; of any other name nothing changes. */
  readonly release: (name: string) => void;
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
  const bound = new Set<string | symbol>();
  const plain = (name: string | symbol, value: unknown): boolean => {
    bound.delete(name);
    return Reflect.defineProperty(names, name, { value, writable: true, enumerable: true, configurable: true });
  };
  const declare = new Proxy(Object.create(null), {
    set: (_, name, value) =>
      Object.hasOwn(names, name) && !bound.has(name) ? Reflect.set(names, name, value) : plain(name, value),
  });
  const bind: SharedNames["bind"] = (name, module, imported) => {
    defineBinding(names, name, module, imported);
    bound.add(name);
  };
  const constant = (name: string): never => {
    throw new TypeError(`Assignment to constant variable "${name}"`);
  };
  const release = (name: string): void => {
    if (bound.has(name)) plain(name, names[name]);
  };
  return { names, declare, bind, release, constant };
}
