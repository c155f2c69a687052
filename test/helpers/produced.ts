import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { FOLDERS } from '../../boundaries.mjs';

const root = resolve(import.meta.dirname, '..', '..');

/** What runs at an MSP: neither tests nor simulators nor benchmarks. */
const PRODUCTION = [...Object.keys(FOLDERS).filter((folder) => folder !== 'sim'), 'start', 'commands', 'appPackage'];

/** Names what a node of the syntax tree produces, if it produces something of this sort. */
export type Produces = (node: ts.Node, file: string) => readonly string[];

let parsed: readonly ts.SourceFile[] | undefined;

/** The production sources as syntax trees; parsed once, without types, which takes about a second. */
function sources(): readonly ts.SourceFile[] {
  parsed ??= ['*.{ts,mjs}', ...PRODUCTION.map((folder) => `${folder}/**/*.ts`)]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((name) => !name.includes('.config.') && !name.endsWith('.d.mts'))
    .sort()
    .map((name) => ts.createSourceFile(name, readFileSync(join(root, name), 'utf8'), ts.ScriptTarget.Latest, true));
  return parsed;
}

/** The files in which each name is produced, in one walk through all sources. */
export function placesOf<Sort extends string>(
  sorts: Readonly<Record<Sort, Produces>>,
): Readonly<Record<Sort, ReadonlyMap<string, ReadonlySet<string>>>> {
  const places = Object.fromEntries(Object.keys(sorts).map((sort) => [sort, new Map<string, Set<string>>()])) as Record<
    Sort,
    Map<string, Set<string>>
  >;
  const rules = Object.entries<Produces>(sorts).map(([sort, produces]) => [places[sort as Sort], produces] as const);
  for (const source of sources()) {
    walk(source, (node) => {
      for (const [names, produces] of rules) {
        for (const name of produces(node, source.fileName)) {
          names.set(name, (names.get(name) ?? new Set()).add(source.fileName));
        }
      }
    });
  }
  return places;
}

/** The names of an interface's members, or the literals of one member's type (`of`), or of a type alias. */
export function declaredBy(type: string, of?: string): readonly string[] {
  const found = sources()
    .flatMap((source) => source.statements)
    .flatMap((node) => {
      if (ts.isTypeAliasDeclaration(node) && node.name.text === type) return literalTypes(node.type);
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== type) return [];
      const named = node.members.map((member) => ({ member, name: member.name?.getText() ?? '' }));
      if (of === undefined) return named.map(({ name }) => name);
      return named.filter(({ name }) => name === of).flatMap(({ member }) => literalTypes(member));
    });
  if (found.length === 0) throw new Error(`no type ${type}${of === undefined ? '' : `.${of}`} in production`);
  return found;
}

/** A text that is used as a value: not compared with, not listed among others to look something up in, not a key. */
export function usedText(node: ts.Node): string | undefined {
  if (!ts.isStringLiteral(node)) return undefined;
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent) || ts.isImportDeclaration(parent)) return undefined;
  if (ts.isBinaryExpression(parent) && COMPARISONS.has(parent.operatorToken.kind)) return undefined;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return undefined;
  if (ts.isArrayLiteralExpression(parent)) {
    const holder = parent.parent;
    if (ts.isNewExpression(holder) || ts.isPropertyAccessExpression(holder) || ts.isAsExpression(holder))
      return undefined;
  }
  return node.text;
}
const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** Texts in the first argument of a call of a method, such as `change.log('claimed', …)`. */
export function firstArgumentOf(node: ts.Node, ...methods: readonly string[]): readonly string[] {
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  if (!first || !methods.includes(methodOf(node) ?? '')) return [];
  return textsIn(first);
}

/** The method that a call calls. */
export function methodOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return node.expression.name.text;
}

/** The texts of `kind: '…'` in an object that has this other property too. */
export function kindBeside(node: ts.Node, other: string): readonly string[] {
  if (!ts.isObjectLiteralExpression(node)) return [];
  const named = (name: string) => node.properties.find((property) => property.name?.getText() === name);
  const kind = named('kind');
  return kind && ts.isPropertyAssignment(kind) && named(other) ? textsIn(kind.initializer) : [];
}

/** Whether a node lies in the function of this name. */
export function isWithin(node: ts.Node, name: string): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined)
    if (ts.isFunctionDeclaration(at) && at.name?.text === name) return true;
  return false;
}

function textsIn(node: ts.Node): readonly string[] {
  const found: string[] = [];
  walk(node, (one) => {
    const text = usedText(one);
    if (text !== undefined) found.push(text);
  });
  return found;
}

function literalTypes(node: ts.Node): readonly string[] {
  const found: string[] = [];
  walk(node, (one) => {
    if (ts.isLiteralTypeNode(one) && ts.isStringLiteral(one.literal)) found.push(one.literal.text);
    // `'plan' | VisitTimer`: the members of the other alias.
    if (ts.isTypeReferenceNode(one) && ts.isIdentifier(one.typeName) && ts.isUnionTypeNode(one.parent))
      found.push(...declaredBy(one.typeName.text));
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
