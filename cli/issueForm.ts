import { release } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import { safeJson } from './display.ts';
import type { Report } from './report.ts';

/** The longest address that GitHub takes, and that Windows hands to a browser. */
const MAX_LENGTH = { github: 8000, windows: 2000 } as const;

/**
 * The address of the form "My phone doesn't connect" (`.github/ISSUE_TEMPLATE/stuck.yml`), its fields filled in by their ids with
 * what a report says. Diagnostics that are too long for an address are left out: then the person pastes them.
 */
export function issueFormUrl(report: Report, platform: NodeJS.Platform = process.platform): string {
  const { version, status, reason, diagnostics } = report;
  const fields = {
    template: 'stuck.yml',
    title: `${status}${reason === null ? '' : ` (${reason})`}`,
    system: `${platform} ${release()}, mobile-setup ${version}`,
  };
  const filled = addressWith({ ...fields, check: safeJson(diagnostics) });
  const longest = platform === 'win32' ? MAX_LENGTH.windows : MAX_LENGTH.github;
  return filled.length <= longest ? filled : addressWith(fields);
}

function addressWith(fields: Readonly<Record<string, string>>): string {
  return `${manifest.bugs.url}/new?${new URLSearchParams(fields).toString()}`;
}
