import { createRequire } from "node:module";
import { isoTime } from "./time.ts";

// danfojs-node is optional: where it is not installed the type must not be an error in the user's program.
/** @ts-ignore A danfojs-node DataFrame. */
export type DataFrame = import("danfojs-node").DataFrame;
