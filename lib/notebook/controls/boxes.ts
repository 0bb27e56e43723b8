import { shown } from "../../series/check.js";
import type { Control } from "./control.js";
import { controlModel, styleModel } from "./widget-model.js";

/** What a box is made of. */
export interface BoxOptions<T> {
  /** Where it starts. */
  readonly value: T;
  /** Text beside it. Default: its name in `interact`. */
  readonly label?: string;
}

/**
 * A box to tick, for `interact`.
 * @throws {TypeError} if the value is neither true nor false
 */
export function checkbox({ value, label }: BoxOptions<boolean>): Control<boolean> {
  const problem = isOf("boolean", "true or false");
  const wrong = problem(value);
  if (wrong !== undefined) throw new TypeError(`checkbox: value ${wrong}`);
  return {
    value,
    label,
    problem,
    widget: {
      model: (now, text) => controlModel("Checkbox", text, { indent: true, value: now }),
      style: styleModel("CheckboxStyle", { background: null }),
      ...plain,
    },
  };
}

/**
 * A box for a line of text, for `interact`; what is written counts when the reader is done with it.
 * @throws {TypeError} if the value is no text
 */
export function textBox({ value, label }: BoxOptions<string>): Control<string> {
  const problem = isOf("string", "text");
  const wrong = problem(value);
  if (wrong !== undefined) throw new TypeError(`textBox: value ${wrong}`);
  const fields = { continuous_update: false, placeholder: "\u200b" };
  return {
    value,
    label,
    problem,
    widget: {
      model: (now, text) => controlModel("Text", text, { ...fields, value: now }),
      style: styleModel("TextStyle", { background: null, font_size: null, text_color: null }),
      ...plain,
    },
  };
}

/** A value that travels as it is. */
const plain = {
  state: (value: unknown) => ({ value }),
  read: (state: Readonly<Record<string, unknown>>) => state.value,
};

function isOf(type: "boolean" | "string", what: string): (value: unknown) => string | undefined {
  return (value) => (typeof value === type ? undefined : `${shown(value)} is not ${what}`);
}
