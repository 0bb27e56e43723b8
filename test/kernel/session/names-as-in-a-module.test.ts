import { constants, Script } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runCells } from "./run-cells.js";

/** One statement to be, with numbers to choose its names and values by. */
interface Step {
  readonly kind: (typeof kinds)[number];
  readonly name: number;
  readonly other: number;
  readonly value: number;
  /** True begins a new cell. */
  readonly splits: boolean;
}

const kinds = [
  ...(["const", "let", "var", "function", "class", "pattern", "assign", "swap", "count", "join", "default"] as const),
  ...(["shadow", "loop", "call", "closure", "read", "type", "parameter", "method", "catch"] as const),
];

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  name: fc.nat(20),
  other: fc.nat(20),
  value: fc.integer({ min: -9, max: 9 }),
  splits: fc.boolean(),
});

/**
 * A program by its steps. Names are declared once, as a module demands, and may be read before by functions; what
 * throws tells its kind of error.
 */
function statementsOf(steps: readonly Step[]): string[] {
  const names: string[] = [];
  const functions: string[] = [];
  const fresh = (): string => {
    names.push(`n${names.length}`);
    return names.at(-1) as string;
  };
  return steps.map(({ kind, name: chosen, other: second, value }, index) => {
    const name = names[chosen % names.length] ?? "base";
    const other = names[second % names.length] ?? "base";
    // A `let` or `const` that is declared later, or never.
    const ahead = `later${second % 4}`;
    switch (kind) {
      case "const":
      case "let":
      case "var":
        return `${kind} ${fresh()} = ${other} + ${value};`;
      case "function":
        functions.push(`f${index}`);
        return `function f${index}() { ${name} = ${value}; return ${name} + ${other} + ${ahead}; }`;
      case "class":
        return `class ${fresh()} { static v = ${value}; static toString() { return "class"; } }`;
      case "pattern":
        return `let { a: ${fresh()}, b: [${fresh()} = ${name}, ...${fresh()}] } = { a: ${other}, b: [, ${value}] };`;
      case "assign":
        return guarded(`${name} = ${other} + ${value};`);
      case "swap":
        return guarded(`[${name}, ${other}] = [${other}, ${name}];`);
      case "count":
        return guarded(`${name}++; --${other};`);
      case "join":
        return guarded(`${name} += ${other}; ${name} ??= ${value}; log.push(String(${name} ||= 1));`);
      case "default":
        return index % 5 === 0 && !names.includes(`later${index % 4}`)
          ? `const later${names.push(`later${index % 4}`) && index % 4} = ${value};`
          : `log.push(String(((p = ${name}) => p)()));`;
      case "shadow":
        return `{ let ${name} = ${value}; { var v${index} = ${name}++; } log.push(String(${name})); }`;
      case "loop":
        return guarded(`for (const ${name} of [1, 2]) { log.push(${name} + String(${other})); }`);
      case "call": {
        const called = functions[chosen % functions.length];
        return called === undefined ? ";" : guarded(`log.push(String(${called}()));`);
      }
      case "closure":
        functions.push(`c${index}`);
        return `const c${index} = (${other}) => { const own = ${name}; return (() => own + ${other} + ${name})(); };`;
      case "read":
        return guarded(`log.push(String({ ${name} }.${name}) + \`\${${other}}\` + String(${ahead}));`);
      case "type":
        return `log.push(typeof ${name}, typeof nowhere);`;
      case "parameter":
        return guarded(`log.push(String((function (${name}) { ${name} = ${value}; return ${name} + ${other}; })(0)));`);
      case "method":
        return `log.push(String({ ${name}() { return ${other}; } }.${name}()));`;
      // A caught error.
      default:
        return `try { throw ${value}; } catch (${name}) { log.push(String(${name} + ${other === name ? 1 : other})); }`;
    }
  });
}

function guarded(statement: string): string {
  return `try { ${statement} } catch (error) { log.push(error.name); }`;
}

/** What Node makes of the statements as one module. */
async function valuesInModule(statements: readonly string[]): Promise<unknown> {
  const code = ["const log = []; let base = 1;", ...statements, "export default log;"].join("\n");
  const native = new Script("(url) => import(url)", {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as (url: string) => Promise<{ default: unknown }>;
  return (await native(`data:text/javascript,${encodeURIComponent(code)}`)).default;
}

test("cells give the values that the same statements give as one module of Node", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const statements = statementsOf(steps);
      const cells = ["const log: any[] = []; let base: any = 1;"];
      for (const [index, statement] of statements.entries()) {
        if (steps[index]?.splits) cells.push(statement);
        else cells.push(`${cells.pop()}\n${statement}`);
      }
      const { values } = await runCells(...cells, "log");
      expect(values.at(-1)).toEqual(await valuesInModule(statements));
    }),
    { numRuns: 300, seed: 7 },
  );
});
