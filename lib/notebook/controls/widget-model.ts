/** State of a model of Jupyter's widgets, as its comm is opened with. */
export type WidgetModel = Readonly<Record<string, unknown>>;

const [base, controls] = ["@jupyter-widgets/base", "@jupyter-widgets/controls"] as const;
/** Version of both packages that the models are of; `jupyterlab_widgets` 3 has them. */
const version = "2.0.0";

/** Sizes and borders: all as the front end has them. */
export const layoutModel: WidgetModel = named("Layout", base);

/** A control with a description; its `layout` and `style` are added when they have been opened. */
export function controlModel(name: string, label: string, fields: WidgetModel): WidgetModel {
  return {
    ...named(name, controls),
    ...shared,
    description: label,
    description_allow_html: false,
    disabled: false,
    ...fields,
  };
}

/** How a control looks, of which nothing is set. */
export function styleModel(name: string, fields: WidgetModel = {}): WidgetModel {
  return {
    ...named(name, controls),
    _view_name: "StyleView",
    _view_module: base,
    // Labels take the room they need.
    description_width: "initial",
    ...fields,
  };
}

/** Models below each other. */
export function columnModel(children: readonly string[]): WidgetModel {
  return { ...named("VBox", controls), ...shared, box_style: "", children: children.map(modelReference) };
}

/** How one model names another. */
export function modelReference(id: string): string {
  return `IPY_MODEL_${id}`;
}

const shared = { _dom_classes: [], tabbable: null, tooltip: null };

function named(name: string, module: string): WidgetModel {
  return {
    _model_module: module,
    _model_module_version: version,
    _model_name: `${name}Model`,
    _view_count: null,
    _view_module: module,
    _view_module_version: version,
    _view_name: `${name}View`,
  };
}
