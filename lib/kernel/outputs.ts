import type { MimeBundle } from "../notebook/mime-bundle.js";

/** Something a cell put out, as it happens; the shapes are those of Jupyter's messages. */
export type OutputEvent =
  | { readonly type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "display_data"; readonly data: MimeBundle; readonly displayId?: string }
  | { readonly type: "update_display_data"; readonly data: MimeBundle; readonly displayId: string }
  | { readonly type: "execute_result"; readonly data: MimeBundle }
  | {
      readonly type: "error";
      readonly name: string;
      readonly message: string;
      readonly traceback: readonly string[];
    };

/** An output as a notebook file stores it (nbformat 4). */
export type NotebookOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: Record<string, never> }
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

/** An empty collector. Text that follows text of the same stream joins it. */
export function outputCollector(): OutputCollector {
  const cells = new Map<number, NotebookOutput[]>();
  const displays = new Map<string, { readonly outputs: NotebookOutput[]; readonly index: number }[]>();

  function add(event: OutputEvent, executionCount: number): void {
    if (event.type === "update_display_data") {
      for (const { outputs, index } of displays.get(event.displayId) ?? []) {
        outputs[index] = { ...(outputs[index] as NotebookOutput), data: event.data } as NotebookOutput;
      }
      return;
    }
    const outputs = cells.get(executionCount) ?? [];
    cells.set(executionCount, outputs);
    const last = outputs.at(-1);
    if (event.type === "stream" && last?.output_type === "stream" && last.name === event.name) {
      outputs[outputs.length - 1] = { ...last, text: last.text + event.text };
      return;
    }
    outputs.push(notebookOutput(event, executionCount));
    if (event.type === "display_data" && event.displayId !== undefined) {
      const shown = displays.get(event.displayId) ?? [];
      displays.set(event.displayId, [...shown, { outputs, index: outputs.length - 1 }]);
    }
  }

  return { add, of: (executionCount) => cells.get(executionCount) ?? [] };
}

function notebookOutput(
  event: Exclude<OutputEvent, { type: "update_display_data" }>,
  executionCount: number,
): NotebookOutput {
  switch (event.type) {
    case "stream":
      return { output_type: "stream", name: event.name, text: event.text };
    case "display_data":
      return { output_type: "display_data", data: event.data, metadata: {} };
    case "execute_result":
      return { output_type: "execute_result", data: event.data, metadata: {}, execution_count: executionCount };
    case "error":
      return { output_type: "error", ename: event.name, evalue: event.message, traceback: event.traceback };
  }
}
