// Takes out of a flat bundle what nothing reaches. SurveyJS ships one module whose question types register themselves at
// load, which no bundler may drop; we know which types a form can hold (shared/questionnaire/definition.ts), so that
// registrations of all others, and then what only they use, can go. References are over-estimated, never missed: any
// identifier of a top-level name counts, whatever its scope.
import { parseAst } from 'vite';

export interface TrimPlan {
  /** First arguments of registering calls that are taken out: question types, React components, function names. */
  readonly dropped: ReadonlySet<string>;
  /** Variables that hold a text and become empty: pictures of what was taken out. */
  readonly emptied: RegExp;
  /** Names that others import from the module; the export list is cut down to them. */
  readonly wanted: ReadonlySet<string>;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Statement {
  readonly node: Node;
  readonly declares: readonly string[];
  readonly refers: ReadonlySet<string>;
  /** Kept exactly when this name is: `__decorate([…], Owner.prototype, …)` and `Owner.field = …`. */
  readonly owner: string | undefined;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);
const nameOf = (node: unknown): string | undefined => (isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined);

function collect(node: Node, names: Set<string>): void {
  const name = nameOf(node);
  if (name !== undefined) names.add(name);
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'property' || key === 'key') && node['computed'] === false && node['shorthand'] !== true) continue;
    for (const child of nodesIn(value)) collect(child, names);
  }
}

function declaredBy(node: Node): readonly string[] {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return [nameOf(node['id']) ?? ''];
  return node.type === 'VariableDeclaration' ? nodesIn(node['declarations']).map((declaration) => nameOf(declaration['id']) ?? '') : [];
}

/** The leftmost name of `Owner.a.b`. */
function rootOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'MemberExpression' ? rootOf(node['object']) : nameOf(node);
}

function ownerOf(node: Node): string | undefined {
  const expression = node.type === 'ExpressionStatement' ? nodesIn(node['expression'])[0] : undefined;
  if (expression?.type === 'AssignmentExpression') return rootOf(expression['left']);
  if (expression?.type !== 'CallExpression' || nameOf(expression['callee']) !== '__decorate') return undefined;
  return rootOf(nodesIn(expression['arguments'])[1]);
}

/** The first argument of `Registry.Instance.register("this", …)` or `Registry.get("this", …).field = …`. */
function registers(node: Node): string | undefined {
  const expression = node.type === 'ExpressionStatement' ? nodesIn(node['expression'])[0] : undefined;
  const changed = expression?.type === 'AssignmentExpression' ? nodesIn(expression['left'])[0] : undefined;
  const call = changed?.type === 'MemberExpression' ? nodesIn(changed['object'])[0] : expression;
  if (call?.type !== 'CallExpression' || nodesIn(call['callee'])[0]?.type !== 'MemberExpression') return undefined;
  const first = nodesIn(call['arguments'])[0];
  return first?.type === 'Literal' && typeof first['value'] === 'string' ? first['value'] : undefined;
}

const isExport = (node: Node): boolean => node.type.startsWith('Export');

function readStatement(node: Node): Statement {
  const refers = new Set<string>();
  collect(node, refers);
  return { node, declares: declaredBy(node), refers, owner: ownerOf(node) };
}

/** Statements that stay: those that act on their own, and all that they and the wanted names reach. */
function reach(statements: readonly Statement[], wanted: ReadonlySet<string>): ReadonlySet<Statement> {
  const byName = new Map<string, Statement[]>();
  const known = new Set(statements.flatMap((statement) => statement.declares));
  for (const statement of statements) {
    const owner = statement.owner !== undefined && known.has(statement.owner) ? [statement.owner] : [];
    for (const name of [...statement.declares, ...owner]) byName.set(name, [...(byName.get(name) ?? []), statement]);
  }
  const acts = (statement: Statement): boolean => statement.declares.length === 0 && (statement.owner === undefined || !known.has(statement.owner));
  const kept = new Set<Statement>(statements.filter(acts));
  const queue = [...wanted, ...[...kept].flatMap((statement) => [...statement.refers])];
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const statement of byName.get(name) ?? []) {
      kept.add(statement);
      queue.push(...statement.refers);
    }
  }
  return kept;
}

function exportText(node: Node, code: string, wanted: ReadonlySet<string>): string {
  const kept = nodesIn(node['specifiers']).filter((specifier) => wanted.has(nameOf(specifier['exported']) ?? ''));
  const source = nodesIn(node['source'])[0];
  const from = source === undefined ? '' : ` from ${code.slice(source.start, source.end)}`;
  return kept.length === 0 ? '' : `export { ${kept.map(({ start, end }) => code.slice(start, end)).join(', ')} }${from};`;
}

function textOf({ node, declares }: Statement, code: string, emptied: RegExp): string {
  const [name] = declares;
  const holdsText = node.type === 'VariableDeclaration' && nodesIn(nodesIn(node['declarations'])[0]?.['init'])[0]?.type === 'Literal';
  return holdsText && name !== undefined && emptied.test(name) ? `var ${name} = "";` : code.slice(node.start, node.end);
}

/** The module's code without what the plan leaves unreached. Order of statements, and with it of registrations, stays. */
export function trimModule(code: string, plan: TrimPlan): string {
  const nodes = nodesIn(parseAst(code).body);
  const statements = nodes.filter((node) => !isExport(node) && !plan.dropped.has(registers(node) ?? '')).map(readStatement);
  const kept = reach(statements, plan.wanted);
  const body = statements.filter((statement) => kept.has(statement)).map((statement) => textOf(statement, code, plan.emptied));
  const exported = nodes.filter(isExport).map((node) => exportText(node, code, plan.wanted));
  return [...body, ...exported].join('\n');
}
