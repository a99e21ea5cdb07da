import { expect, it } from 'vitest';
import { testApp } from '../../../test/fakes/test-app.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { differences } from './check.ts';

const asked: TraceEntry = { seq: 1, at: 0, correlation: 'app', kind: 'dns-query', name: 'sip.contoso.com', type: 'A' };
const scene = {
  snapshot: { ...firstSlices(testApp, defaultSettings), presence: {}, revision: 0 },
  trace: [asked],
  lab: undefined,
};

it.each(['sip.contoso.com', 'SIP.Contoso.com', 'sip.contoso.com.'])(
  'a name that DNS was asked for is the same in any case, and with its last dot (RFC 4343): %s',
  (name) => {
    expect(differences(scene, { neverAsked: [name] })).toMatchObject([{ what: 'neverAsked' }]);
    expect(differences(scene, { asked: [name] })).toEqual([]);
  },
);
