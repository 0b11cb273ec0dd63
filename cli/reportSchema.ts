import { z } from 'zod';
import { FINDING_KINDS } from '../electron/shared/findingKinds.ts';
import { REASONS } from '../electron/shared/reasons.ts';

/** Raised when a member changes its meaning or goes away; new members don't raise it. */
export const SCHEMA_VERSION = 1;

const STATUSES = [
  'healthy',
  'not-enrolled',
  'stale',
  'unverified',
  'blocked',
  'refused',
  'repaired',
  'nothing-to-repair',
  'restored',
] as const;

const findingSchema = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  id: z.string().describe('What the server calls it, or the key of a flag or malformed value'),
  where: z.string().describe('A file and a key of it, or "account" for the server\'s side'),
});

const changeSchema = z.strictObject({
  file: z
    .enum(['.codex-global-state.json', '.codex-global-state.json.bak', 'installation_id'])
    .describe('The base name of the file'),
  path: z.array(z.string()).readonly().describe('The keys that lead to the value; empty for a whole file'),
  op: z.enum(['remove', 'set']),
});

const remoteSchema = z.strictObject({
  kind: z.enum(['client', 'environment']),
  id: z.string(),
  outcome: z
    .enum(['deleted', 'queued', 'impossible', 'planned'])
    .describe('queued: kept for the next repair; impossible: no request can name this ID'),
});

/** The one object that `--json` prints. Holds no token, code or key. The published schema is made from it. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  version: z.string().describe('The version of mobile-setup'),
  command: z.enum(['check', 'repair', 'restore', 'report', 'launch']),
  status: z.enum(STATUSES),
  reason: z.enum(REASONS).nullable(),
  findings: z.array(findingSchema).readonly(),
  changes: z.array(changeSchema).readonly().describe('Made, or in a dry run planned'),
  remote: z.array(remoteSchema).readonly().describe('Deletions at the server'),
  backup: z.string().nullable().describe('The absolute path of the backup that was made, or put back'),
  message: z.string(),
  nextStep: z.string(),
  diagnostics: z
    .record(z.string(), z.unknown())
    .readonly()
    .describe('Facts for a bug report, with IDs shortened'),
});

/** A report as `--json` prints it. */
export type Report = Readonly<z.infer<typeof reportSchema>>;
/** How a command ended. The names are part of the command line contract. */
export type Status = Report['status'];
/** A command that ends with a report. */
export type ReportCommand = Report['command'];
/** One change of one file, made or (in a dry run) planned. */
export type Change = Readonly<Report['changes'][number]>;
/** One deletion at the server. */
export type RemoteChange = Readonly<Report['remote'][number]>;
