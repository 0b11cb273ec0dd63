/** What a release says of itself, or one sentence on what to correct before there can be one. */
export type Notes =
  | { readonly kind: 'notes'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

/** The part of the changelog (in the form of Keep a Changelog) that is about the version, where the tag is `v` and that version. */
export function notesFor(release: {
  readonly tag: string;
  readonly version: string;
  readonly changelog: string;
}): Notes {
  const { tag, version, changelog } = release;
  if (tag !== `v${version}`) {
    return {
      kind: 'wrong',
      message: `The tag is "${tag}" and package.json says ${version}. Tag v${version}, or change the version first.`,
    };
  }
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((text) => text.startsWith(`## [${version}]`));
  const text = section
    ?.slice(section.indexOf('\n'))
    .replaceAll(/^\[.+\]: .+$/gm, '')
    .trim();
  return text
    ? { kind: 'notes', text: `${text}\n` }
    : { kind: 'wrong', message: `CHANGELOG.md says nothing of ${version}. Write its section first.` };
}
