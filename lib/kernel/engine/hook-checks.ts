/** Counters of Node's async hooks, which Node checks for corruption. */
interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly clearAsyncIdStack: () => void;
  readonly constants: { readonly kCheck: number; readonly kTotals: number };
}

/** Makes Node forget the calls it is in, since they are about to be left without their end. */
export interface HookChecks {
  /** To be called before code is ended: nothing is checked from here on. */
  suspend(): void;
  /** To be called after, outside of that code. */
  resume(): void;
}

/**
 * Code that is ended from outside leaves the calls it was in without the hooks that mark their end. With async hooks in
 * use, as by an `AsyncLocalStorage` before Node 24, Node would take that for corruption and abort. Only Node's own
 * binding tells it otherwise; where it cannot be had, hooks are of no concern or the process aborts as it would.
 */
export function hookChecks(): HookChecks {
  const wrap = asyncWrap();
  if (wrap === undefined) return { suspend: () => {}, resume: () => {} };
  const { async_hook_fields: fields, constants, clearAsyncIdStack } = wrap;
  const counters = [constants.kCheck, constants.kTotals];
  let saved: number[] | undefined;
  return {
    suspend: () => {
      saved ??= counters.map((counter) => fields[counter] as number);
      for (const counter of counters) fields[counter] = 0;
      clearAsyncIdStack();
    },
    resume: () => {
      if (saved === undefined) return;
      // What was counted meanwhile is added.
      for (const [index, counter] of counters.entries())
        fields[counter] = (fields[counter] as number) + (saved[index] as number);
      saved = undefined;
      clearAsyncIdStack();
    },
  };
}

function asyncWrap(): AsyncWrap | undefined {
  const { binding } = process as unknown as { readonly binding?: (name: string) => Partial<AsyncWrap> };
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    const wrap = binding?.call(process, "async_wrap");
    const isWhole = wrap?.async_hook_fields && wrap.clearAsyncIdStack && wrap.constants;
    return isWhole ? (wrap as AsyncWrap) : undefined;
  } catch {
    return undefined;
  } finally {
    process.noDeprecation = before;
  }
}
