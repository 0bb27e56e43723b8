/** Resolves when what had come to this process by now has been read and dealt with. */
export async function loopTurn(): Promise<void> {
  // The first call comes before sockets are read, the second after.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
