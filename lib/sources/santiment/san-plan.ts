/** What a plan of Santiment's allows, as far as a loader must know it. */
export interface SanPlan {
  readonly callsPerMinute: number;
  /** What divides the complexity of a call. */
  readonly divider: number;
}

/**
 * Plans by name. Where what the documentation says and what the server does differ, the smaller: too small costs some more
 * calls, and too large a refusal, on which less is asked for.
 */
const plans: Readonly<Record<string, SanPlan>> = {
  free: { callsPerMinute: 100, divider: 1 },
  basic: { callsPerMinute: 300, divider: 3 },
  pro: { callsPerMinute: 600, divider: 5 },
  max: { callsPerMinute: 100, divider: 5 },
  business_pro: { callsPerMinute: 600, divider: 5 },
  business_max: { callsPerMinute: 1200, divider: 7 },
};

/** @throws {RangeError} if the plan is not in the table, naming those that are */
export function sanPlan(name: string): SanPlan {
  const plan = Object.hasOwn(plans, name) ? plans[name] : undefined;
  if (plan !== undefined) return plan;
  throw new RangeError(`loadSantiment: unknown plan "${name}"; known: ${Object.keys(plans).join(", ")}`);
}
