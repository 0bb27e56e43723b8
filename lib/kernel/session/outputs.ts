import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { type CellOutputs, cellOutputs } from "./cell-outputs.js";

/** Something a cell put out, as it happens; the shapes are those of Jupyter's messages. */
export type OutputEvent =
  | { readonly type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | {
      readonly type: "display_data";
      readonly data: MimeBundle;
      readonly displayId?: string;
      readonly metadata?: Metadata;
    }
  | {
      readonly type: "update_display_data";
      readonly data: MimeBundle;
      readonly displayId: string;
      readonly metadata?: Metadata;
    }
  | { readonly type: "clear_output"; readonly wait: boolean }
  | { readonly type: "execute_result"; readonly data: MimeBundle }
  | {
      readonly type: "error";
      readonly name: string;
      readonly message: string;
      readonly traceback: readonly string[];
    };

/** Of an output, by MIME type. */
export type Metadata = Readonly<Record<string, unknown>>;

/** An output as a notebook file stores it (nbformat 4). */
export type NotebookOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: Metadata }
  | {
      readonly output_type: "execute_result";
      readonly data: MimeBundle;
      readonly metadata: Record<string, never>;
      readonly execution_count: number;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** Gathers the outputs of a whole notebook, because a display may be updated from a later cell. */
export interface OutputCollector {
  /** Takes what the cell with this execution count put out. */
  add(event: OutputEvent, executionCount: number): void;
  /** Outputs of a cell so far. */
  of(executionCount: number): readonly NotebookOutput[];
}

/** An empty collector. Text that follows text of the same stream joins it; what is too much is cut, and says so. */
export function outputCollector(): OutputCollector {
  const cells = new Map<number, CellOutputs>();
  const displays = new Map<string, { readonly outputs: CellOutputs; readonly slot: number }[]>();

  function add(event: OutputEvent, executionCount: number): void {
    if (event.type === "update_display_data") {
      for (const { outputs, slot } of displays.get(event.displayId) ?? []) outputs.update(slot, event);
      return;
    }
    const outputs = cells.get(executionCount) ?? cellOutputs();
    cells.set(executionCount, outputs);
    outputs.add(event, executionCount);
    const slot = outputs.lastSlot;
    if (slot === undefined || event.type !== "display_data" || event.displayId === undefined) return;
    displays.set(event.displayId, [...(displays.get(event.displayId) ?? []), { outputs, slot }]);
  }

  return { add, of: (executionCount) => cells.get(executionCount)?.list() ?? [] };
}
