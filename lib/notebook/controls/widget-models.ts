import type { Comm, CommHost } from "../display-host.js";
import type { WidgetModel } from "./widget-model.js";

/** Version of the protocol between a kernel and Jupyter's widgets. */
const protocolVersion = "2.1.0";

/** A model that the front end holds as well. */
export interface OpenModel {
  readonly id: string;
  /** Sends new values of some fields. */
  update(state: WidgetModel): void;
  close(): void;
}

interface Known {
  readonly state: () => WidgetModel;
}

/** Models that are open, by front end: asked for by a page that was loaded again. */
const open = new WeakMap<CommHost, Map<string, Known>>();

/**
 * Opens a model of Jupyter's widgets and answers its messages.
 * @param onUpdate called with the fields that the front end has changed
 * @param onClose called when the front end closes it
 */
export function openModel(
  host: CommHost,
  initial: WidgetModel,
  { onUpdate, onClose }: { onUpdate?: (state: WidgetModel) => unknown; onClose?: () => void } = {},
): OpenModel {
  let state = initial;
  const models = modelsOf(host);
  const comm = host.open("jupyter.widget", { state, buffer_paths: [] }, { metadata: { version: protocolVersion } });
  models.set(comm.id, { state: () => state });
  comm.onMessage((data) => {
    if (data.method === "request_state") send(comm, "update", state);
    if (data.method !== "update") return undefined;
    const changed = knownFields(data.state, initial);
    state = { ...state, ...changed };
    // Said at once: the front end does not take older values for new ones as long as it waits for this.
    send(comm, "echo_update", changed);
    return onUpdate?.(changed);
  });
  comm.onClose(() => {
    models.delete(comm.id);
    onClose?.();
  });
  return {
    id: comm.id,
    update: (changed) => {
      state = { ...state, ...changed };
      send(comm, "update", changed);
    },
    close: () => {
      if (models.delete(comm.id)) comm.close();
    },
  };
}

function send(comm: Comm, method: "update" | "echo_update", state: WidgetModel): void {
  comm.send({ method, state, buffer_paths: [] });
}

function knownFields(state: unknown, model: WidgetModel): WidgetModel {
  const fields = Object.entries(Object(state) as WidgetModel);
  return Object.fromEntries(fields.filter(([name]) => Object.hasOwn(model, name)));
}

function modelsOf(host: CommHost): Map<string, Known> {
  const before = open.get(host);
  if (before !== undefined) return before;
  const models = new Map<string, Known>();
  open.set(host, models);
  host.register("jupyter.widget.control", (comm) => {
    comm.onMessage(({ method }) => {
      if (method === "request_states") {
        comm.send({ method: "update_states", states: allStates(models), buffer_paths: [] });
      }
    });
  });
  return models;
}

function allStates(models: ReadonlyMap<string, Known>): Readonly<Record<string, unknown>> {
  const states = [...models].map(([id, { state: current }]) => {
    const state = current();
    const { _model_name: model_name, _model_module: model_module, _model_module_version: model_module_version } = state;
    return [id, { model_name, model_module, model_module_version, state }];
  });
  return Object.fromEntries(states);
}
