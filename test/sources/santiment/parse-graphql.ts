/** A value of an argument; an enum's name is wrapped, so that it is not taken for a text. */
export type GraphqlValue =
  | string
  | number
  | boolean
  | null
  | { readonly enum: string }
  | readonly GraphqlValue[]
  | { readonly [name: string]: GraphqlValue };

/** A field that is asked for. */
export interface GraphqlField {
  readonly alias: string;
  readonly name: string;
  readonly args: Readonly<Record<string, GraphqlValue>>;
  readonly fields: readonly GraphqlField[];
}

const token = /[\s,]+|#[^\n]*|"(?:\\.|[^"\\\n])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|[{}()[\]:]/gy;

/** The fields of a query document: the part of GraphQL's grammar without variables, fragments and directives. */
export function parseGraphql(text: string): readonly GraphqlField[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const match = token.exec(text);
    if (match === null) throw new SyntaxError(`syntax error before: ${text.slice(at, at + 10)}`);
    if (!/^[\s,#]/.test(match[0])) tokens.push(match[0]);
  }
  let next = 0;
  const take = (expected?: string): string => {
    const found = tokens[next++];
    if (found === undefined || (expected !== undefined && found !== expected)) {
      throw new SyntaxError(`syntax error before: ${found ?? "the end"}`);
    }
    return found;
  };
  const name = (): string => {
    const found = take();
    if (!/^[A-Za-z_]/.test(found)) throw new SyntaxError(`syntax error before: ${found}`);
    return found;
  };
  const value = (): GraphqlValue => {
    const first = take();
    if (first.startsWith('"')) return JSON.parse(first) as string;
    if (first === "[") return list();
    if (first === "{") return pairs("}");
    if (first === "true" || first === "false") return first === "true";
    if (first === "null") return null;
    if (/^[A-Za-z_]/.test(first)) return { enum: first };
    if (/^-?\d/.test(first)) return Number(first);
    throw new SyntaxError(`syntax error before: ${first}`);
  };
  const list = (): readonly GraphqlValue[] => {
    const values: GraphqlValue[] = [];
    while (tokens[next] !== "]") values.push(value());
    take("]");
    return values;
  };
  const pairs = (end: string): Readonly<Record<string, GraphqlValue>> => {
    const found: Record<string, GraphqlValue> = {};
    while (tokens[next] !== end) {
      const key = name();
      take(":");
      found[key] = value();
    }
    take(end);
    return found;
  };
  const selections = (): readonly GraphqlField[] => {
    take("{");
    const fields: GraphqlField[] = [];
    while (tokens[next] !== "}") fields.push(field());
    take("}");
    return fields;
  };
  const field = (): GraphqlField => {
    const first = name();
    const isAliased = tokens[next] === ":";
    if (isAliased) take(":");
    const named = isAliased ? name() : first;
    const hasArgs = tokens[next] === "(";
    if (hasArgs) take("(");
    const args = hasArgs ? pairs(")") : {};
    return { alias: first, name: named, args, fields: tokens[next] === "{" ? selections() : [] };
  };
  if (tokens[next] === "query") take("query");
  const found = selections();
  if (next < tokens.length) throw new SyntaxError(`syntax error before: ${tokens[next]}`);
  return found;
}
