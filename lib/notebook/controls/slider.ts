import { shown } from "../../series/check.js";
import type { Control } from "./control.js";
import { controlModel, styleModel } from "./widget-model.js";

/** What a slider is made of. */
export interface SliderOptions {
  /** Where it starts, within the range. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Between two places. Default 1. */
  readonly step?: number;
  /** Text beside it. Default: its name in `interact`. */
  readonly label?: string;
}

/**
 * A slider over numbers, for `interact`.
 * @throws {RangeError} if a number is not finite, the range is empty, the step is not above 0, or the value out of range
 */
export function slider({ value, min, max, step = 1, label }: SliderOptions): Control<number> {
  for (const [name, number] of Object.entries({ min, max, step })) {
    if (!Number.isFinite(number)) throw new RangeError(`slider: ${name} ${shown(number)} is no finite number`);
  }
  if (!(max > min)) throw new RangeError(`slider: max ${max} is not above min ${min}`);
  if (!(step > 0)) throw new RangeError(`slider: step ${step} is not above 0`);
  const problem = (given: unknown): string | undefined => {
    if (typeof given !== "number") return `${shown(given)} is no number; give one from ${min} to ${max}`;
    return given >= min && given <= max ? undefined : `${given} is out of range; give a number from ${min} to ${max}`;
  };
  const wrong = problem(value);
  if (wrong !== undefined) throw new RangeError(`slider: value ${wrong}`);
  const isWhole = [value, min, max, step].every(Number.isInteger);
  const fields = {
    behavior: "drag-tap",
    continuous_update: true,
    max,
    min,
    orientation: "horizontal",
    readout: true,
    readout_format: isWhole ? "d" : `.${decimals(step)}f`,
    step,
  };
  return {
    value,
    label,
    problem,
    widget: {
      model: (now, text) => controlModel(isWhole ? "IntSlider" : "FloatSlider", text, { ...fields, value: now }),
      style: styleModel("SliderStyle", { handle_color: null }),
      state: (now) => ({ value: now }),
      read: (state) => state.value,
    },
  };
}

function decimals(step: number): number {
  const [, fraction = "", exponent = "0"] = /^\d+(?:\.(\d+))?(?:e-(\d+))?$/.exec(String(step)) ?? [];
  return Math.min(10, fraction.length + Number(exponent));
}
