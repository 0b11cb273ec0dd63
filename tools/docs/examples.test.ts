import { expect, test } from 'vitest';
import { examplesIn, prints } from './examples.ts';

const block = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;

test('an example is read with its line, its CODEX_HOME, its commands and what they come to', () => {
  const markdown = [
    '# Title\n\n',
    '<!-- run on stuck: exits 3, 0 -->\n',
    block('sh', 'first --flag  # why\n\n# a remark\nsecond'),
    '\n<!-- prints -->\n',
    block('text', 'Fine.'),
    block('sh', 'not an example'),
    '<!-- run on same: exits 0 -->\n',
    block('sh', 'third'),
  ].join('');
  expect(examplesIn(markdown)).toEqual([
    {
      line: 3,
      home: 'stuck',
      commands: ['first --flag  # why', 'second'],
      exitCodes: [3, 0],
      output: 'Fine.\n',
    },
    { line: 18, home: 'same', commands: ['third'], exitCodes: [0], output: null },
  ]);
});

test.each([
  ['an unknown CODEX_HOME', `<!-- run on mars: exits 0 -->\n${block('sh', 'a')}`, 'called "mars"'],
  ['too few exit codes', `<!-- run on stuck: exits 0 -->\n${block('sh', 'a\nb')}`, '2 commands'],
  ['a mark away from its block', `<!-- run on stuck: exits 0 -->\n\n${block('sh', 'a')}`, '1 marks'],
  ['a mark that is misspelled', `<!-- run on stuck, exits 0 -->\n${block('sh', 'a')}`, '1 marks'],
])('%s is a mistake, and never a block that is passed over', (_, markdown, words) => {
  expect(() => examplesIn(markdown)).toThrow(words);
});

test.each([
  ['One\nTwo\n', 'One\nTwo', true],
  ['One\nTwo\n', 'One\n', false],
  ['One\nTwo\nThree\n', 'One\n…\nThree', true],
  ['One\n', 'One\n…', true],
  ['Backup: /a/b.c (1)\n', 'Backup: …b.c (1)', true],
  ['Backup: /a/bXc\n', 'Backup: …b.c', false],
])('%j shown as %j: %j', (actual, shown, same) => {
  expect(prints(actual, shown)).toBe(same);
});
