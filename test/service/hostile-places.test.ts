/** A pool, a Director, lyncdiscover, the address book with its photos, and slides that mean harm: each costs its own part, in words, and nothing is left open. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StreamMalice } from '../../src/lab/faults/malice.ts';
import type { AnswerFault } from '../../src/lab/web/settings.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { borneBySignIn, signInEnds } from '../fakes/hostile-ends.ts';
import { type HostileLab, startHostileLab } from '../fakes/hostile-lab.ts';
import { turns } from '../fakes/process-holdings.ts';

const karen = 'karen@contoso.com';
const web = 'meet.contoso.com';
const slides = 'meet.tailspintoys.com';
const pool = 'pool01.contoso.com';
const director = 'dir01.contoso.com';

let lab: HostileLab;
beforeAll(async () => {
  lab = await startHostileLab();
});
afterAll(() => lab.stop());

const now = () => lab.world.client.state.get();
const signIn = () => lab.world.signIn(karen);
const nowhere = (names: readonly string[], type: 'SRV' | 'A') => {
  for (const name of names) lab.world.lab.dns.behave(`${name}.contoso.com`, type, { kind: 'nxdomain' });
};
const records = ['_sip._tls', '_sipinternaltls._tcp', '_sipinternal._tcp'];
const hosts = ['sip', 'sipexternal', 'sipinternal'];
const guesses = ['lyncdiscover', 'lyncdiscoverinternal'];

function healNames(): void {
  for (const name of records) lab.world.lab.dns.behave(`${name}.contoso.com`, 'SRV', { kind: 'records' });
  for (const name of [...hosts, ...guesses]) lab.world.lab.dns.behave(`${name}.contoso.com`, 'A', { kind: 'records' });
}

describe.each([pool, director])('%s', (server) => {
  beforeAll(async () => {
    // Whoever comes again knows how the company proves who it is.
    expect(await lab.promptly(signIn())).toBe('ok');
    await lab.goHome();
    const port = lab.world.lab.profile.servers.find(({ name }) => name === server)?.ports[0] ?? 0;
    nowhere(records, 'SRV');
    nowhere([...hosts, ...guesses], 'A');
    lab.world.lab.dns.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv: [{ target: server, port }] });
  });
  afterEach(async () => {
    await lab.goHome();
    await lab.untilNothingIsLeft();
    lab.turn(server);
  });
  afterAll(async () => {
    expect(await lab.promptly(signIn())).toBe('ok');
    await lab.goHome();
    healNames();
  });

  const ends = [...signInEnds, ['trickle', 'SIP_TIMEOUT'], ['bomb', 'SIP_TIMEOUT']] as const;

  it.each(ends)('plays %s: the sign-in ends with %s', async (malice, code) => {
    lab.turn(server, malice);
    expect(code).toContain(await lab.outcomeOf(signIn()));
    expect(now().account.kind).toBe('signed-out');
  });

  it.each(borneBySignIn)('plays %s: one is signed in all the same', async (malice) => {
    lab.turn(server, malice);
    expect(await lab.promptly(signIn())).toBe('ok');
  });
});

/** What becomes of an answer, whichever service gives it. */
const unreachable = [
  'reset',
  'reset-in-tls',
  'reset-after-tls',
  'reset-in-answer',
  'no-tls',
  'broken-tls',
  'garbage',
  'endless-head',
  'trickle',
] as const satisfies readonly StreamMalice[];
const unreadable = ['endless-body', 'bomb', 'deep-answer'] as const satisfies readonly StreamMalice[];
const cutOff = ['trickle', 'truncated', 'silent'] as const satisfies readonly AnswerFault[];
/** The lab would reset what is endless in the end: who says that it is unreadable has stopped by himself. */
const nonsense = ['endless', 'bomb', 'deep', 'oversize', 'damaged', 'empty'] as const satisfies readonly AnswerFault[];
const badAnswers = [...cutOff, ...nonsense];
const isOf = (words: readonly string[], word: string) => words.includes(word);

describe('lyncdiscover', () => {
  beforeAll(() => nowhere(records, 'SRV'));
  afterEach(async () => {
    await lab.goHome();
    await lab.untilNothingIsLeft();
    lab.turn(web);
    lab.world.lab.dns.clearQueries();
  });
  afterAll(healNames);
  const asked = () => lab.world.lab.dns.queries().some(({ name }) => name === 'lyncdiscover.contoso.com');

  it.each([...unreachable, ...unreadable, 'drip'] as const)(
    'plays %s: the host’s own name leads to the server all the same',
    async (malice) => {
      lab.turn(web, malice);
      expect(await lab.outcomeOf(signIn())).toBe('ok');
      expect(asked()).toBe(true);
    },
  );

  it.each([...badAnswers, 'two-answers'] as const)('answers %s: the host’s own name leads on', async (fault) => {
    lab.world.lab.setFaults(web, { web: { answer: { service: 'autodiscover', fault } } });
    expect(await lab.outcomeOf(signIn())).toBe('ok');
    expect(asked()).toBe(true);
  });

  describe('where no other name is left', () => {
    beforeAll(() => nowhere(hosts, 'A'));

    it.each([...unreachable, ...unreadable] as const)('plays %s: the sign-in says so', async (malice) => {
      lab.turn(web, malice);
      const end = isOf(unreachable, malice) ? 'UNREACHABLE' : 'UNREADABLE';
      expect(await lab.outcomeOf(signIn())).toBe(`WEB_SERVICE_${end}`);
      expect(now().account.kind).toBe('signed-out');
    });

    it.each(badAnswers)('answers %s: the sign-in says so', async (fault) => {
      lab.world.lab.setFaults(web, { web: { answer: { service: 'autodiscover', fault } } });
      expect(await lab.outcomeOf(signIn())).toBe(`WEB_SERVICE_${isOf(cutOff, fault) ? 'UNREACHABLE' : 'UNREADABLE'}`);
    });
  });
});

describe('the address book', () => {
  beforeAll(() => lab.world.lab.setAuthOffer('contoso.com', { schemes: ['NTLM'] }));
  afterEach(async () => {
    await lab.goHome();
    await lab.untilNothingIsLeft();
    lab.turn(web);
    // Pictures are held for whoever comes back.
    directory().forget();
  });

  const directory = () => lab.world.client.people.directory;
  /** Signed in with a ticket at hand; the next question goes over a new connection. */
  async function ready(): Promise<string> {
    expect(await lab.promptly(signIn())).toBe('ok');
    await lab.until(() => now().provisioning.state === 'ready' && now().contacts.state === 'ready');
    const found = await directory().expandGroup('everyone@contoso.com');
    if (!found.ok) throw new Error(`${found.failure.code} ${found.failure.detail}`);
    const uri = found.value.members.find(({ hasPhoto }) => hasPhoto)?.uri;
    if (uri === undefined) throw new Error('nobody has a picture');
    lab.world.lab.dropConnections(web);
    return uri;
  }
  const ask = (kind: 'address-book' | 'photo', uri: string): Promise<Outcome<unknown>> =>
    kind === 'photo' ? directory().photo(uri) : directory().search('Jere');
  const both = <T extends string>(words: readonly T[]) =>
    words.flatMap((word) => [[word, 'address-book'] as const, [word, 'photo'] as const]);
  /** What is no picture is none. */
  const isNoPicture = ['bomb', 'deep-answer', 'deep', 'damaged', 'empty'];

  it.each(both([...unreachable, ...unreadable]))(
    'plays %s: the %s alone fails, and comes once the server is well',
    async (malice, kind) => {
      const uri = await ready();
      lab.turn(web, malice);
      const end = isOf(unreachable, malice) ? 'DIRECTORY_UNAVAILABLE' : 'DIRECTORY_UNREADABLE';
      const isNone = kind === 'photo' && isOf(isNoPicture, malice);
      expect(await lab.outcomeOf(ask(kind, uri))).toBe(isNone ? 'ok' : end);
      expect(now().account.kind).toBe('registered');
      lab.turn(web);
      lab.world.lab.dropConnections(web);
      expect(await lab.outcomeOf(ask(kind, uri))).toBe('ok');
    },
  );

  it.each(both(badAnswers))('answers %s for the %s: that alone fails', async (fault, kind) => {
    const uri = await ready();
    lab.world.lab.setFaults(web, { web: { answer: { service: kind, fault } } });
    const end = isOf(cutOff, fault) ? 'DIRECTORY_UNAVAILABLE' : 'DIRECTORY_UNREADABLE';
    const isNone = kind === 'photo' && isOf(isNoPicture, fault);
    expect(await lab.outcomeOf(ask(kind, uri))).toBe(isNone ? 'ok' : end);
    expect(now().account.kind).toBe('registered');
    lab.turn(web);
    expect(await lab.outcomeOf(ask(kind, uri))).toBe('ok');
  });

  it('gives two answers to one question: the second is the answer to nothing', async () => {
    const uri = await ready();
    lab.world.lab.setFaults(web, { web: { answer: { service: 'address-book', fault: 'two-answers' } } });
    const people = async () => {
      const found = await directory().search('Jere');
      return found.ok ? found.value.people.map((person) => person.uri) : found.failure.code;
    };
    expect(await people()).toContain('sip:jeremy@contoso.com');
    // What nobody asked for is there before the next question: whoever asks sooner cannot tell it from an answer.
    await turns(200);
    expect(await people()).toContain('sip:jeremy@contoso.com');
    expect(await lab.outcomeOf(ask('photo', uri))).toBe('ok');
  });
});

describe('slides', () => {
  const join = () =>
    lab.world.join(lab.world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '', {
      guestName: 'Visitor',
    });
  const page = () => lab.world.client.content.page('s1', 0);
  afterEach(async () => {
    await lab.goHome();
    await lab.untilNothingIsLeft();
    lab.turn(slides);
  });

  async function inside(): Promise<void> {
    expect(await lab.promptly(join())).toBe('ok');
    await lab.until(() => now().meetingContent?.state === 'open');
  }

  it.each([...unreachable, ...unreadable] as const)(
    'come from a server that plays %s: the page alone fails',
    async (malice) => {
      await inside();
      lab.turn(slides, malice);
      const end = { 'endless-body': 'TOO_LARGE', bomb: 'DAMAGED', 'deep-answer': 'DAMAGED' } as const;
      expect(await lab.outcomeOf(page())).toBe(
        `PAGE_${isOf(unreachable, malice) ? 'UNREACHABLE' : end[malice as keyof typeof end]}`,
      );
      expect(now()).toMatchObject({ meeting: { phase: 'joined' }, meetingContent: { state: 'open' } });
      lab.turn(slides);
      expect(await lab.outcomeOf(page())).toBe('ok');
    },
  );

  it.each([
    ['endless', 'TOO_LARGE'],
    ['trickle', 'UNREACHABLE'],
    ['silent', 'UNREACHABLE'],
    ['bomb', 'DAMAGED'],
    ['deep', 'DAMAGED'],
    ['empty', 'DAMAGED'],
    ['oversize', 'DAMAGED'],
  ] as const)('are answered %s: the page alone fails, with %s', async (fault, code) => {
    await inside();
    lab.world.lab.setFaults(slides, { web: { answer: { service: 'slide', fault } } });
    expect(await lab.outcomeOf(page())).toBe(`PAGE_${code}`);
    expect(now().meeting?.phase).toBe('joined');
    lab.turn(slides);
    expect(await lab.outcomeOf(page())).toBe('ok');
  });
});
