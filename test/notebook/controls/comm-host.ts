import type { Comm, CommHost, CommSendOptions, DisplayHost } from "../../../lib/notebook/display-host.js";
import { displayHost } from "../../../lib/notebook/display-host.js";
import type { MimeBundle } from "../../../lib/notebook/mime-bundle.js";

type Data = Readonly<Record<string, unknown>>;

/** A comm as its front end sees it. */
export interface SeenComm {
  readonly id: string;
  readonly target: string;
  readonly data: Data;
  readonly options: CommSendOptions | undefined;
  readonly sent: Data[];
  isClosed: boolean;
  /** What the front end sends; gives what the listener gives. */
  receive(data: Data): unknown;
  closeFromFront(): void;
}

export interface SeenHost {
  readonly comms: SeenComm[];
  readonly shown: { readonly bundle: MimeBundle; readonly displayId: string | undefined }[];
  /** The front end opens a comm. */
  open(target: string): SeenComm;
  /** The model of a name, such as `IntSliderModel`; of several the last. */
  model(name: string): SeenComm;
}

/**
 * Puts a host with comms on the global object.
 * @param run number of the run of the only cell there is
 */
export function seenHost(run: () => number | undefined = () => undefined): SeenHost {
  const comms: SeenComm[] = [];
  const shown: SeenHost["shown"] = [];
  const registered = new Map<string, (comm: Comm, data: Data) => unknown>();
  const make = (target: string, data: Data, options?: CommSendOptions): { comm: Comm; seen: SeenComm } => {
    let message: Parameters<Comm["onMessage"]>[0] = () => {};
    let closed: Parameters<Comm["onClose"]>[0] = () => {};
    const id = `comm-${comms.length}`;
    const seen: SeenComm = {
      id,
      target,
      data,
      options,
      sent: [],
      isClosed: false,
      receive: (received) => message(received, []),
      closeFromFront: () => closed({}),
    };
    comms.push(seen);
    const comm: Comm = {
      id,
      target,
      send: (sent) => void seen.sent.push(sent),
      close: () => {
        seen.isClosed = true;
      },
      onMessage: (listener) => {
        message = listener;
      },
      onClose: (listener) => {
        closed = listener;
      },
    };
    return { comm, seen };
  };
  const host: CommHost = {
    open: (target, data = {}, options) => make(target, data, options).comm,
    register: (target, onOpen) => void registered.set(target, onOpen),
  };
  const whole: DisplayHost = {
    display: (bundle, { displayId } = {}) => void shown.push({ bundle, displayId }),
    comms: host,
    get cellRun() {
      return run();
    },
    cellId: "a cell",
  };
  (globalThis as Record<symbol, unknown>)[displayHost] = whole;
  return {
    comms,
    shown,
    open: (target) => {
      const { comm, seen } = make(target, {});
      registered.get(target)?.(comm, {});
      return seen;
    },
    model: (name) => comms.findLast(({ data }) => (data.state as Data | undefined)?._model_name === name) as SeenComm,
  };
}
