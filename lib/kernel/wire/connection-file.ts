import { readFileSync } from "node:fs";
import type { Connection } from "./message.js";
import { macOf } from "./signature.js";

const portNames = ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"] as const;

/**
 * Reads and checks the file in which a front end says where its kernel shall listen. Checked by hand: the kernel starts
 * with it, and loading a library of schemas takes longer than all else in that file.
 * @throws {Error} if the file cannot be read, is no JSON, or says what cannot be done
 */
export async function readConnection(path: string): Promise<Connection> {
  return checkConnection(parse(textOf(path), path), path);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`readConnection: ${path} cannot be read (${code}); give the file that the front end wrote`);
  }
}

function parse(text: string, path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`readConnection: ${path} is no JSON (${oneLine((error as Error).message)})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`readConnection: ${path} holds no object; expected a connection file of Jupyter`);
  }
  return value as Record<string, unknown>;
}

function checkConnection(file: Record<string, unknown>, path: string): Connection {
  const fail = (what: string): never => {
    throw new Error(`readConnection: ${what} in ${path}`);
  };
  const text = (name: string, otherwise: string): string => {
    const value = file[name] ?? otherwise;
    return typeof value === "string" ? value : fail(`${name} ${shown(value)} is no text`);
  };
  const transport = text("transport", "tcp");
  if (transport !== "tcp" && transport !== "ipc")
    return fail(`unknown transport ${shown(transport)}; known: tcp, ipc;`);
  const port = (name: (typeof portNames)[number]): number => {
    const value = file[name];
    const isPort =
      Number.isInteger(value) && (value as number) >= 0 && (transport === "ipc" || (value as number) < 65536);
    return isPort ? (value as number) : fail(`${name} ${shown(value)} is no port; expected a whole number below 65536`);
  };
  const [shell_port, control_port, stdin_port, iopub_port, hb_port] = portNames.map(port) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const ports = new Map<number, string>();
  for (const name of portNames) {
    const value = file[name] as number;
    const other = ports.get(value);
    if (other !== undefined && value !== 0) fail(`${other} and ${name} are both ${value}; each needs its own`);
    ports.set(value, name);
  }
  const key = text("key", "");
  const signature_scheme = text("signature_scheme", "hmac-sha256");
  try {
    macOf(key, signature_scheme);
  } catch (error) {
    fail((error as Error).message);
  }
  const ip = text("ip", "127.0.0.1");
  if (ip === "") fail("ip is empty");
  return { transport, ip, shell_port, control_port, stdin_port, iopub_port, hb_port, key, signature_scheme };
}

function shown(value: unknown): string {
  if (value === undefined) return "(absent)";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
