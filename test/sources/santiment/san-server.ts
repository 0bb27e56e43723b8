import { dayMs, hourMs, intervalMs, minuteMs } from "../../../lib/series/time.js";
import { type ProviderServer, providerServer, type ReceivedRequest, type Reply } from "../provider-server.js";
import { type GraphqlField, type GraphqlValue, parseGraphql } from "./parse-graphql.js";

/** What the store of the stand-in holds of one metric, asset and owner. */
export interface SanData {
  /** Label of each value and the value, rising; null for a value that is not known. */
  readonly points: readonly (readonly [label: number, value: number | null])[];
  /** Shortest interval, default `5m`. */
  readonly minInterval?: string;
}

/** What a key may read of metrics that are not free. */
export interface SanKey {
  readonly plan: string;
  /** Divides the complexity. */
  readonly divider: number;
  /** Days before now from which and up to which it may read; absent for no limit, `none` for no access at all. */
  readonly historyDays?: number;
  readonly cutDays?: number;
  readonly none?: boolean;
  /** Calls that remain in this minute, hour and month; absent for enough. */
  readonly remaining?: { minute: number; hour: number; month: number };
}

export interface SanWorld {
  /** By `metric slug owner`, or `metric slug`. */
  readonly data: Readonly<Record<string, SanData>>;
  /** Metrics that anybody may read in full. */
  readonly free?: readonly string[];
  /** By the key; that of requests without one is the empty text. */
  readonly keys: Readonly<Record<string, SanKey>>;
  /** The server's clock. */
  readonly now: number;
  /** Fields that this version of the server does not know, everywhere or, as `metadata.docs`, in one other. */
  readonly unknown?: readonly string[];
  /** Weight of metrics in the complexity. Default 0.3. */
  readonly weight?: number;
  /** Whether a row at `to` itself is given. Default false. */
  readonly inclusive?: boolean;
  /** Another reply than the protocol's, for tests of faults; `call` counts from 0. */
  readonly instead?: (request: ReceivedRequest, proper: () => Reply) => Reply | undefined;
  /** What is done to the rows before they are sent. */
  readonly changeRows?: (rows: Row[]) => unknown[];
}

export interface SanServer extends Pick<ProviderServer, "requests" | "close"> {
  /** Address of the GraphQL endpoint. */
  readonly url: string;
  /** Documents received, in order. */
  readonly documents: () => readonly string[];
}

interface Row {
  readonly datetime: string;
  readonly value: unknown;
}

/** A refusal of one field: its data is null and the message stands in `errors`. */
class Refusal extends Error {}

/**
 * A stand-in for Santiment's GraphQL interface on this machine, as its documentation and its published source describe it:
 * authorization, allowances, complexity, restrictions, both forms of rows, metadata and lists.
 */
export async function sanServer(world: SanWorld): Promise<SanServer> {
  const server = await providerServer((request) => {
    const proper = (): Reply => reply(request, world);
    return world.instead?.(request, proper) ?? proper();
  });
  return {
    url: `${server.url}/graphql`,
    requests: server.requests,
    close: server.close,
    documents: () => server.requests.map(({ body }) => (JSON.parse(body) as { query: string }).query),
  };
}

function reply(request: ReceivedRequest, world: SanWorld): Reply {
  const { authorization } = request.headers;
  const key = authorization === undefined ? "" : (/^Apikey (.+)$/.exec(authorization)?.[1] ?? undefined);
  if (key === undefined) {
    return { status: 400, body: { errors: { details: "Unsupported authorization header value" } } };
  }
  const rights = Object.hasOwn(world.keys, key) ? world.keys[key] : undefined;
  if (rights === undefined) {
    const masked = `${key.slice(0, 6)}${"*".repeat(Math.max(0, key.length - 8))}${key.slice(-2)}`;
    return { status: 400, body: { errors: { details: `Apikey '${masked}' is not valid` } } };
  }
  const { remaining } = rights;
  const blocked = remaining && (["month", "hour", "minute"] as const).find((period) => remaining[period] <= 0);
  if (blocked !== undefined) return limited(blocked, rights, world.now);
  let fields: readonly GraphqlField[];
  try {
    fields = parseGraphql((JSON.parse(request.body) as { query: string }).query);
  } catch (error) {
    return { body: { errors: [{ message: String((error as Error).message), locations: [{ line: 1, column: 2 }] }] } };
  }
  const unknown = unknownField(fields, world.unknown ?? []);
  if (unknown !== undefined) {
    return { body: { errors: [{ message: `Cannot query field "${unknown}" on type "Metric".`, locations: [] }] } };
  }
  const complexity = Math.trunc(fields.reduce((sum, field) => sum + complexityOf(field, rights, world), 0));
  if (complexity > 50_000) {
    const message = `Operation is too complex: complexity is ${complexity} and maximum is 50000`;
    return { body: { errors: [{ message, locations: [{ line: 1, column: 1 }] }] } };
  }
  const data: Record<string, unknown> = {};
  const errors: unknown[] = [];
  for (const field of fields) {
    try {
      data[field.alias] = rootField(field, rights, world, errors);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      data[field.alias] = null;
      errors.push({ message: error.message, path: [field.alias], locations: [] });
    }
    if (remaining !== undefined && data[field.alias] !== null) for (const period of periods) remaining[period]--;
  }
  const headers = remaining && allowance(remaining);
  return { body: errors.length === 0 ? { data } : { data, errors }, ...(headers && { headers }) };
}

const periods = ["month", "hour", "minute"] as const;

function allowance(remaining: NonNullable<SanKey["remaining"]>): Record<string, string> {
  return Object.fromEntries(
    periods.map((period) => [`x-ratelimit-remaining-${period}`, String(Math.max(0, remaining[period]))]),
  );
}

function limited(period: (typeof periods)[number], { remaining, plan }: SanKey, now: number): Reply {
  const date = new Date(now);
  const monthEnd = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  const end = {
    minute: Math.ceil((now + 1) / minuteMs) * minuteMs,
    hour: Math.ceil((now + 1) / hourMs) * hourMs,
    month: monthEnd,
  };
  const seconds = Math.round((end[period] - now) / 1000);
  const details = `API Rate Limit Reached. Try again in ${seconds} seconds (a while).\nThe request is made by user with id 7 using plan ${plan}\n`;
  return {
    status: 429,
    headers: {
      date: date.toUTCString(),
      "x-ratelimit-reset": String(seconds),
      ...allowance(remaining as NonNullable<SanKey["remaining"]>),
    },
    body: { errors: { details } },
  };
}

function unknownField(fields: readonly GraphqlField[], unknown: readonly string[], parent = ""): string | undefined {
  for (const { name, fields: inner } of fields) {
    if (unknown.includes(name) || unknown.includes(`${parent}.${name}`)) return name;
    const found = unknownField(inner, unknown, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const rowFields = ["timeseriesData", "timeseriesDataJson", "timeseriesDataPerSlugJson"];

function complexityOf(field: GraphqlField, { divider }: SanKey, world: SanWorld): number {
  if (field.name !== "getMetric") return 1;
  return field.fields
    .filter(({ name }) => rowFields.includes(name))
    .reduce((sum, { args }) => sum + rowsComplexity(args, divider, world), 0);
}

function rowsComplexity(args: GraphqlField["args"], divider: number, { now, weight = 0.3 }: SanWorld): number {
  const { from, to, stepMs } = periodOf(args, now);
  const years = Math.floor(Math.max(Math.floor((to - from) / (365.25 * dayMs)), 2) / 2);
  const slugs = (args.selector as Record<string, GraphqlValue> | undefined)?.slugs;
  const assets = Math.max(1, (Array.isArray(slugs) ? slugs.length : 1) * 0.1);
  return Math.trunc(((to - from) / stepMs) * 2 * years * weight * assets) / divider;
}

function periodOf(args: GraphqlField["args"], now: number) {
  const stepMs = intervalMs((args.interval as string | undefined) ?? "1d");
  return { from: timeOf(args.from, now), to: timeOf(args.to, now), stepMs };
}

function timeOf(text: GraphqlValue | undefined, now: number): number {
  const relative = /^utc_now(?:-(\d+[smhdw]))?$/.exec(String(text));
  const time = relative === null ? Date.parse(String(text)) : now - (relative[1] ? intervalMs(relative[1]) : 0);
  if (Number.isNaN(time)) throw new Refusal(`Argument "from" has invalid value ${JSON.stringify(text)}.`);
  return time;
}

function rootField({ name, args, fields }: GraphqlField, rights: SanKey, world: SanWorld, errors: unknown[]): unknown {
  if (name === "getAvailableMetrics") return metricsOf(world);
  if (name === "projectBySlug") return { availableMetrics: metricsOf(world) };
  if (name === "getAccessRestrictions")
    return metricsOf(world).map((metric) => ({ name: metric, ...accessTo(metric, rights, world) }));
  if (name === "getLabelBasedMetricOwners") {
    const keys = Object.keys(world.data).map((key) => key.split(" "));
    return keys
      .filter(([metric, slug, owner]) => metric === args.metric && slug === args.slug && owner)
      .map(([, , owner]) => owner);
  }
  if (name !== "getMetric") throw new Refusal(`Cannot query field "${name}" on type "RootQueryType".`);
  const metric = String(args.metric);
  if (!metricsOf(world).includes(metric)) throw new Refusal(`The metric '${metric}' is not supported or is mistyped.`);
  const found: Record<string, unknown> = {};
  for (const field of fields) {
    try {
      found[field.alias] = metricField(metric, field, rights, world);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      found[field.alias] = null;
      errors.push({ message: error.message, path: ["getMetric", field.alias], locations: [] });
    }
  }
  return found;
}

function metricsOf({ data }: SanWorld): string[] {
  return [...new Set(Object.keys(data).map((key) => key.split(" ")[0] as string))];
}

function accessTo(metric: string, { historyDays, cutDays, none }: SanKey, { free = [], now }: SanWorld) {
  const isFree = free.includes(metric);
  const moment = (days: number | undefined) =>
    days === undefined || isFree || none ? null : new Date(now - days * dayMs).toISOString().replace("Z", "778Z");
  const restrictedFrom = moment(historyDays);
  const restrictedTo = moment(cutDays);
  return {
    isAccessible: isFree || none !== true,
    isRestricted: restrictedFrom !== null || restrictedTo !== null || (none === true && !isFree),
    restrictedFrom,
    restrictedTo,
  };
}

function metricField(metric: string, field: GraphqlField, rights: SanKey, world: SanWorld): unknown {
  const { name, args, fields } = field;
  const all = Object.entries(world.data).filter(([key]) => key.startsWith(`${metric} `));
  const minInterval = all[0]?.[1].minInterval ?? "5m";
  if (name === "metadata") {
    const about: Record<string, unknown> = {
      ...accessTo(metric, rights, world),
      minInterval,
      metric,
      defaultAggregation: "LAST",
      availableAggregations: ["ANY", "SUM", "AVG", "MIN", "MAX", "LAST", "FIRST", "MEDIAN", "OHLC"],
      availableSelectors: all.some(([key]) => key.split(" ").length > 2) ? ["SLUG", "OWNER", "LABEL"] : ["SLUG"],
      availableSlugs: [...new Set(all.map(([key]) => key.split(" ")[1]))],
      dataType: "TIMESERIES",
    };
    return Object.fromEntries(fields.map((each) => [each.alias, about[each.name] ?? null]));
  }
  const slug = String(args.slug ?? (args.selector as Record<string, GraphqlValue> | undefined)?.slug);
  const ofSlug = all.filter(([key]) => key.split(" ")[1] === slug);
  if (name === "availableSince" || name === "lastDatetimeComputedAt") {
    const labels = ofSlug.flatMap(([, { points }]) => points.map(([label]) => label));
    if (labels.length === 0) return null;
    const pick = name === "availableSince" ? Math.min : Math.max;
    return new Date(labels.reduce((a, b) => pick(a, b))).toISOString().replace(".000Z", "Z");
  }
  if (name === "timeseriesDataComplexity") return Math.trunc(rowsComplexity(args, rights.divider, world));
  if (!rowFields.includes(name)) throw new Refusal(`Cannot query field "${name}" on type "Metric".`);
  return rowsField(metric, field, minInterval, rights, world);
}

function rowsField(
  metric: string,
  { name, args, fields }: GraphqlField,
  minInterval: string,
  rights: SanKey,
  world: SanWorld,
) {
  const { now, data, changeRows = (rows: Row[]) => rows } = world;
  const asked = periodOf(args, now);
  if (asked.to <= asked.from)
    throw new Refusal("The `to` datetime parameter must be after the `from` datetime parameter.\n");
  const access = accessTo(metric, rights, world);
  if (!access.isAccessible) {
    throw new Refusal(
      `The metric ${metric} is not accessible with the currently used SANAPI ${rights.plan} subscription. Please upgrade to SANAPI PRO subscription or a Custom Plan that has access to it.\n`,
    );
  }
  const from = Math.max(
    asked.from,
    access.restrictedFrom === null ? 0 : Date.parse(`${access.restrictedFrom.slice(0, 23)}Z`),
  );
  const to = Math.min(
    asked.to,
    now,
    access.restrictedTo === null ? now : Date.parse(`${access.restrictedTo.slice(0, 23)}Z`),
  );
  if (to <= from && (from > asked.from || to < Math.min(asked.to, now))) {
    throw new Refusal(
      `Both \`from\` and \`to\` parameters are outside the allowed interval you can query ${metric} with your current subscription SANAPI ${rights.plan}. Upgrade to a higher tier in order to access more data.\n\nAllowed time restrictions:\n  - \`from\` - ${access.restrictedFrom ?? "unrestricted"}\n  - \`to\` - ${access.restrictedTo ?? "unrestricted"}\n`,
    );
  }
  const stepMs = Math.max(asked.stepMs, intervalMs(minInterval));
  const selector = (args.selector ?? { slug: args.slug }) as Record<string, GraphqlValue>;
  const rowsOf = (slug: string): Row[] => {
    const owner = selector.owner === undefined ? undefined : String(selector.owner).toLowerCase();
    const found = Object.entries(data).find(([key]) => {
      const [m, s, o] = key.split(" ");
      return m === metric && s === slug && o?.toLowerCase() === owner;
    });
    const buckets = new Map<number, number>();
    for (const [label, value] of found?.[1].points ?? []) {
      const isIn = label >= from && (world.inclusive ? label <= to : label < to);
      if (isIn && value !== null) buckets.set(Math.floor(label / stepMs) * stepMs, value);
    }
    return [...buckets].map(([time, value]) => ({
      datetime: new Date(time).toISOString().replace(".000Z", "Z"),
      value,
    }));
  };
  if (name === "timeseriesDataPerSlugJson") {
    const byTime = new Map<string, { slug: string; value: unknown }[]>();
    for (const slug of selector.slugs as readonly string[]) {
      for (const { datetime, value } of rowsOf(slug))
        byTime.set(datetime, [...(byTime.get(datetime) ?? []), { slug, value }]);
    }
    return [...byTime].sort(([a], [b]) => a.localeCompare(b)).map(([datetime, each]) => ({ datetime, data: each }));
  }
  const rows = changeRows(rowsOf(String(selector.slug)));
  if (name === "timeseriesDataJson") {
    return args.includeComputedAt === true ? rows.map((row) => ({ ...(row as Row), computedAt: null })) : rows;
  }
  const names = fields.map((each) => each.name);
  return rows.map((row) =>
    Object.fromEntries(names.map((each) => [each, (row as unknown as Record<string, unknown>)[each]])),
  );
}
