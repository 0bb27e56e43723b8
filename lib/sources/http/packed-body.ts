import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { DecoratorHandler, type Dispatcher, type Headers } from "undici";

/** Where the packing of a body is told to `unpackedChunks`; whatever a server says by this name is dropped. */
const packedHeader = "x-open-interest-packed";
const unpackers = { gzip: createGunzip, "x-gzip": createGunzip, br: createBrotliDecompress };

/**
 * A dispatcher that leaves bodies packed which `unpackedChunks` unpacks: `fetch` takes what there is of a packed body that is
 * cut for the whole, as browsers do.
 */
export function leavingPacked(dispatcher: Dispatcher): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    // Its types do not say which methods it has.
    const passing = new DecoratorHandler(handler) as unknown as Passing;
    const start = passing.onResponseStart.bind(passing);
    passing.onResponseStart = (controller, status, headers, message) =>
      start(controller, status, withCodingAside(headers), message);
    return dispatch(options, passing);
  });
}

type Passing = Dispatcher.DispatchHandler & Required<Pick<Dispatcher.DispatchHandler, "onResponseStart">>;
type RawHeaders = Parameters<Passing["onResponseStart"]>[2];

function withCodingAside({ [packedHeader]: _, ...headers }: RawHeaders): RawHeaders {
  const { "content-encoding": coding, ...rest } = headers;
  const name = typeof coding === "string" ? coding.trim().toLowerCase() : "";
  return Object.hasOwn(unpackers, name) ? { ...rest, [packedHeader]: name } : headers;
}

/**
 * The chunks of a body, unpacked; none of an empty one.
 * @param each called with every chunk; may throw to stop
 * @throws {Error} of zlib, if the body is cut or damaged
 */
export async function unpackedChunks(
  body: ReadableStream<Uint8Array>,
  headers: Headers,
  each: (chunk: Uint8Array) => void,
): Promise<void> {
  const name = headers.get(packedHeader) as keyof typeof unpackers | null;
  const take = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) each(chunk);
  };
  if (name === null) return take(body);
  const packed = body[Symbol.asyncIterator]();
  const first = await packed.next();
  // Nothing at all is no cut.
  if (first.done) return;
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => packed };
    } finally {
      // Breaks the connection where unpacking ended before it.
      await packed.return?.();
    }
  };
  await pipeline(whole, unpackers[name](), take);
}
