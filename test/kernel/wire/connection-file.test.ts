import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConnection } from "../../../lib/kernel/wire/connection-file.js";

const path = join(mkdtempSync(join(tmpdir(), "open-interest-")), "kernel.json");
const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };

// As jupyter_client 8 writes it.
const file = {
  ...ports,
  ip: "127.0.0.1",
  key: "b7c2-41",
  transport: "tcp",
  signature_scheme: "hmac-sha256",
  kernel_name: "open-interest",
  jupyter_session: "/a.ipynb",
};

test("the file of a front end gives ports, address and key", async () => {
  writeFileSync(path, JSON.stringify(file));
  const { kernel_name, jupyter_session, ...expected } = file;
  expect(await readConnection(path)).toEqual(expected);
});

test("what a file may leave out has the values of the protocol", async () => {
  writeFileSync(path, JSON.stringify(ports));
  const others = { transport: "tcp", ip: "127.0.0.1", key: "", signature_scheme: "hmac-sha256" };
  expect(await readConnection(path)).toEqual({ ...ports, ...others });
});

test("ports may be 0, which leaves the choice to the system, and of ipc any number", async () => {
  writeFileSync(path, JSON.stringify({ ...file, ...ports, shell_port: 0, hb_port: 0 }));
  expect(await readConnection(path)).toMatchObject({ shell_port: 0, hb_port: 0 });
  writeFileSync(path, JSON.stringify({ ...file, transport: "ipc", ip: "/tmp/k", shell_port: 70_000 }));
  expect(await readConnection(path)).toMatchObject({ transport: "ipc", shell_port: 70_000 });
});

const portError = "is no port; expected a whole number below 65536";

test.each([
  ["{", /is no JSON \(.*\)$/],
  ["[]", "holds no object; expected a connection file of Jupyter"],
  [{ ...file, shell_port: "1" }, `shell_port "1" ${portError} in ${path}`],
  [{ ...file, hb_port: undefined }, `hb_port (absent) ${portError}`],
  [{ ...file, iopub_port: 65_536 }, `iopub_port 65536 ${portError}`],
  [{ ...file, iopub_port: -1 }, `iopub_port -1 ${portError}`],
  [{ ...file, stdin_port: 1.5 }, `stdin_port 1.5 ${portError}`],
  [{ ...file, hb_port: 1 }, "shell_port and hb_port are both 1; each needs its own"],
  [{ ...file, transport: "udp" }, 'unknown transport "udp"; known: tcp, ipc'],
  [{ ...file, key: 5 }, "key 5 is no text"],
  [{ ...file, ip: "" }, "ip is empty"],
  [{ ...file, signature_scheme: "hmac-rot13" }, 'unknown signature_scheme "hmac-rot13"; known: hmac-sha256'],
  [{ ...file, signature_scheme: "sha256" }, 'unknown signature_scheme "sha256"'],
])("a wrong file is told in one line: %j", async (content, message) => {
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  const error = await readConnection(path).then(
    () => "nothing thrown",
    (thrown: Error) => thrown.message,
  );
  expect(error).toMatch(message);
  expect(error).toMatch(/^readConnection: .+$/);
});

test("a file that is not there is told", async () => {
  const absent = `${path}.absent`;
  await expect(readConnection(absent)).rejects.toThrow(
    `readConnection: ${absent} cannot be read (ENOENT); give the file that the front end wrote`,
  );
});
