import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { patientClient } from "../../../lib/sources/http/patient-client.js";

const patientServer = `
  const server = require("node:http").createServer((request, response) => response.end("x"));
  server.keepAliveTimeout = 600000;
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

/** What the process waits for before it ends, by kind and in order. */
const awaited = (): readonly string[] => process.getActiveResourcesInfo().sort();

test("connections kept for later requests do not keep the process alive", async () => {
  // In a process of its own, whose connections are not counted here.
  const child = spawn(process.execPath, ["-e", patientServer], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((resolve) => child.stdout.once("data", (data) => resolve(Number(data))));
  const before = awaited().filter((kind) => kind.startsWith("TCP"));
  const url = `http://127.0.0.1:${port}`;
  const client = patientClient({ title: "Acme", url, rate: { limit: 9, intervalMs: 600_000 } });
  const sending = [1, 2, 3].map(() => client.send({ path: "/rows" }));
  await new Promise((resolve) => setImmediate(resolve));
  // While requests are under way they do keep it alive, or the comparison would say nothing.
  expect(awaited().filter((kind) => kind.startsWith("TCP")).length).toBeGreaterThan(before.length);
  await Promise.all(sending);
  await client.send({ path: "/rows" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(awaited().filter((kind) => kind.startsWith("TCP"))).toEqual(before);
  child.kill();
});
