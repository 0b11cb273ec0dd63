import { expect, test } from 'vitest';
import { readCommandLine } from './commandLine.ts';

test('options end where the app begins', () => {
  const words =
    '-r /loader.js --no-sandbox --inspect=0 --remote-debugging-port=0 --user-data-dir=/a=b app --own -r other';
  const { switches, ...rest } = readCommandLine(words.split(' '));
  expect({ ...rest, switches: [...switches] }).toEqual({
    preload: ['/loader.js'],
    inspect: { host: '127.0.0.1', port: 0 },
    app: 'app',
    asksVersion: false,
    switches: [
      ['no-sandbox', ''],
      ['remote-debugging-port', '0'],
      ['user-data-dir', '/a=b'],
    ],
  });
});

test('--inspect takes a port, a host and a port, or nothing', () => {
  expect(
    ['--inspect', '--inspect=0', '--inspect=[::1]:9'].map((word) => readCommandLine([word]).inspect),
  ).toEqual([
    { host: '127.0.0.1', port: 9229 },
    { host: '127.0.0.1', port: 0 },
    { host: '[::1]', port: 9 },
  ]);
  expect(() => readCommandLine(['--inspect-brk'])).toThrow('--inspect-brk is not implemented');
});
