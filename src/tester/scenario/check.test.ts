import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { createTracing } from '../../main/trace/tracing.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { differences } from './check.ts';

const asked: TraceEntry = { seq: 1, at: 0, correlation: 'app', kind: 'dns-query', name: 'sip.contoso.com', type: 'A' };
const scene = {
  snapshot: { ...firstSlices(testApp, defaultSettings), presence: {}, revision: 0 },
  trace: { entries: [asked], lostBefore: 1 },
  lab: undefined,
};

it.each(['sip.contoso.com', 'SIP.Contoso.com', 'sip.contoso.com.'])(
  'a name that DNS was asked for is the same in any case, and with its last dot (RFC 4343): %s',
  (name) => {
    expect(differences(scene, { neverAsked: [name] })).toMatchObject([{ what: 'neverAsked' }]);
    expect(differences(scene, { asked: [name] })).toEqual([]);
  },
);

it('a record that has lost its beginning proves of nothing that it was not there', () => {
  const { tracer, list } = createTracing({ clock: createFakeClock() });
  tracer.record({ kind: 'dns-query', name: 'sip.contoso.com', type: 'A' });
  const look = () => ({ ...scene, trace: list(0, Number.MAX_SAFE_INTEGER) });
  const absence = [{ neverAsked: ['sip.fabrikam.com'] }, { trace: { lacks: ['a word'] } }];
  for (const each of absence) expect(differences(look(), each)).toEqual([]);
  for (let line = 0; line < 5000; line += 1) tracer.record({ kind: 'decision', text: 'goes on' });
  for (const each of [...absence, { neverAsked: ['sip.contoso.com'] }])
    expect(differences(look(), each)).toMatchObject([
      { what: 'trace', got: expect.stringContaining('no longer kept') },
    ]);
  expect(differences(look(), { trace: { contains: ['goes on'] } })).toEqual([]);
});
