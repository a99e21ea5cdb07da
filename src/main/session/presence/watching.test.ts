import { describe, expect, it } from 'vitest';
import {
  CATEGORIES,
  colleague,
  GARTH,
  JEREMY,
  KIM,
  list,
  OWN,
  partner,
  person,
  refusal,
  setUp,
  VADIM,
} from '../../../../test/fakes/presence-scene.ts';
import type { Failure } from '../../../shared/model/failure.ts';

describe('[F24] the presence of others', () => {
  it('colleagues are asked for in one batch, people of other companies one by one', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY), colleague(VADIM), partner(GARTH), partner(KIM)]);
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, GARTH, KIM]);
    expect(watches()[0]?.options.headers).toContainEqual(['Require', 'adhoclist, categoryList']);
    expect(watches()[0]?.options.body?.text.match(/<resource /g)).toHaveLength(2);
    expect(shown(JEREMY)).toEqual({ availability: 'unknown', unknownBecause: 'not-asked' });
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 6500, 'Jeremy Los'));
    watches()[1]?.notify(CATEGORIES, person(GARTH, 3500));
    expect(shown(JEREMY)).toEqual({ availability: 'busy', value: 6500, displayName: 'Jeremy Los', cardVersion: 1 });
    expect(shown(GARTH)).toEqual({ availability: 'available', value: 3500 });
  });

  it('a batch holds at most a hundred', async () => {
    const { start, service, watches } = setUp();
    await start();
    service.watch(Array.from({ length: 250 }, (_, index) => colleague(`sip:u${index}@contoso.com`)));
    expect(watches().map(({ options }) => options.body?.text.match(/<resource /g)?.length)).toEqual([100, 100, 50]);
  });

  it('at most eight other companies are asked at the same time', async () => {
    const { start, service, watches, agent, clock } = setUp();
    await start();
    const pending: (() => void)[] = [];
    agent.accept = () => new Promise((resolve) => pending.push(() => resolve('accept')));
    const everybody = Array.from({ length: 20 }, (_, index) => partner(`sip:u@company${index}.com`));
    service.watch(everybody);
    await clock.advance(0);
    expect(watches()).toHaveLength(8);
    service.watch(everybody.slice(0, 10));
    while (pending.length > 0) {
      pending.shift()?.();
      await clock.advance(0);
    }
    expect(watches()).toHaveLength(10);
  });

  it('whoever lives elsewhere is asked there, once', async () => {
    const { start, service, watches } = setUp();
    await start();
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    const pool = 'sip:pool02.contoso.com@contoso.com;gruu;opaque=srvr:HomeServer:x';
    const sentOn = list([JEREMY, 'state="resubscribe"'], [VADIM, `state="resubscribe" poolFqdn="${pool}"`]);
    watches()[0]?.notify('application/rlmi+xml', sentOn);
    watches()[0]?.notify('application/rlmi+xml', sentOn);
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, JEREMY, pool]);
    watches()[2]?.notify('application/rlmi+xml', sentOn);
    expect(watches()).toHaveLength(3);
  });

  it.each([
    ['pool02.contoso.com', 'sip:pool02.contoso.com'],
    ['pool02.contoso.com:5061', 'sip:pool02.contoso.com:5061'],
    // What cannot be asked is passed over: then the person's own address is.
    ['no pool at all', VADIM],
    ['http://pool02.contoso.com', VADIM],
    ['sip:', VADIM],
    ['<sip:pool02>', VADIM],
  ])('a pool named %j is asked at %s', async (pool, target) => {
    const { start, service, watches } = setUp();
    await start();
    service.watch([colleague(VADIM)]);
    const attribute = pool.replace('<', '&lt;').replace('>', '&gt;');
    watches()[0]?.notify('application/rlmi+xml', list([VADIM, `state="resubscribe" poolFqdn="${attribute}"`]));
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, target]);
  });

  it('an address that is none is not asked for, and keeps nobody else from it', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([partner('sip:no address@x'), partner(GARTH)]);
    expect(watches().map(({ options }) => options.uri)).toEqual([GARTH]);
    expect(shown('sip:no address@x')).toMatchObject({ unknownBecause: 'not-asked' });
  });

  it('new contacts are added, gone ones no longer shown', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY), partner(GARTH)]);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, GARTH, OWN]);
    watches()[1]?.notify(CATEGORIES, person(GARTH, 3500));
    expect(shown(GARTH)).toBeUndefined();
    expect(watches()[2]?.options.body?.text).toContain(VADIM);
    expect(watches()[2]?.options.body?.text).not.toContain(JEREMY);
  });

  it('tells names as they become known', async () => {
    const { start, service, watches } = setUp();
    const cards: [string, { readonly name?: string }][] = [];
    service.onCards((learned) => cards.push(...learned));
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500, 'Jeremy Los'));
    watches()[0]?.notify(CATEGORIES, person(VADIM, 3500, 'Nobody asked'));
    expect(cards).toEqual([[JEREMY, { name: 'Jeremy Los' }]]);
  });

  it('a state taken away is unknown, a document that is damaged changes nothing', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500, 'Jeremy Los'));
    watches()[0]?.notify(CATEGORIES, '<categories');
    expect(shown(JEREMY)?.availability).toBe('available');
    watches()[0]?.notify(CATEGORIES, `<categories uri="${JEREMY}"><category name="state"/></categories>`);
    expect(shown(JEREMY)).toEqual({
      availability: 'unknown',
      unknownBecause: 'refused',
      displayName: 'Jeremy Los',
      cardVersion: 1,
    });
  });

  it('five hundred notifications are five hundred small steps', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    for (let value = 3000; value < 3500; value += 1) watches()[0]?.notify(CATEGORIES, person(JEREMY, value));
    expect(shown(JEREMY)?.value).toBe(3499);
  });

  it('a note is shown in the time it is meant for, and not before or after', async () => {
    const { start, service, watches, shown, clock } = setUp();
    service.watch([colleague(VADIM)]);
    await start();
    await clock.advance(1000);
    const at = (minutes: number) => new Date(clock.wall() + minutes * 60_000).toISOString();
    const note = (instance: number, type: string, times: string, text: string) =>
      `<category name="note" instance="${instance}"><note><body type="${type}" ${times}>${text}</body></note></category>`;
    const notes =
      note(0, 'personal', '', 'Here') +
      note(7, 'OOF', `startTime="${at(60)}" endTime="${at(120)}"`, 'On leave') +
      note(8, 'OOF', `endTime="${at(0)}"`, 'At a fair');
    watches()[0]?.notify(CATEGORIES, `<categories uri="${VADIM}">${notes}</categories>`);
    await clock.advance(59 * 60_000);
    expect(shown(VADIM)?.note).toEqual({ text: 'Here', kind: 'personal' });
    await clock.advance(60_000);
    expect(shown(VADIM)?.note).toEqual({ text: 'On leave', kind: 'out-of-office' });
    await clock.advance(60 * 60_000);
    expect(shown(VADIM)?.note).toEqual({ text: 'Here', kind: 'personal' });
  });

  it('nothing waits for the time of a note whose person is watched no more', async () => {
    const { start, service, watches, clock } = setUp();
    service.watch([colleague(VADIM)]);
    await start();
    await clock.advance(1000);
    const before = clock.pending;
    const until = new Date(clock.wall() + 3_600_000).toISOString();
    const note = `<category name="note"><note><body type="personal" endTime="${until}">Here</body></note></category>`;
    watches()[0]?.notify(CATEGORIES, `<categories uri="${VADIM}">${note}</categories>`);
    await clock.advance(1000);
    expect(clock.pending).toBe(before + 1);
    service.goOffline();
    service.watch([]);
    await clock.advance(0);
    expect(clock.pending).toBe(0);
  });
});

describe('[F25] unknown has its reason', () => {
  it.each([
    [refusal(404), 'domain-not-found'],
    [refusal(504, 1005), 'domain-not-found'],
    [refusal(504, 1008), 'domain-not-found'],
    [refusal(504, 1034), 'not-federated'],
    [refusal(403, 4033), 'not-federated'],
    [refusal(504), 'not-federated'],
    [refusal(404, 4005), 'refused'],
    [refusal(403), 'refused'],
    [{ code: 'SIP_TIMEOUT', at: 0 } as Failure, 'not-asked'],
  ])('%j: %s', async (failure, because) => {
    const { start, service, agent, shown, clock } = setUp();
    await start();
    agent.accept = () => failure;
    service.watch([partner(GARTH)]);
    await clock.advance(0);
    expect(shown(GARTH)).toEqual({ availability: 'unknown', unknownBecause: because });
  });

  it('somebody the server ended is refused', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify('application/rlmi+xml', list([JEREMY, 'state="terminated" reason="noresource"']));
    expect(shown(JEREMY)?.unknownBecause).toBe('refused');
  });

  it('a busy server is asked again after a minute, a refusal is not', async () => {
    const { start, service, agent, watches, clock } = setUp();
    await start();
    agent.accept = () => refusal(503);
    service.watch([partner(GARTH)]);
    await clock.advance(60_000);
    expect(watches()).toHaveLength(2);
    agent.accept = () => refusal(403, 4033);
    await clock.advance(600_000);
    expect(watches()).toHaveLength(3);
  });

  it('nobody is unknown because of a batch that asks for them no more', async () => {
    const { start, service, agent, watches, shown, clock } = setUp();
    await start();
    service.watch([colleague(JEREMY), colleague(VADIM), colleague(KIM)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500));
    // One lives elsewhere, one went from the list and came back.
    watches()[0]?.notify('application/rlmi+xml', list([VADIM, 'state="resubscribe" poolFqdn="pool02.contoso.com"']));
    watches()[1]?.notify(CATEGORIES, person(VADIM, 3500));
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    service.watch([colleague(JEREMY), colleague(VADIM), colleague(KIM)]);
    watches()[2]?.notify(CATEGORIES, person(KIM, 3500));
    await clock.advance(0);
    agent.accept = () => refusal(503);
    watches()[0]?.end();
    await clock.advance(60_000);
    expect([JEREMY, VADIM, KIM].map((uri) => shown(uri)?.availability)).toEqual(['unknown', 'available', 'available']);
  });

  it('signed out everything is unknown, and signed in again everybody is asked anew', async () => {
    const { start, service, watches, shown, clock, agent } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500, 'Jeremy Los'));
    service.goOffline();
    expect(shown(JEREMY)).toEqual({
      availability: 'unknown',
      unknownBecause: 'signed-out',
      displayName: 'Jeremy Los',
      cardVersion: 1,
    });
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500));
    expect(shown(JEREMY)?.availability).toBe('unknown');
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    expect(shown(VADIM)?.unknownBecause).toBe('signed-out');
    await clock.advance(600_000);
    const before = agent.subscriptions.length;
    await service.start(agent, OWN, new AbortController().signal);
    expect(agent.subscriptions.length - before).toBe(2);
    watches().at(-1)?.notify(CATEGORIES, person(VADIM, 12_500));
    expect(shown(VADIM)?.availability).toBe('be-right-back');
  });

  it('nothing waits on after the end', async () => {
    const { start, service, agent, clock, controller } = setUp();
    await start();
    agent.accept = () => refusal(503);
    service.watch([partner(GARTH), colleague(JEREMY)]);
    await clock.advance(20);
    controller.abort();
    service.goOffline();
    await clock.advance(300);
    expect(clock.pending).toBe(0);
  });
});
