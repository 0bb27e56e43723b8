import { outputCell } from "./cell-context.js";

/** A cell that ends the process would end the report with it, and a program that waits would take it for success. */
export function refuseExit(): () => void {
  const original = process.exit;
  process.exit = (code) => {
    if (outputCell() === undefined) return Reflect.apply(original, process, [code]);
    throw new Error("process.exit: a cell cannot end the process; throw an error to stop here");
  };
  return () => {
    process.exit = original;
  };
}
