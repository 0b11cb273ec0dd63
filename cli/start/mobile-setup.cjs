#!/usr/bin/env node
// In the words of the oldest Node that anyone still has: it has to be able to say that it's too old.
'use strict';

var version = process.versions.node;
var parts = version.split('.');
var major = Number(parts[0]);
var minor = Number(parts[1]);

// `node:sqlite` without a flag: 22.13 and later 22s, and from 23.4 on.
if (major > 23 || (major === 23 && minor >= 4) || (major === 22 && minor >= 13)) {
  require('./tool.cjs');
} else {
  process.stderr.write(
    'mobile-setup needs Node.js 22.13 or newer, and this is ' +
      version +
      ': get a newer one at https://nodejs.org.\n',
  );
  process.exitCode = 2;
}
