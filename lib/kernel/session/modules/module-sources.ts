import { fileURLToPath } from "node:url";
import type { Position } from "../position.js";

/** Where a place of a local module was written. */
export interface ModulePlace extends Position {
  /** Path of the file. */
  readonly file: string;
  /** Text of the file as it was when it was imported. */
  readonly source: string;
}

/** What is kept of a version of a module to read stacks with. */
export interface ModuleSource {
  readonly source: string;
  readonly locate: (line: number, column: number) => Position | undefined;
}

/** By address. An edited module has a new one, and the old stays, since functions of it may live on. */
const known = new Map<string, ModuleSource>();
const versions = new Map<string, number>();

/** Keeps the text of a version of a module, and gives the address that stacks show for it. */
export function keepModuleSource(url: string, source: ModuleSource): string {
  const version = (versions.get(url) ?? 0) + 1;
  versions.set(url, version);
  const address = version === 1 ? url : `${url}?v=${version}`;
  known.set(address, source);
  return address;
}

/**
 * The place in a local module's file of a line and column in a stack, which count from 1; undefined for an address that
 * is no local module's.
 */
export function locateModule(url: string, line: number, column: number): ModulePlace | undefined {
  const module = known.get(url);
  const position = module?.locate(line, column);
  return module && position && { file: fileURLToPath(url), source: module.source, ...position };
}
