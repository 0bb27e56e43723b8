import { importedValue } from "../cell-import.js";

/**
 * Makes an imported name a property of an object. It follows what the module assigns to it; a value that cannot change is
 * kept, which is faster than to ask for it.
 * @param name name of the export, undefined for the module as a whole
 */
export function defineBinding(
  target: object,
  local: string,
  module: Readonly<Record<string, unknown>>,
  name: string | undefined,
): void {
  const isFixed = name === undefined || Object.getOwnPropertyDescriptor(module, name)?.writable === false;
  const property = isFixed
    ? { value: importedValue(module, name).value, writable: false }
    : { get: name in module ? () => module[name] : () => importedValue(module, name).value };
  Object.defineProperty(target, local, { ...property, enumerable: true, configurable: true });
}
