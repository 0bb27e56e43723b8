import { shown } from "../../series/check.js";
import type { Control } from "./control.js";
import { controlModel, styleModel } from "./widget-model.js";

/** What a list to choose from is made of. */
export interface DropdownOptions<T> {
  /** What there is to choose from, each once. */
  readonly options: readonly T[];
  /** Where it starts. Default: the first option. */
  readonly value?: T;
  /** Text beside it. Default: its name in `interact`. */
  readonly label?: string;
}

/**
 * A list of which one is chosen, for `interact`.
 * @throws {RangeError} if there are no options, one comes twice, or the value is none of them
 */
export function dropdown<const T extends string | number | boolean>({
  options,
  value = options[0],
  label,
}: DropdownOptions<T>): Control<T> {
  if (!Array.isArray(options) || options.length === 0) throw new RangeError("dropdown: there are no options to choose");
  const twice = options.find((option, index) => options.indexOf(option) !== index);
  if (twice !== undefined) throw new RangeError(`dropdown: option ${shown(twice)} comes twice`);
  const problem = (given: unknown): string | undefined =>
    options.includes(given as T) ? undefined : `${shown(given)} is no option; known: ${options.map(shown).join(", ")}`;
  const wrong = problem(value);
  if (wrong !== undefined) throw new RangeError(`dropdown: value ${wrong}`);
  const labels = options.map(String);
  return {
    value: value as T,
    label,
    problem,
    widget: {
      model: (now, text) => controlModel("Dropdown", text, { _options_labels: labels, index: options.indexOf(now) }),
      style: styleModel("DescriptionStyle"),
      state: (now) => ({ index: options.indexOf(now) }),
      read: (state) => (typeof state.index === "number" ? options[state.index] : undefined),
    },
  };
}
