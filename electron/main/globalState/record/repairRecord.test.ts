import { proven } from '../../../../testing/fakes/commits.ts';
import { describe, expect, it } from 'vitest';
import type { HealRecord, RemoteDeletion, RemoteId } from './contract.ts';
import { documentText, documentValue, parseDocument } from '../jsonText/document.ts';
import { REPAIR_KEY } from '../pairingKeys.ts';
import {
  EMPTY_RECORD,
  extendRecord,
  mergeRecords,
  recordIn,
  reduceRecord,
  withRecord,
} from './repairRecord.ts';
import { commitOf } from '../../../../testing/fakes/stateFolder.ts';

const client = (id: string): RemoteId => ({ kind: 'client', id });
const deletion = (id: string): RemoteDeletion => ({
  kind: 'client',
  id,
  accountId: 'a',
  baseUrl: 'https://x.test',
});
const heal = (second: number): HealRecord => ({
  at: `2026-05-04T03:02:${String(second).padStart(2, '0')}.000Z`,
  mode: 'automatic',
  cause: `client:${second}`,
  removed: 1,
});
const numbers = (length: number) => Array.from({ length }, (_, index) => index);
const inFile = (record: unknown) => parseDocument(JSON.stringify({ 'mobile-pairing-repair': record }));

describe('reading', () => {
  it.each([
    ['text', 'x'],
    ['a list', []],
    ['null', null],
    ['of other shapes', { tombstones: {}, outbox: 'x' }],
  ])('takes a malformed record for an empty one (%s)', (_, record) => {
    expect(recordIn(inFile(record))).toEqual(EMPTY_RECORD);
  });

  it('passes over a malformed item and keeps what it does not know', () => {
    const known = { kind: 'client', id: 'c1', since: 'later' };
    const byHand = (['repair', 'full'] as const).map((mode) => ({ ...heal(4), mode }));
    const record = {
      tombstones: [known, { kind: 'server', id: 'x' }, 'c2', { kind: 'client', id: '' }],
      outbox: [{ kind: 'client', id: 'c1' }, deletion('c1'), { ...deletion('c2'), baseUrl: 7 }],
      heals: [heal(1), { ...heal(2), mode: 'other' }, { ...heal(3), at: 7 }, ...byHand],
      version: 9,
    };
    expect(recordIn(inFile(record))).toEqual({
      ...EMPTY_RECORD,
      tombstones: [known],
      outbox: [deletion('c1')],
      heals: [heal(1), ...byHand],
    });
  });
});

describe('writing', () => {
  it('adds nothing to a file for an empty record, and leaves a malformed one as it is', () => {
    for (const document of [parseDocument('{"a":1}'), inFile('malformed'), inFile({ tombstones: [7] })]) {
      expect(withRecord(document, EMPTY_RECORD)).toBe(document);
    }
  });

  it('leaves the parts that say the same, and the fields of another version, to the character', () => {
    const document = parseDocument(`{"${REPAIR_KEY}":{"x":1.0,"outbox":[ ],"tombstones":[]},"a":1}`);
    const record = { ...EMPTY_RECORD, tombstones: [client('c1')] };
    expect(documentText(withRecord(document, record))).toBe(
      `{"${REPAIR_KEY}":{"x":1.0,"outbox":[ ],"tombstones":[{"kind":"client","id":"c1"}]},"a":1}`,
    );
  });

  it('replaces a record that is not an object', () => {
    const record = { tombstones: [client('c1')], outbox: [deletion('c1')], heals: [heal(1)] };
    expect(documentValue(withRecord(inFile('x'), { ...EMPTY_RECORD, ...record }))).toEqual({
      [REPAIR_KEY]: record,
    });
  });
});

const STAMP = '20260504030201';

describe('the record', () => {
  it('keeps the newest heals, of the newest three what they wrote, and every tombstone and deletion once', () => {
    const ids = numbers(250).map((index) => client(`c${index}`));
    const deletions = numbers(1100).map((index) => deletion(`c${index}`));
    const first = extendRecord(
      EMPTY_RECORD,
      commitOf({ retire: proven(...ids), outbox: [...deletions, ...deletions] }),
      STAMP,
    );
    const healed = numbers(25).reduce(
      (record, index) => extendRecord(record, commitOf({ heal: heal(index) }), STAMP),
      first,
    );
    expect(healed).toEqual({
      ...EMPTY_RECORD,
      tombstones: ids,
      outbox: deletions,
      heals: numbers(25)
        .slice(5)
        .map((index) => ({ ...heal(index), backup: STAMP, ...(index < 22 ? {} : { wrote: [] }) })),
    });
  });

  it('counts what is retired again as new', () => {
    const record = extendRecord(
      EMPTY_RECORD,
      commitOf({ retire: proven(client('c1'), client('c2')) }),
      STAMP,
    );
    expect(extendRecord(record, commitOf({ retire: proven(client('c1')) }), STAMP).tombstones).toEqual([
      client('c2'),
      client('c1'),
    ]);
  });

  it('tells a client from an environment of the same id, and one account from another', () => {
    const record = extendRecord(
      EMPTY_RECORD,
      commitOf({
        retire: proven(client('x'), { kind: 'environment', id: 'x' }),
        outbox: [deletion('x'), { ...deletion('x'), accountId: 'b' }, { ...deletion('x'), baseUrl: 'y' }],
      }),
      STAMP,
    );
    const change = { lifted: [client('x')], settled: [deletion('x')], controller: [], owners: [] };
    expect(reduceRecord(record, change)).toEqual({
      ...EMPTY_RECORD,
      tombstones: [{ kind: 'environment', id: 'x' }],
      outbox: [
        { ...deletion('x'), accountId: 'b' },
        { ...deletion('x'), baseUrl: 'y' },
      ],
    });
    const nothing = { lifted: [client('y')], settled: [deletion('y')], controller: [], owners: [] };
    expect(reduceRecord(record, nothing)).toBe(record);
  });

  it('merged with another of the same history has all of both', () => {
    const ours = {
      ...EMPTY_RECORD,
      tombstones: [client('c1')],
      outbox: [deletion('c1')],
      heals: [heal(1), heal(3)],
    };
    const theirs = {
      ...EMPTY_RECORD,
      tombstones: [client('c2'), client('c1')],
      heals: [heal(1), heal(4)],
    };
    expect(mergeRecords(ours, theirs)).toEqual({
      ...EMPTY_RECORD,
      tombstones: [client('c2'), client('c1')],
      outbox: [deletion('c1')],
      heals: [heal(1), heal(3), heal(4)],
    });
  });

  it('merged with another keeps what the other version knows of an id', () => {
    const known = { ...client('c1'), since: 'later' };
    const ours = { ...EMPTY_RECORD, tombstones: [client('c1')], heals: [heal(1)] };
    expect(mergeRecords(ours, { ...EMPTY_RECORD, tombstones: [known] }).tombstones).toEqual([known]);
  });
});
