import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readConnection } from "../../../lib/kernel/wire/connection-file.js";
import type { Connection, Message } from "../../../lib/kernel/wire/message.js";
import { newMessage } from "../../../lib/kernel/wire/new-message.js";
import { openSockets } from "../../../lib/kernel/wire/sockets.js";
import { anywhere } from "./raw-client.js";

// jupyter_client as the other end: its sessions sign, and check signatures, on their own.
// OPEN_INTEREST_PYTHON_JUPYTER names a Python that has it.

const python = process.env.OPEN_INTEREST_PYTHON_JUPYTER;
const folder = mkdtempSync(join(tmpdir(), "oi-"));
const session = "kernel";

/** A kernel that gives every request back and prints its code; asks for input when told "right". */
async function serve(connection: Connection): Promise<{ refusals: string[]; found: Record<string, unknown> }> {
  const refusals: string[] = [];
  const sockets = await openSockets(connection, {
    onMessage: (channel, message) => {
      const back: Message = {
        ...message,
        ...newMessage("execute_reply", message.content, { session, parent: message }),
      };
      sockets.send(channel, { ...back, metadata: message.metadata, buffers: message.buffers });
      if (channel !== "shell") return;
      const text = message.content.code;
      // Ends with half a character, which Python could not write.
      const content = { name: "stdout", text: `${text}\ud83d` };
      sockets.publish(newMessage("stream", content, { session, parent: message, topic: "stream" }));
      if (text === "right") {
        sockets.send(
          "stdin",
          newMessage("input_request", { prompt: "name: ", password: false }, { session, parent: message }),
        );
      }
    },
    onSubscribe: (topic) =>
      sockets.publish(newMessage("iopub_welcome", { subscription: `${topic}` }, { session, topic: `${topic}` })),
    onRefused: (reason) => refusals.push(reason),
  });
  const path = join(folder, `${connection.transport}-${connection.signature_scheme}.json`);
  writeFileSync(path, JSON.stringify(sockets.connection));
  expect(await readConnection(path)).toEqual(sockets.connection);
  const script = join(import.meta.dirname, "front_end.py");
  const { stdout } = await promisify(execFile)(python as string, [script, path, "300"]);
  await sockets.close();
  return { refusals, found: JSON.parse(stdout) };
}

describe.skipIf(python === undefined)(
  "with jupyter_client (skipped where OPEN_INTEREST_PYTHON_JUPYTER is not set)",
  () => {
    const paths = { ip: join(folder, "k"), shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };
    test.each([
      anywhere,
      { ...anywhere, signature_scheme: "hmac-sha512" },
      { ...anywhere, ...paths, transport: "ipc" as const },
    ])("each takes the signatures of the other over $transport with $signature_scheme", async (connection) => {
      const { found, refusals } = await serve(connection);
      expect(found).toEqual({
        welcome: ["iopub_welcome", { subscription: "" }],
        replies: 300,
        streams: 300,
        buffers: 300,
        dates: 300,
        "after a wrong key": { code: "right" },
        prompt: { prompt: "name: ", password: false },
        answer: { value: "answer" },
        control: { restart: false },
        beating: true,
      });
      expect(refusals).toEqual([expect.stringMatching(/^shell: wrong signature; sign with the key/)]);
    });
  },
);
