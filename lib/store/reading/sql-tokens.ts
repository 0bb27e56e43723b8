/** A piece of SQL: a word or sign, a plain text in single quotes, a quoted name, or a text of another kind. */
export interface SqlToken {
  readonly kind: "word" | "text" | "name" | "other";
  /** A word in capitals, a plain text without its quotes, anything else as it is written. */
  readonly value: string;
  /** How many round brackets it stands within. */
  readonly depth: number;
}

/** What is no part of a statement, but for comments in slashes, which may hold each other. */
const blank = /[\s\ufeff]+|--[^\n\r]*/y;
const plainText = /'((?:[^']|'')*)'/y;
const quotedName = /"(?:[^"]|"")*"/y;
/** Texts with backslashes, as in E'a\'b', and texts between dollars, as in $$a$$ and $tag$a$tag$. */
const otherText = /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|\$((?:[\p{L}_][\p{L}\p{N}_]*)?)\$[\s\S]*?\$\1\$/uy;
const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;

/** The pieces of a text of SQL, as DuckDB reads it, without blanks and comments. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let depth = 0;
  for (let place = 0; place < sql.length; ) {
    const found = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = place;
      return pattern.exec(sql);
    };
    const comment = sql.startsWith("/*", place) ? commentEnd(sql, place) : (found(blank)?.[0].length ?? 0) + place;
    if (comment > place) {
      place = comment;
      continue;
    }
    const [plain, name, other] = [found(plainText), found(quotedName), found(otherText)];
    const own = found(word);
    const sign = sql[place] as string;
    if (sign === ")") depth--;
    if (plain !== null) tokens.push({ kind: "text", value: (plain[1] as string).replaceAll("''", "'"), depth });
    else if (name !== null) tokens.push({ kind: "name", value: name[0], depth });
    else if (other !== null) tokens.push({ kind: "other", value: other[0], depth });
    else tokens.push({ kind: "word", value: (own?.[0] ?? sign).toUpperCase(), depth });
    if (sign === "(") depth++;
    place += (plain ?? name ?? other ?? own)?.[0].length ?? 1;
  }
  return tokens;
}

function commentEnd(sql: string, start: number): number {
  let open = 0;
  for (let place = start; place < sql.length; place++) {
    const pair = sql.slice(place, place + 2);
    if (pair === "/*") open++;
    else if (pair === "*/") open--;
    else continue;
    place++;
    if (open === 0) return place + 1;
  }
  return sql.length;
}
