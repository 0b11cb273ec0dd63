import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { licenseList } from './licenses.ts';

const modules = mkdtempSync(join(tmpdir(), 'mobile-setup-licenses-'));
afterAll(() => rmSync(modules, { recursive: true, force: true }));

const MIT = `Permission is hereby granted, free of charge, to any person
obtaining a copy.

THE SOFTWARE IS PROVIDED "AS IS".`;
const mit = (name: string, text: string) => ({ name, version: '1.0.0', identifier: 'MIT', text });

test('one license is there once, however its lines are broken and its quotation marks look, and each notice is kept', () => {
  const rewrapped = MIT.replaceAll('\n', ' ').replace('copy. ', 'copy.\n').replaceAll('"', "'");
  const list = licenseList(
    [
      mit('b', `(The MIT License)\n\nCopyright (c) 2013 Somewhere <a@example.test>\n\n${rewrapped}`),
      mit('@a/a', `MIT License\n\nCopyright (c) 2011 One\nCopyright (c) 2012 Another\n\n${MIT}\n`),
    ],
    modules,
  );
  expect(list).toBe(`# Licenses

The files of this package hold code of the packages below, each under the license that names it.

- @a/a 1.0.0 (MIT)
  Copyright (c) 2011 One
  Copyright (c) 2012 Another
- b 1.0.0 (MIT)
  Copyright (c) 2013 Somewhere <a@example.test>

## @a/a 1.0.0, b 1.0.0

${MIT}
`);
});

test('licenses that differ in a word are two', () => {
  const other = MIT.replace('free of charge', 'for a charge');
  const list = licenseList([mit('a', MIT), mit('b', other)], modules);
  expect(list).toContain(`## a 1.0.0\n\n${MIT}\n\n## b 1.0.0\n\n${other}\n`);
});

test('the same package in two files is named once, and two versions of it are two', () => {
  const list = licenseList([mit('a', MIT), mit('a', MIT), { ...mit('a', MIT), version: '2.0.0' }], modules);
  expect(list.match(/^- .*$/gm)).toEqual(['- a 1.0.0 (MIT)', '- a 2.0.0 (MIT)']);
});

test('where a package leaves the choice, it is used under the MIT license, if it brings that', () => {
  mkdirSync(join(modules, 'free'));
  writeFileSync(
    join(modules, 'free', 'LICENSE-MIT'),
    `The MIT License (MIT)\n\nCopyright (c) 2023 F\n\n${MIT}`,
  );
  const choice = { version: '1.0.0', identifier: '(MIT OR Apache-2.0)', text: 'Apache License\n\nTerms.' };
  const list = licenseList(
    [
      { ...choice, name: 'free' },
      { ...choice, name: 'other' },
    ],
    modules,
  );
  expect(list).toContain('- free 1.0.0 (MIT)\n  Copyright (c) 2023 F\n- other 1.0.0 ((MIT OR Apache-2.0))\n');
  expect(list).toContain(`## free 1.0.0\n\n${MIT}\n\n## other 1.0.0\n\nTerms.\n`);
});

test('a package without a license file is named with what it calls its license, and without one too', () => {
  const list = licenseList(
    [
      { name: 'a', version: '1.0.0', identifier: 'ISC' },
      { name: 'b', version: '1.0.0' },
    ],
    modules,
  );
  expect(list).toContain('- a 1.0.0 (ISC)\n- b 1.0.0\n');
  expect(list).not.toContain('##');
});
