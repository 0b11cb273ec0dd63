import { shortenId } from '../../electron/main/globalState/index.ts';
import { safeJson } from '../display.ts';
import type { Options } from '../options.ts';
import type { Outcome, Report } from '../report.ts';
import { runCheck } from './check.ts';

/** A check whose findings are shortened, so that what it says can be shown to anyone. */
export async function runReport(options: Options): Promise<Outcome> {
  const outcome = await runCheck({ ...options, json: false });
  return {
    ...outcome,
    command: 'report',
    findings: (outcome.findings ?? []).map((finding) => ({
      ...finding,
      // The name of a flag is the same on every computer.
      id: finding.kind === 'setup-flag-stale' ? finding.id : shortenId(finding.id),
    })),
  };
}

/** The report as Markdown, ready to paste into an issue: no token, no whole ID, no folder. */
export function reportText({ version, status, reason, message, findings, diagnostics }: Report): string {
  const found = findings.map(({ kind, id, where }) => `- ${kind}: \`${id}\` (${where})`);
  return [
    `**mobile-setup ${version}**: \`${status}\`${reason === null ? '' : ` (\`${reason}\`)`}`,
    '',
    message,
    '',
    ...(found.length === 0 ? [] : [...found, '']),
    '<details><summary>Diagnostics</summary>',
    '',
    '```json',
    JSON.stringify(JSON.parse(safeJson(diagnostics)), null, 2),
    '```',
    '',
    '</details>',
    '',
  ].join('\n');
}
