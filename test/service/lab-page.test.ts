/** The page of the lab against a real one: what it asks goes the way it goes in the app, by messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { systemClock } from '../../src/lab/net/system.ts';
import { serveLab } from '../../src/lab/remote.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { createLabHost, type LabProcess } from '../../src/main/platform/lab-host.ts';
import { KeptSwitches } from '../../src/main/session/lab/kept-switches.ts';
import { createLabDesk, type LabDesk } from '../../src/main/session/lab/lab-desk.ts';
import type { LabHost, LabProfile } from '../../src/main/session/lab/lab-service.ts';
import { companiesIn, everywhere, switchesOf } from '../../src/renderer/features/lab/companies.ts';
import { type LabFaultLayer, labFaultKinds, labFaultLayers } from '../../src/shared/model/lab-page.ts';
import { type LabSituation, labSituations } from '../../src/shared/model/lab-situations.ts';
import type { Outcome } from '../../src/shared/outcome.ts';

const clock = systemClock();
let lab: Lab;
let host: LabHost;
let profile: LabProfile | undefined;
let desk: LabDesk;

beforeAll(async () => {
  host = createLabHost({ clock, fork: () => labHere() });
  profile = await host.start(() => undefined);
  desk = createLabDesk({ host, clock, kept: new KeptSwitches(), profile: () => profile });
});
afterAll(() => host.stop());

/** The lab's own process in this one: messages are copied as between two. */
function labHere(): LabProcess {
  const heard: ((message: unknown) => void)[] = [];
  const ends: (() => void)[] = [];
  const remote = serveLab(
    { post: (reply) => heard.forEach((hear) => void hear(structuredClone(reply))) },
    async (options) => {
      lab = await startLab(options);
      return lab;
    },
    () => ends.forEach((end) => void end()),
  );
  return {
    postMessage: (message) => void remote.take(structuredClone(message)),
    kill: () => remote.stop(),
    once: (_event, listener) => ends.push(listener),
    on: (_event, listener) => heard.push(listener),
  };
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail);
  return outcome.value;
}

describe('switches', () => {
  it('are told with where they stand, set, and taken back', async () => {
    const { facts, states } = unwrap(await desk.switches());
    expect(facts.map(({ name }) => name)).toContain('Enable partner domain discovery');
    expect(states).toContainEqual({ id: 'enable-federation', target: 'contoso.com', value: true });
    const set = unwrap(await desk.set([{ id: 'enable-federation', target: 'contoso.com', value: false }]));
    expect(set).toContainEqual({ id: 'enable-federation', target: 'contoso.com', value: false });
    expect(lab.federation('contoso.com')).toMatchObject({ federationEnabled: false });
    expect(unwrap(await desk.reset())).toEqual(states);
  });

  it('each is shown once, at its company or for the whole lab', async () => {
    const board = unwrap(await desk.switches());
    const meetings = (profile?.meetings ?? []).map(({ title, organizer, links, note }) => ({
      title,
      organizer,
      link: links.conf,
      note,
    }));
    const places = [...companiesIn(board), everywhere];
    const shown = places.flatMap((company) => switchesOf(board, company, meetings).map(({ state }) => state));
    expect(shown).toHaveLength(board.states.length);
    expect(new Set(shown).size).toBe(board.states.length);
    const ofContoso = switchesOf(board, 'contoso.com', meetings).map(({ state }) => state.target);
    expect(ofContoso).toEqual(expect.arrayContaining(['contoso.com', 'sip.contoso.com', 'C0NT0S01']));
    expect(ofContoso).not.toContain('2Z92HZZZ');
  });

  it.each(Object.keys(labSituations) as LabSituation[])('the situation %s can be made', async (name) => {
    const states = unwrap(await desk.set(labSituations[name]));
    for (const { id, target, value } of labSituations[name]) expect(states).toContainEqual({ id, target, value });
    await desk.reset();
  });

  it('a hosted company takes its time, and says how much', async () => {
    const target = 'contoso.onmicrosoft.com';
    await desk.set([{ id: 'online-apply-delay', target, value: 1800 }]);
    const states = unwrap(await desk.set([{ id: 'external-communications', target, value: 'off' }]));
    const state = states.find(({ id, target: at }) => id === 'external-communications' && at === target);
    expect(state?.pending?.value).toBe('off');
    expect(state?.pending?.inMs).toBeGreaterThan(1_700_000);
    await desk.reset();
  });

  it('what the lab does not take is told in its own words', async () => {
    const refused = await desk.set([{ id: 'latency', target: 'lab', value: -1 }]);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'LAB_REFUSED' } });
    expect(refused.ok ? '' : refused.failure.detail).toContain('0 to 10000');
  });
});

describe('people', () => {
  it('are all there, and act', async () => {
    const before = unwrap(await desk.people());
    expect(before.people).toHaveLength(profile?.accounts.length ?? 0);
    const [meeting] = before.meetings;
    expect(await desk.act({ kind: 'come', meeting: meeting?.id ?? '', count: 3 })).toMatchObject({ ok: true });
    const after = unwrap(await desk.people()).meetings.find(({ id }) => id === meeting?.id);
    expect(after?.people).toHaveLength((meeting?.people.length ?? 0) + 3);
    const away = { kind: 'presence', who: 'garth@tailspintoys.com', availability: 'away' } as const;
    expect(await desk.act(away)).toMatchObject({ ok: true });
    const call = { kind: 'call', who: 'garth@tailspintoys.com', to: 'karen@contoso.com' } as const;
    expect(await desk.act(call)).toMatchObject({ ok: false, failure: { code: 'LAB_REFUSED' } });
  });
});

describe('faults', () => {
  const place: Record<LabFaultLayer, string> = {
    dns: '_sip._tls.contoso.com',
    tcp: 'sip.contoso.com',
    tls: 'sip.contoso.com',
    sip: 'sip.contoso.com',
    http: 'pool01.contoso.com',
    media: '',
    malice: 'sip.contoso.com',
  };
  const kinds = labFaultLayers.flatMap((layer) => Object.keys(labFaultKinds[layer]).map((kind) => ({ layer, kind })));

  it.each(kinds)('$layer $kind is carried out', async ({ layer, kind }) => {
    const { steps } = unwrap(await desk.startFaults([{ layer, kind, place: place[layer], atMs: 0 }]));
    expect(steps).toMatchObject([{ state: 'done', fault: { layer, kind } }]);
    await desk.clearFaults();
  });

  it('wait for their time or their request, and are all cleared', async () => {
    const late = { layer: 'sip', kind: 'silent', place: 'sip.contoso.com', atMs: 3_600_000 } as const;
    const after = { ...late, kind: 'late', atMs: 0, afterMethod: 'INVITE' } as const;
    const { steps } = unwrap(await desk.startFaults([late, after]));
    expect(steps.map(({ state }) => state)).toEqual(['due', 'waiting']);
    expect(await desk.clearFaults()).toMatchObject({ ok: true });
    expect(unwrap(await desk.faults()).steps).toEqual([]);
  });

  it('an unknown kind is refused', async () => {
    const strange = { layer: 'sip', kind: 'constructor', place: 'sip.contoso.com', atMs: 0 } as const;
    expect(await desk.startFaults([strange])).toMatchObject({ ok: false, failure: { code: 'LAB_REFUSED' } });
  });
});

it('without a lab everything is refused, in a sentence', async () => {
  const nowhere = createLabHost({ clock, fork: labHere });
  const alone = createLabDesk({ host: nowhere, clock, kept: new KeptSwitches(), profile: () => undefined });
  expect(await alone.switches()).toMatchObject({ ok: false, failure: { detail: 'The lab is not running.' } });
});
