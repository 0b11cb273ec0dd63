import { shortenId } from '../../electron/main/globalState/index.ts';
import { codexFacts, tooOld } from '../codexProgram.ts';
import { joined } from '../details.ts';
import { safeJson } from '../display.ts';
import { issueFormUrl } from '../issueForm.ts';
import type { Messages } from '../messages/contract.ts';
import { openInBrowser } from '../openInBrowser.ts';
import type { Options } from '../options.ts';
import type { Outcome, Report } from '../report.ts';
import { runCheck } from './check.ts';

/** A check whose findings are shortened, so that what it says can be shown to anyone. */
export async function runReport(options: Options): Promise<Outcome> {
  const [outcome, codex] = await Promise.all([
    runCheck({ ...options, json: false }),
    codexFacts(options.folder, options.signal),
  ]);
  const { detail = null, diagnostics } = outcome;
  return {
    ...outcome,
    command: 'report',
    detail: joined(detail, tooOld(codex)),
    diagnostics: { ...diagnostics, codex },
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

/** Opens the issue form with this report, and says so on standard error, where the report itself is not; where no browser is found, with its address. */
export async function openForm(report: Report, { formOpened, formNotOpened }: Messages): Promise<void> {
  const url = issueFormUrl(report);
  const isOpened = await openInBrowser(url);
  process.stderr.write(`${isOpened ? formOpened : `${formNotOpened}\n${url}`}\n`);
}
