import type { Peer } from "./peer.js";

/** More than this waits for a peer: what is to be sent to it should wait, too. */
const highBytes = 2 ** 23;

/** A peer that takes nothing for so long holds nobody up; it may be dead. */
const stalledMs = 5000;

/**
 * Resolves when no peer that reads has much waiting for it.
 * @param drains functions that are called whenever a peer has taken something; one is added and removed here
 */
export async function untilDrained(peers: () => readonly Peer[], drains: Set<() => void>): Promise<void> {
  const holdsUp = ({ outgoing }: Peer): boolean =>
    outgoing.waitingBytes > highBytes && outgoing.stalledMs() < stalledMs;
  while (peers().some(holdsUp)) await progress(drains);
}

/** The next progress of any peer, or the time after which one may count as stalled. */
function progress(drains: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      drains.delete(done);
      resolve();
    };
    const timer = setTimeout(done, stalledMs);
    drains.add(done);
  });
}
