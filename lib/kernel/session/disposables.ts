/** Resources of one block with `using`: the code that the block is compiled to calls it. */
export interface Disposables {
  /** Takes the resource of a `using`. */
  u<T>(resource: T): T;
  /** Takes the resource of an `await using`. */
  a<T>(resource: T): T;
  /** What the block threw. */
  set e(thrown: unknown);
  /** Disposes, last taken first, and throws what the block or a disposal threw; a promise if a resource is async. */
  d(): unknown;
}

interface Resource {
  readonly dispose: () => unknown;
  readonly isAsync: boolean;
}

/** Both symbols exist in every Node we support; typed here because the compiler's library may lack them. */
const { dispose: disposeSymbol, asyncDispose: asyncDisposeSymbol } = Symbol as unknown as Readonly<
  Record<"dispose" | "asyncDispose", symbol>
>;

/** Begins a block whose resources are disposed at its end, as ECMAScript's explicit resource management says. */
export function disposables(): Disposables {
  const resources: Resource[] = [];
  let failure: { readonly thrown: unknown } | undefined;

  function fail(thrown: unknown): void {
    failure = { thrown: failure === undefined ? thrown : suppressedError(thrown, failure.thrown) };
  }

  function finish(): void {
    if (failure !== undefined) throw failure.thrown;
  }

  function disposeAll(): unknown {
    while (resources.length > 0) {
      if (resources.some(({ isAsync }) => isAsync)) return disposeAsync();
      try {
        resources.pop()?.dispose();
      } catch (thrown) {
        fail(thrown);
      }
    }
    return finish();
  }

  async function disposeAsync(): Promise<void> {
    for (let resource = resources.pop(); resource !== undefined; resource = resources.pop()) {
      try {
        const disposed = resource.dispose();
        if (resource.isAsync) await disposed;
      } catch (thrown) {
        fail(thrown);
      }
    }
    finish();
  }

  return {
    u: (resource) => {
      const dispose = disposeMethod(resource, "using", [disposeSymbol]);
      if (dispose !== undefined) resources.push({ dispose, isAsync: false });
      return resource;
    },
    a: (resource) => {
      const dispose = disposeMethod(resource, "await using", [asyncDisposeSymbol, disposeSymbol]);
      resources.push({ dispose: dispose ?? (() => undefined), isAsync: true });
      return resource;
    },
    set e(thrown: unknown) {
      failure = { thrown };
    },
    d: disposeAll,
  };
}

/** Undefined for null and undefined, which `using` allows. */
function disposeMethod(resource: unknown, keyword: string, symbols: readonly symbol[]): (() => unknown) | undefined {
  if (resource === null || resource === undefined) return undefined;
  const isObject = typeof resource === "object" || typeof resource === "function";
  const methods = resource as Readonly<Record<symbol, unknown>>;
  for (const symbol of isObject ? symbols : []) {
    const method = methods[symbol];
    if (method === null || method === undefined) continue;
    if (typeof method !== "function") break;
    // What a method for plain `using` gives is not waited for.
    if (symbol === disposeSymbol && symbols.length > 1) return () => void Reflect.apply(method, resource, []);
    return () => Reflect.apply(method, resource, []);
  }
  const needed = symbols.length === 1 ? "Symbol.dispose" : "Symbol.asyncDispose or Symbol.dispose";
  throw new TypeError(`${keyword}: the value has no method ${needed}; give one, or declare it with const`);
}

function suppressedError(error: unknown, suppressed: unknown): Error {
  const message = "An error was suppressed during disposal.";
  const { SuppressedError } = globalThis as unknown as {
    readonly SuppressedError?: new (error: unknown, suppressed: unknown, message: string) => Error;
  };
  if (SuppressedError !== undefined) return new SuppressedError(error, suppressed, message);
  // Node before 24 lacks the class; its fields and name are what a reader and `describeError` look at.
  const made = Object.assign(new Error(message, { cause: error }), { error, suppressed });
  Object.defineProperty(made, "name", { value: "SuppressedError" });
  return made;
}
