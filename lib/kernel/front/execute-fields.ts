import { booleanField, type Content, objectField, textField } from "./content-fields.js";

/** What an `execute_request` asks for; what it does not say is as the protocol has it. */
export interface ExecuteFields {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
  readonly allowStdin: boolean;
  readonly stopOnError: boolean;
}

/** The fields of a request; undefined if it names no code. */
export function executeFields(content: Content): ExecuteFields | undefined {
  const code = textField(content, "code");
  if (code === undefined) return undefined;
  const silent = booleanField(content, "silent", false);
  const expressions = Object.entries(objectField(content, "user_expressions"));
  return {
    code,
    silent,
    storeHistory: !silent && booleanField(content, "store_history", true),
    userExpressions: Object.fromEntries(
      expressions.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    allowStdin: booleanField(content, "allow_stdin", false),
    stopOnError: booleanField(content, "stop_on_error", true),
  };
}
