import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package whose code is a part of ours, as Vite lists it. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The name of its license, or an expression of such names. */
  readonly identifier?: string;
  /** What its license file says. */
  readonly text?: string;
}

/**
 * All packages with their copyright notices, and each license that they share once. Two texts are one license where only line breaks, quotation marks and the
 * title differ. Where a package leaves the choice, it is used under the MIT license.
 */
export function licenseList(packages: readonly BundledPackage[], modules: string): string {
  const licensed = packages.map((named) => ({ ...named, ...partsOf(chosenLicense(named, modules)) }));
  const unique = new Map(licensed.map((one) => [`${one.name} ${one.version}`, one]));
  const sorted = [...unique].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const texts = Map.groupBy(
    sorted.filter(([, { terms }]) => terms !== ''),
    ([, { terms }]) => sameWords(terms),
  );
  return [
    '# Licenses',
    'The files of this package hold code of the packages below, each under the license that names it.',
    sorted.map(([name, { identifier, notices }]) => entry(name, identifier, notices)).join('\n'),
    ...[...texts.values()].flatMap((group) => [
      `## ${group.map(([name]) => name).join(', ')}`,
      group[0]?.[1].terms ?? '',
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function entry(name: string, identifier: string | undefined, notices: readonly string[]): string {
  return [`- ${name}${identifier === undefined ? '' : ` (${identifier})`}`, ...notices].join('\n  ');
}

/** The license that a package is used under: its name, and its text. */
function chosenLicense({ name, identifier, text = '' }: BundledPackage, modules: string) {
  const chosen = join(modules, name, 'LICENSE-MIT');
  if (!/\bOR\b/.test(identifier ?? '') || !existsSync(chosen)) return { identifier, text };
  return { identifier: 'MIT', text: readFileSync(chosen, 'utf8') };
}

const isNotice = (paragraph: string) => /^copyright\b/i.test(paragraph.trim());
const isTitle = (paragraph: string) =>
  /^\(?(?:the )?[\w -]+ license(?: \(\w+\))?\)?$/i.test(paragraph.trim());

/** The notices of who has the copyright, and the terms; without the title, which says nothing that the name doesn't. */
function partsOf({ identifier, text }: { identifier: string | undefined; text: string }) {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return {
    identifier,
    notices: paragraphs.filter(isNotice).flatMap((notice) => notice.split('\n').map((line) => line.trim())),
    terms: paragraphs.filter((paragraph) => !isNotice(paragraph) && !isTitle(paragraph)).join('\n\n'),
  };
}

const sameWords = (text: string) => text.replaceAll(/["'“”‘’]/g, '').replaceAll(/\s+/g, ' ');
