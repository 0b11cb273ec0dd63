import { relative, resolve, dirname, sep } from 'node:path';
import { FORBIDDEN_ARROWS, type ForbiddenArrow } from './arrows.ts';

/** As much of a syntax tree and of the linter as these rules look at. */
interface Node {
  readonly type: string;
  readonly source?: { readonly value: unknown } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly specifiers?: readonly {
    readonly importKind?: string;
    readonly exportKind?: string;
    readonly imported?: { readonly name?: string };
    readonly local?: { readonly name?: string };
  }[];
  readonly declaration?: unknown;
}
interface Context {
  readonly filename: string;
  readonly cwd: string;
  readonly sourceCode: {
    getCommentsBefore(node: Node): readonly { readonly type: string; readonly value: string }[];
  };
  report(problem: { readonly node: Node; readonly message: string }): void;
}

const pathIn = ({ cwd }: Context, path: string) => relative(cwd, path).split(sep).join('/');

/** What an import leads to: a path of the project, or the package as it is written. */
function targetOf(context: Context, specifier: string): string {
  return specifier.startsWith('.')
    ? pathIn(context, resolve(dirname(context.filename), specifier))
    : specifier;
}

/** The names that are there at run time; `null` where it is not about names. */
function valueNames({ specifiers, importKind, exportKind }: Node): readonly string[] | null {
  if (importKind === 'type' || exportKind === 'type') return [];
  if (specifiers === undefined || specifiers.length === 0) return null;
  return specifiers
    .filter((each) => each.importKind !== 'type' && each.exportKind !== 'type')
    .map(({ imported, local }) => imported?.name ?? local?.name ?? '*');
}

function allNames({ specifiers }: Node): readonly string[] | null {
  return specifiers?.map(({ imported, local }) => imported?.name ?? local?.name ?? '*') ?? null;
}

function isForbidden(arrow: ForbiddenArrow, node: Node, to: string): boolean {
  if (!arrow.to.test(to) || arrow.exceptTo?.test(to)) return false;
  const names = arrow.typesAllowed ? valueNames(node) : allNames(node);
  if (names === null) return arrow.names === undefined;
  return arrow.typesAllowed || arrow.names ? names.some((name) => arrow.names?.test(name) ?? true) : true;
}

const arrows = {
  create(context: Context) {
    const from = pathIn(context, context.filename);
    const relevant = FORBIDDEN_ARROWS.filter(
      (arrow) => arrow.from.test(from) && !arrow.exceptFrom?.test(from),
    );
    const look = (node: Node) => {
      if (typeof node.source?.value !== 'string') return;
      const to = targetOf(context, node.source.value);
      for (const arrow of relevant) {
        if (isForbidden(arrow, node, to)) context.report({ node, message: `${arrow.name}: ${arrow.why}` });
      }
    };
    return {
      ImportDeclaration: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
      ImportExpression: look,
    };
  },
};

const documented = {
  create(context: Context) {
    const look = (node: Node) => {
      if (node.source || node.declaration === null || node.declaration === undefined) return;
      const isDocumented = context.sourceCode
        .getCommentsBefore(node)
        .some(({ type, value }) => type === 'Block' && value.startsWith('*'));
      if (!isDocumented)
        context.report({ node, message: 'An export says in a doc comment what it promises.' });
    };
    return { ExportNamedDeclaration: look };
  },
};

/** The rules of this house that no linter brings along: which imports must not be, and a doc comment on every export. */
export default { meta: { name: 'house' }, rules: { arrows, documented } };
