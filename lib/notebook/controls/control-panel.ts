import type { CommHost } from "../display-host.js";
import type { MimeBundle } from "../mime-bundle.js";
import type { Control } from "./control.js";
import { columnModel, layoutModel, modelReference } from "./widget-model.js";
import { type OpenModel, openModel } from "./widget-models.js";

/** Controls that a front end shows. */
export interface ControlPanel {
  /** The view of all controls. */
  readonly bundle: MimeBundle;
  /** Shows a value that was not chosen there. */
  show(name: string, value: unknown): void;
  close(): void;
}

/** What a panel tells of. */
export interface PanelListener {
  /** A reader has moved a control; what it says may be no value of that control, and then is taken back with `show`. */
  readonly onMove: (name: string, value: unknown) => unknown;
  /** The front end has closed it. */
  readonly onClose: () => void;
}

/** Opens Jupyter's widgets for controls, below each other. */
export function openControlPanel(
  comms: CommHost,
  controls: Readonly<Record<string, Control<unknown>>>,
  text: string,
  { onMove, onClose }: PanelListener,
): ControlPanel {
  const layout = openModel(comms, layoutModel);
  const opened: OpenModel[] = [layout];
  const boxes = new Map<string, OpenModel>();
  for (const [name, { value, label = name, widget }] of Object.entries(controls)) {
    const style = openModel(comms, widget.style);
    const state = { ...widget.model(value, label), ...references({ layout, style }) };
    const onUpdate = (changed: Readonly<Record<string, unknown>>): unknown => {
      const isMoved = Object.keys(widget.state(value)).some((field) => Object.hasOwn(changed, field));
      return isMoved ? onMove(name, widget.read(changed)) : undefined;
    };
    const box = openModel(comms, state, { onUpdate, onClose });
    boxes.set(name, box);
    opened.push(style, box);
  }
  const children = [...boxes.values()].map(({ id }) => id);
  const column = openModel(comms, { ...columnModel(children), ...references({ layout }) }, { onClose });
  opened.push(column);
  return {
    bundle: {
      "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: column.id },
      "text/plain": text,
    },
    show: (name, value) => boxes.get(name)?.update((controls[name] as Control<unknown>).widget.state(value)),
    close: () => {
      for (const model of opened) model.close();
    },
  };
}

function references(models: Readonly<Record<string, OpenModel>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(models).map(([field, { id }]) => [field, modelReference(id)]));
}
