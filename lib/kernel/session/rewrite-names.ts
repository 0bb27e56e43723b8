import type MagicString from "magic-string";
import { blockNames, isAnonymous, patternNames, variableNames, varNames } from "./declared-names.js";
import { childrenOf, listOf, nodeAt, type SyntaxNode } from "./syntax-tree.js";
import { helpersVariable } from "./without-types.js";

/** How the text of a cell reaches the names that all cells share. */
export interface SharedAccess {
  /** True if a top-level name is shared by the cells; false if it is a global or stays inside the cell. */
  isShared(name: string): boolean;
  /** True if the shared name was declared as a constant. */
  isConstant(name: string): boolean;
  /** Variable that holds the object of shared names. */
  readonly names: string;
  /** Variable that holds the object which declares a name on assignment. */
  readonly declare: string;
  /** Variable that holds the function which refuses assignment to a constant. */
  readonly constant: string;
  /** Variable that stands for `import.meta`. */
  readonly meta: string;
  /** Variable that holds the function to call for `import()`. */
  readonly import: string;
  /** Variable that holds what compiled code needs at run time. */
  readonly helpers: string;
  /** Names of the top level that are not shared: those by `using`, and those that compiling made up. */
  readonly ownNames: ReadonlySet<string>;
}

/** Names of a block or function; undefined as the scope of a name means the top level of the cell. */
interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | undefined;
  /** True inside a function, where `var` no longer reaches the top level. */
  readonly inFunction: boolean;
}

/**
 * Rewrites, in JavaScript without types, every use of a shared name into a property of the shared object, so that
 * functions see later assignments; declarations at the top level become assignments to such properties.
 * @returns the shared names that the statements read or write
 */
export function rewriteNames(text: MagicString, statements: readonly SyntaxNode[], access: SharedAccess): Set<string> {
  const used = new Set<string>();
  const visitors: Readonly<Record<string, (node: SyntaxNode, scope: Scope) => void>> = {
    Identifier: rewriteUse,
    MetaProperty: rewriteMeta,
    ImportExpression: visitImport,
    LabeledStatement: (node, scope) => visit(nodeAt(node, "body") as SyntaxNode, scope),
    BreakStatement: () => {},
    ContinueStatement: () => {},
    MemberExpression: visitKeyed,
    MethodDefinition: visitKeyed,
    PropertyDefinition: visitKeyed,
    AccessorProperty: visitKeyed,
    Property: visitProperty,
    CallExpression: visitCall,
    TaggedTemplateExpression: visitCall,
    UnaryExpression: visitUnary,
    AssignmentExpression: visitAssignment,
    UpdateExpression: (node, scope) => rewriteTarget(nodeAt(node, "argument") as SyntaxNode, scope),
    VariableDeclaration: visitDeclaration,
    ForStatement: visitLoop,
    ForInStatement: visitLoop,
    ForOfStatement: visitLoop,
    FunctionDeclaration: visitFunction,
    FunctionExpression: visitFunction,
    ArrowFunctionExpression: visitFunction,
    ClassDeclaration: visitClass,
    ClassExpression: visitClass,
    StaticBlock: (node, scope) => visitChildren(node, functionScope(scope, listOf(node.body))),
    BlockStatement: (node, scope) => visitChildren(node, inside(scope, blockNames(listOf(node.body)))),
    SwitchStatement: visitSwitch,
    CatchClause: (node, scope) => visitChildren(node, inside(scope, listOf(node.param).flatMap(patternNames))),
  };
  const top: Scope = { names: access.ownNames, outer: undefined, inFunction: false };
  for (const statement of statements) visitStatement(statement);
  return used;

  function visitStatement(statement: SyntaxNode): void {
    if (statement.type === "VariableDeclaration" && !isOwn(statement)) {
      rewriteDeclaration(statement, top, statement.kind === "var" ? access.names : access.declare);
    } else if (statement.type === "ClassDeclaration" && !access.ownNames.has(nameOf(statement))) {
      text.appendLeft(statement.start, `${access.declare}.${nameOf(statement)} = `);
      visit(statement, top);
      text.appendRight(statement.end, ";");
    } else {
      visit(statement, top);
    }
  }

  /** `const { a, b: [c] } = f()` becomes `({ a: $.a, b: [$.c] } = f())`, in the head of a loop without brackets. */
  function rewriteDeclaration(declaration: SyntaxNode, scope: Scope, target: string, inLoopHead = false): void {
    const declarators = listOf(declaration.declarations);
    text.remove(declaration.start, (declarators[0] as SyntaxNode).start);
    for (const declarator of declarators) {
      const id = nodeAt(declarator, "id") as SyntaxNode;
      const init = nodeAt(declarator, "init");
      rewriteTarget(id, scope, target);
      if (init !== undefined) visitNamed(init, id, scope);
      if (id.type !== "Identifier" && !inLoopHead) {
        text.appendLeft(declarator.start, "(");
        text.appendRight(declarator.end, ")");
      }
      // `var a;` keeps the value a has; the read that is left has no effect.
      if (id.type === "Identifier" && init === undefined && declaration.kind !== "var") {
        text.appendRight(declarator.end, " = undefined");
      }
    }
  }

  /** Rewrites what is assigned to: a name, a pattern of names, or a member of something. */
  function rewriteTarget(node: SyntaxNode, scope: Scope, declaring?: string): void {
    switch (node.type) {
      case "Identifier":
        text.overwrite(node.start, node.end, targetText(node, scope, declaring));
        return;
      case "Property": {
        const value = nodeAt(node, "value") as SyntaxNode;
        if (node.shorthand === true) text.appendLeft(node.start, `${nameOf(node, "key")}: `);
        else if (node.computed === true) visit(nodeAt(node, "key") as SyntaxNode, scope);
        rewriteTarget(value, scope, declaring);
        return;
      }
      case "AssignmentPattern": {
        const left = nodeAt(node, "left") as SyntaxNode;
        rewriteTarget(left, scope, declaring);
        visitNamed(nodeAt(node, "right") as SyntaxNode, left, scope);
        return;
      }
      case "ObjectPattern":
      case "ArrayPattern":
      case "RestElement":
      case "ParenthesizedExpression":
        for (const child of childrenOf(node)) rewriteTarget(child, scope, declaring);
        return;
      default:
        visit(node, scope);
    }
  }

  function targetText(node: SyntaxNode, scope: Scope, declaring: string | undefined): string {
    const name = node.name as string;
    if (declaring !== undefined) return `${declaring}.${name}`;
    if (!isSharedIn(name, scope)) return name;
    used.add(name);
    return access.isConstant(name) ? `${access.constant}("${name}").${name}` : `${access.names}.${name}`;
  }

  /** An anonymous function takes the name of the variable it is assigned to; a property of the shared object has none. */
  function visitNamed(value: SyntaxNode, target: SyntaxNode, scope: Scope): void {
    const naming = target.type === "Identifier" && isAnonymous(value) && target.name !== "__proto__";
    if (naming) text.appendLeft(value.start, `{ ${target.name}: `);
    visit(value, scope);
    if (naming) text.appendRight(value.end, ` }.${target.name}`);
  }

  function visit(node: SyntaxNode, scope: Scope): void {
    (visitors[node.type] ?? visitChildren)(node, scope);
  }

  function visitChildren(node: SyntaxNode, scope: Scope): void {
    for (const child of childrenOf(node)) visit(child, scope);
  }

  function rewriteMeta(node: SyntaxNode): void {
    if (nameOf(node, "meta") === "import") text.overwrite(node.start, node.end, access.meta);
  }

  function visitImport(node: SyntaxNode, scope: Scope): void {
    text.overwrite(node.start, node.start + "import".length, access.import);
    visitChildren(node, scope);
  }

  function visitProperty(node: SyntaxNode, scope: Scope): void {
    const name = nameOf(node, "key");
    if (node.shorthand === true && isSharedIn(name, scope)) text.appendLeft(node.start, `${name}: `);
    visitKeyed(node, scope);
  }

  function visitAssignment(node: SyntaxNode, scope: Scope): void {
    const left = nodeAt(node, "left") as SyntaxNode;
    const right = nodeAt(node, "right") as SyntaxNode;
    rewriteTarget(left, scope);
    if (left.type === "Identifier" && isSharedIn(left.name as string, scope)) visitNamed(right, left, scope);
    else visit(right, scope);
  }

  function visitDeclaration(node: SyntaxNode, scope: Scope): void {
    if (node.kind === "var" && !scope.inFunction && !isOwn(node)) rewriteDeclaration(node, scope, access.names);
    else visitChildren(node, scope);
  }

  function visitClass(node: SyntaxNode, scope: Scope): void {
    visitChildren(node, inside(scope, listOf(node.id).flatMap(patternNames)));
  }

  function visitSwitch(node: SyntaxNode, scope: Scope): void {
    visit(nodeAt(node, "discriminant") as SyntaxNode, scope);
    const cases = listOf(node.cases);
    const names = blockNames(cases.flatMap((one) => listOf(one.consequent)));
    for (const one of cases) visitChildren(one, inside(scope, names));
  }

  function visitFunction(node: SyntaxNode, scope: Scope): void {
    const params = listOf(node.params);
    const own = [
      ...(node.type === "ArrowFunctionExpression" ? [] : ["arguments"]),
      ...(node.type === "FunctionExpression" ? listOf(node.id).flatMap(patternNames) : []),
      ...params.flatMap(patternNames),
    ];
    const outer: Scope = { names: new Set(own), outer: scope, inFunction: true };
    for (const param of params) visit(param, outer);
    const body = nodeAt(node, "body") as SyntaxNode;
    if (body.type === "BlockStatement") visitChildren(body, functionScope(outer, listOf(body.body)));
    else visit(body, outer);
  }

  function visitLoop(node: SyntaxNode, scope: Scope): void {
    const head = nodeAt(node, node.type === "ForStatement" ? "init" : "left");
    const headNames = head?.type === "VariableDeclaration" && head.kind !== "var" ? variableNames(head) : [];
    const loop = inside(scope, headNames);
    for (const child of childrenOf(node)) {
      if (child !== head) visit(child, loop);
      else if (child.type === "VariableDeclaration" && child.kind === "var" && !scope.inFunction) {
        rewriteDeclaration(child, loop, access.names, node.type !== "ForStatement");
      } else if (child.type !== "VariableDeclaration" && node.type !== "ForStatement") rewriteTarget(child, loop);
      else visit(child, loop);
    }
  }

  /** Visits what has a key: a key that is a plain name is no use of a variable. */
  function visitKeyed(node: SyntaxNode, scope: Scope): void {
    const key = node.type === "MemberExpression" ? node.property : node.key;
    for (const child of childrenOf(node)) {
      if (child !== key || node.computed === true) visit(child, scope);
    }
  }

  /** `f()` on a shared name must not make the shared object its `this`. */
  function visitCall(node: SyntaxNode, scope: Scope): void {
    const callee = nodeAt(node, node.type === "CallExpression" ? "callee" : "tag") as SyntaxNode;
    for (const child of childrenOf(node)) {
      const name = child.name as string;
      if (child === callee && child.type === "Identifier" && isSharedIn(name, scope)) {
        used.add(name);
        text.overwrite(child.start, child.end, `(0, ${access.names}.${name})`);
      } else visit(child, scope);
    }
  }

  /** `typeof` of a name nobody has declared is "undefined", not an error. */
  function visitUnary(node: SyntaxNode, scope: Scope): void {
    const argument = nodeAt(node, "argument") as SyntaxNode;
    const name = argument.name as string;
    if (node.operator !== "typeof" || argument.type !== "Identifier" || !isSharedIn(name, scope)) {
      visit(argument, scope);
      return;
    }
    const { names } = access;
    used.add(name);
    text.overwrite(node.start, node.end, `("${name}" in ${names} ? typeof ${names}.${name} : "undefined")`);
  }

  function rewriteUse(node: SyntaxNode, scope: Scope): void {
    const name = node.name as string;
    if (name === helpersVariable) text.overwrite(node.start, node.end, access.helpers);
    else if (isSharedIn(name, scope)) rewriteShared(node, name);
  }

  function rewriteShared(node: SyntaxNode, name: string): void {
    used.add(name);
    text.overwrite(node.start, node.end, `${access.names}.${name}`);
  }

  function isOwn(declaration: SyntaxNode): boolean {
    return variableNames(declaration).some((name) => access.ownNames.has(name));
  }

  function isSharedIn(name: string, scope: Scope): boolean {
    for (let inner: Scope | undefined = scope; inner !== undefined; inner = inner.outer) {
      if (inner.names.has(name)) return false;
    }
    return access.isShared(name);
  }
}

function inside(outer: Scope, names: readonly string[]): Scope {
  return { names: new Set(names), outer, inFunction: outer.inFunction };
}

function functionScope(outer: Scope, body: readonly SyntaxNode[]): Scope {
  return { names: new Set([...blockNames(body), ...varNames(body)]), outer, inFunction: true };
}

function nameOf(node: SyntaxNode, field = "id"): string {
  return nodeAt(node, field)?.name as string;
}
