import { type Comm, type CommHost, type CommSendOptions, currentHost } from "./display-host.js";

/**
 * Opens a channel (Jupyter's comm) to what the front end knows by a target's name.
 * @throws {Error} where no front end listens, such as in a report or a script
 */
export function openComm(
  target: string,
  data: Readonly<Record<string, unknown>> = {},
  options: CommSendOptions = {},
): Comm {
  return commsFor("openComm").open(target, data, options);
}

/**
 * Takes the channels that a front end opens under a target's name, in place of who took them before.
 * @throws {Error} where no front end listens, such as in a report or a script
 */
export function onComm(
  target: string,
  listener: (comm: Comm, data: Readonly<Record<string, unknown>>) => unknown,
): void {
  commsFor("onComm").register(target, listener);
}

function commsFor(owner: string): CommHost {
  const comms = currentHost()?.comms;
  if (comms !== undefined) return comms;
  throw new Error(`${owner}: no front end listens here; run this in a notebook with the kernel open-interest`);
}
