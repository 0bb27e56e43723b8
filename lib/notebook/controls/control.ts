import type { WidgetModel } from "./widget-model.js";

/** A control of `interact`: what it is now, and what it may become. */
export interface Control<T> {
  /** Where it starts. */
  readonly value: T;
  /** Text beside it; the name it has in `interact` if left out. */
  readonly label?: string;
  /** What is wrong with a value, undefined if it may be taken. */
  problem(value: unknown): string | undefined;
  /** The widget that shows it in Jupyter. */
  readonly widget: WidgetKind<T>;
}

/** How values of a control travel to Jupyter's widgets. */
export interface WidgetKind<T> {
  /** Model of the widget at a value. */
  model(value: T, label: string): WidgetModel;
  /** Model of its style. */
  readonly style: WidgetModel;
  /** What is sent of a new value. */
  state(value: T): Readonly<Record<string, unknown>>;
  /** The value in what the widget sends, undefined where it holds none. */
  read(state: Readonly<Record<string, unknown>>): unknown;
}
