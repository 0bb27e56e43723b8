import type { Socket } from "node:net";

/** Given to the system at once. What is larger goes in slices, so that it is seen whether the other side reads. */
const batchBytes = 2 ** 20;

/** Small pieces up to this length are joined: one copy costs less than many writes. */
const joinedBytes = 2 ** 16;

/** Bytes that wait to be sent to a peer, in their order. */
export class Outgoing {
  /** How many bytes the peer has not taken. */
  waitingBytes = 0;
  /** When the peer last took something, or something first waited for it; `performance.now()`. */
  progressTime = 0;
  private queue: Buffer[] = [];
  private next = 0;
  private isWriting = false;
  private isEnding = false;

  constructor(
    private readonly socket: Socket,
    /** Called when the peer has taken a part of what waits. */
    private readonly onProgress: () => void,
  ) {}

  push(pieces: readonly Buffer[]): void {
    for (const piece of pieces) {
      this.queue.push(piece);
      this.waitingBytes += piece.length;
    }
    if (this.isWriting) return;
    this.progressTime = performance.now();
    this.write();
  }

  /** Ends the connection when all that waits has been taken. */
  end(): void {
    this.isEnding = true;
    if (!this.isWriting) this.socket.end();
  }

  /** For how long nothing has been taken of what waits, in milliseconds. */
  stalledMs(): number {
    return this.waitingBytes === 0 ? 0 : performance.now() - this.progressTime;
  }

  private write(): void {
    const batch = this.takeBatch();
    this.isWriting = batch.length > 0;
    if (!this.isWriting) {
      if (this.isEnding) this.socket.end();
      return;
    }
    const length = batch.reduce((sum, piece) => sum + piece.length, 0);
    const pieces = length <= joinedBytes && batch.length > 1 ? [Buffer.concat(batch, length)] : batch;
    const last = pieces.length - 1;
    this.socket.cork();
    for (let index = 0; index < last; index++) this.socket.write(pieces[index] as Buffer);
    this.socket.write(pieces[last] as Buffer, (error) => {
      // A peer that is gone takes no more; whoever holds it learns so by `close`.
      if (error) return;
      this.waitingBytes -= length;
      this.progressTime = performance.now();
      this.write();
      this.onProgress();
    });
    this.socket.uncork();
  }

  private takeBatch(): Buffer[] {
    const batch: Buffer[] = [];
    let room = batchBytes;
    while (room > 0 && this.next < this.queue.length) {
      const piece = this.queue[this.next] as Buffer;
      if (piece.length > room) {
        batch.push(piece.subarray(0, room));
        this.queue[this.next] = piece.subarray(room);
        break;
      }
      batch.push(piece);
      room -= piece.length;
      this.next++;
    }
    // Removed in one go: shifting one after the other moves the rest each time.
    if (this.next === this.queue.length || this.next > 4096) {
      this.queue.splice(0, this.next);
      this.next = 0;
    }
    return batch;
  }
}
