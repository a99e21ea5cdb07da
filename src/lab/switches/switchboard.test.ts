import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandClock, type HandClock } from '../../../test/fakes/hand-clock.ts';
import type { Lab } from '../api.ts';
import { turnKnob } from '../console/knobs.ts';
import { systemRandom } from '../net/system.ts';
import { startLab } from '../start-lab.ts';
import { createSwitchboard, switchFacts } from './switchboard.ts';

let lab: Lab;
let clock: HandClock;
beforeAll(async () => {
  clock = createHandClock();
  lab = await startLab({ ports: 'free' }, { clock, random: systemRandom() });
});
afterAll(() => lab.stop());

const value = (id: string, target: string) => lab.switches.state(id, target).value;

/** Another value than the one it has, for each kind of switch. */
function otherThan(held: unknown, { kind }: (typeof switchFacts)[number]): unknown {
  switch (kind.kind) {
    case 'on-off':
      return held !== true;
    case 'choice':
      return kind.choices.find((choice) => choice.value !== held)?.value;
    case 'some-of':
      return [kind.words[0]];
    case 'domains':
      return ['fourthcoffee.com', 'adatum.com'];
    case 'number':
      return kind.most;
  }
}

describe('the list', () => {
  it('has every switch of the source documents under its own name', () => {
    const names = lab.switches.list().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Enable partner domain discovery',
        'SIP Federated Domains: Allowed',
        'SIP Federated Domains: Blocked',
        'Enable federation and Public IM connectivity',
        'External communications',
        'Allow participants to invite anonymous users',
        'Get-CsXmppAllowedPartner',
        'Server generation',
      ]),
    );
    expect(new Set(switchFacts.map(({ id }) => id)).size).toBe(switchFacts.length);
  });

  it.each(switchFacts)('[M1] [M2] [M3] $id reads back what was set, at its first target, and goes back', (facts) => {
    const [state] = lab.switches.states(facts.id);
    if (!state) throw new Error(`${facts.id} stands nowhere`);
    const other = otherThan(state.value, facts);
    expect(lab.switches.set(facts.id, state.target, other).value).toEqual(other);
    lab.switches.reset();
    expect(value(facts.id, state.target)).toEqual(state.value);
  });
});

describe('what a switch does', () => {
  it('goes back with all that its change took along', () => {
    const at = 'tailspintoys.com';
    lab.setXmppPartner(at, 'fourthcoffee.com', { TlsNegotiation: 'Required' });
    const answer = { kind: 'answer', srv: [{ target: 'sip.tailspintoys.com', port: 5999 }] } as const;
    lab.dns.behave(`_sipfederationtls._tcp.${at}`, 'SRV', answer);
    const stood = [lab.schemes(at), lab.xmppPartners(at)];
    lab.switches.set('xmpp-partners', at, ['adatum.com']);
    lab.switches.set('server-generation', at, 'sfb-2015');
    lab.switches.set('federation-record', at, false);
    lab.switches.reset();
    expect(lab.schemes(at)).toContain('Digest');
    expect([lab.schemes(at), lab.xmppPartners(at)]).toEqual(stood);
    expect(lab.dns.behaviour(`_sipfederationtls._tcp.${at}`, 'SRV')).toEqual(answer);
    lab.setXmppPartner(at, 'fourthcoffee.com', { TlsNegotiation: 'NotSupported' });
    lab.dns.behave(`_sipfederationtls._tcp.${at}`, 'SRV', { kind: 'records' });
  });

  it('goes back with all there is when somebody has deleted a meeting of the list', () => {
    const [deleted = ''] = lab.profile.meetings.map(({ id }) => id);
    let isThere = true;
    const meeting = (id: string) => {
      if (id === deleted && !isThere) throw new Error(`The lab has no meeting ${id}`);
      return lab.meeting(id);
    };
    const board = createSwitchboard({ ...lab, meeting }, clock);
    board.set('certificate', 'sip.contoso.com', 'expired');
    board.set('meeting-lobby', deleted, !lab.meeting(deleted).now().lobbyForGuests);
    isThere = false;
    const meetings = lab.profile.meetings.map(({ id }) => id);
    expect(board.states('meeting-lobby').map(({ target }) => target)).toEqual(meetings.slice(1));
    expect(() => board.set('meeting-lobby', deleted, true)).toThrow(`cannot be set at "${deleted}"`);
    board.reset();
    expect(lab.faults('sip.contoso.com')).toEqual({});
    lab.meeting(deleted).setRules({ lobbyForGuests: !lab.meeting(deleted).now().lobbyForGuests });
  });

  it('changes the lab itself, and shows what others changed', () => {
    lab.switches.set('partner-domain-discovery', 'contoso.com', true);
    expect(lab.federation('contoso.com')).toMatchObject({ partnerDiscovery: true });
    lab.setFederation('contoso.com', { blocked: ['adatum.com'] });
    expect(value('blocked-domains', 'contoso.com')).toEqual(['adatum.com']);
    lab.switches.set('certificate', 'sip.contoso.com', 'expired');
    lab.switches.set('newest-tls', 'sip.contoso.com', 'TLSv1');
    expect(lab.faults('sip.contoso.com')).toEqual({ certificate: 'expired', newestTls: 'TLSv1' });
    lab.switches.reset();
    expect(lab.faults('sip.contoso.com')).toEqual({});
  });

  it('takes people of a company inside and outside', () => {
    expect([value('side', 'contoso.com'), value('side', 'fabrikam.com')]).toEqual(['outside', 'inside']);
    lab.switches.set('side', 'contoso.com', 'inside');
    expect(lab.dns.srv('_sipinternaltls._tcp.contoso.com')).toMatchObject([{ target: 'pool01.contoso.com' }]);
    lab.switches.set('side', 'fabrikam.com', 'outside');
    expect(lab.dns.srv('_sipinternaltls._tcp.fabrikam.com')).toEqual([]);
    lab.switches.reset();
    expect([value('side', 'contoso.com'), value('side', 'fabrikam.com')]).toEqual(['outside', 'inside']);
  });

  it('[M5] a hosted company takes its time, and what waits is shown', async () => {
    const tenant = 'contoso.onmicrosoft.com';
    lab.switches.set('online-apply-delay', tenant, 1800);
    lab.switches.set('external-communications', tenant, 'off');
    expect(lab.switches.state('external-communications', tenant)).toMatchObject({
      value: 'on-except-blocked',
      pending: { value: 'off' },
    });
    await clock.pass(1_790_000);
    expect(value('external-communications', tenant)).toBe('on-except-blocked');
    await clock.pass(10_000);
    expect(lab.switches.state('external-communications', tenant)).toEqual({
      id: 'external-communications',
      target: tenant,
      value: 'off',
    });
    lab.switches.set('external-communications', tenant, 'on-only-allowed');
    lab.switches.reset();
    await clock.pass(3_600_000);
    expect(value('external-communications', tenant)).toBe('on-except-blocked');
  });

  it.each([
    ['partner-domain-discovery', 'contoso.com', 'yes', 'takes true or false'],
    [
      'external-communications',
      'contoso.onmicrosoft.com',
      'on',
      'takes one of off, on-except-blocked, on-only-allowed',
    ],
    ['external-communications', 'contoso.com', 'off', 'cannot be set at "contoso.com"'],
    ['allowed-domains', 'contoso.com', ['a b'], 'takes a list of at most 200 domain names'],
    ['latency', 'lab', -1, 'takes a whole number of ms from 0 to 10000'],
    ['sign-in-schemes', 'contoso.com', ['NTLM', 'NTLM'], 'each once'],
    ['constructor', 'contoso.com', true, 'There is no switch "constructor"'],
  ])('%s at %s refuses %j', (id, target, given, words) => {
    expect(() => lab.switches.set(id, target, given)).toThrow(words);
  });
});

it('is turned from the console, too', () => {
  expect(turnKnob(lab, 'switch').text).toContain('Enable partner domain discovery');
  expect(turnKnob(lab, 'switch allowed-domains contoso.com tailspintoys.com,fabrikam.com').text).toBe(
    'allowed-domains contoso.com tailspintoys.com,fabrikam.com',
  );
  expect(turnKnob(lab, 'switch xmpp-tls tailspintoys.com fourthcoffee.com Required').text).toContain(' Required');
  expect(turnKnob(lab, 'switch enable-federation contoso.com perhaps').text).toContain('true or false');
  expect(turnKnob(lab, 'switch reset').text).toContain('stood');
  expect(turnKnob(lab, 'switch allowed-domains').text).toContain('allowed-domains contoso.com fabrikam.com');
});
