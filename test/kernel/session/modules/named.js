export const answer = 42;
export function fail() {
  throw new RangeError("fail: the library refuses 7; give 8");
}
export async function failLater() {
  await new Promise((resolve) => setTimeout(resolve, 1));
  fail();
}
export function announce() {
  console.log("from the module");
}
