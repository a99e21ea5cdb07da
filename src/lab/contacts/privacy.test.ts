import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, attr, child, children } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { createBench } from '../sip/test-bench.ts';
import { type SignedIn, service, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const EVENT = 'vnd-microsoft-roaming-self';
const MEMBERS = 'application/msrtc-setcontainermembers+xml';
const ACKNOWLEDGE = 'application/msrtc-presence-setsubscriber+xml';
const KAREN = 'karen@contoso.com';
const GARTH = { address: 'garth@tailspintoys.com', displayName: 'Garth Fort' };

function setUp() {
  const bench = createBench(createFakeClock(), createFakeRandom());
  return { bench, karen: signIn(bench, KAREN, 'sip.contoso.com') };
}

const asking = (...types: readonly string[]) => ({
  headers: ['Content-Type: application/vnd-microsoft-roaming-self+xml'],
  body: `<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self">${types.map((type) => `<roaming type="${type}"/>`).join('')}</roamingList>`,
});

const follow = (who: SignedIn, ...types: readonly string[]) =>
  rootOf(subscribe(who, EVENT, asking('categories', ...types))[0]?.body ?? '');

const wish = (container: number, version: number, action: string, user = 'jeremy@contoso.com') =>
  `<container id="${container}" version="${version}"><member action="${action}" type="user" value="${user}"/></container>`;
const members = (...wishes: readonly string[]) =>
  `<setContainerMembers xmlns="http://schemas.microsoft.com/2006/09/sip/container-management">${wishes.join('')}</setContainerMembers>`;

function containersIn(root: XmlElement | undefined): readonly (readonly (string | undefined)[])[] {
  return children(child(root, 'containers'), 'container').map((container) => [
    attr(container, 'id'),
    attr(container, 'version'),
    ...children(container, 'member').map((member) => attr(member, 'value') ?? attr(member, 'type')),
  ]);
}

describe('[H1] containers', () => {
  it('are told to who asks for them, and to nobody else', () => {
    const { karen } = setUp();
    expect(child(follow(karen), 'containers')).toBeUndefined();
    expect(containersIn(follow(karen, 'containers'))).toEqual([
      ['0', '1'],
      ['1', '1'],
      ['2', '1'],
      ['3', '1'],
      ['100', '1', 'federated'],
      ['200', '1', 'sameEnterprise'],
      ['300', '1'],
      ['400', '1'],
      ['32000', '1', 'publicCloud'],
    ]);
  });

  it('move a person, and every endpoint hears of it after the answer', () => {
    const { bench, karen } = setUp();
    const other = signIn(bench, KAREN, 'sip.contoso.com');
    follow(karen, 'containers');
    follow(other, 'containers');
    const [answer, push] = service(karen, MEMBERS, members(wish(400, 1, 'add'), wish(300, 1, 'remove')));
    expect(answer?.status).toBe(200);
    expect(containersIn(rootOf(push?.body ?? ''))).toEqual([
      ['400', '2', 'jeremy@contoso.com'],
      ['300', '2'],
    ]);
    expect(containersIn(rootOf(other.client.take().at(-1)?.body ?? ''))).toHaveLength(2);
  });

  it('an outdated version refuses everything and names the one to use', () => {
    const { karen } = setUp();
    service(karen, MEMBERS, members(wish(400, 1, 'add')));
    const [answer] = service(karen, MEMBERS, members(wish(300, 1, 'add'), wish(400, 1, 'remove')));
    expect(answer?.status).toBe(409);
    const operation = at(rootOf(answer?.body ?? ''), 'details', 'operation');
    expect([attr(operation, 'index'), attr(operation, 'curVersion')]).toEqual(['2', '2']);
    expect(containersIn(follow(karen, 'containers')).find(([id]) => id === '300')).toEqual(['300', '1']);
  });

  it.each([
    ['', 'nothing'],
    ['<setContainerMembers/>', 'no wish'],
    [members('<container id="400"><member action="add" type="user" value="a@b"/></container>'), 'no version'],
    [
      members('<container id="400" version="1"><member action="drop" type="user" value="a@b"/></container>'),
      'no action',
    ],
    [members('<container id="400" version="1"><member action="add" type="user"/></container>'), 'no value'],
    [members('<container id="400" version="1"><member action="add" type="friends"/></container>'), 'no type'],
  ])('%s is refused: %s', (body) => {
    const { karen } = setUp();
    expect(service(karen, MEMBERS, body)[0]?.status).toBe(400);
  });
});

describe('[H1] subscribers', () => {
  const subscribersIn = (root: XmlElement | undefined) =>
    children(child(root, 'subscribers'), 'subscriber').map((each) =>
      ['user', 'displayName', 'acknowledged', 'type'].map((name) => attr(each, name)),
    );

  it('somebody who adds a person is told to her, until she acknowledges', () => {
    const { bench, karen } = setUp();
    follow(karen, 'subscribers');
    bench.side.introduce(KAREN, GARTH);
    bench.side.introduce(KAREN, GARTH);
    const news = karen.client.take();
    expect(news).toHaveLength(1);
    expect(subscribersIn(rootOf(news[0]?.body ?? ''))).toEqual([[GARTH.address, 'Garth Fort', 'false', 'federated']]);
    const body = (user: string) =>
      `<setSubscribers xmlns="http://schemas.microsoft.com/2006/09/sip/presence-subscribers"><subscriber user="${user}" acknowledged="true"/></setSubscribers>`;
    const [answer, push] = service(karen, ACKNOWLEDGE, body(GARTH.address));
    expect(answer?.status).toBe(200);
    expect(subscribersIn(rootOf(push?.body ?? ''))).toEqual([[GARTH.address, 'Garth Fort', 'true', 'federated']]);
    expect(service(karen, ACKNOWLEDGE, body('nobody@contoso.com'))[0]?.status).toBe(404);
    expect(service(karen, ACKNOWLEDGE, '<setSubscribers/>')[0]?.status).toBe(400);
  });

  it('a subscription with a context tells the people it names', () => {
    const { bench, karen } = setUp();
    const jeremy = signIn(bench, 'jeremy@contoso.com', 'sip.contoso.com');
    follow(karen, 'subscribers');
    subscribe(jeremy, 'presence', {
      headers: ['Content-Type: application/msrtc-adrl-categorylist+xml'],
      body:
        '<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:jeremy@contoso.com" name=""><action name="subscribe" id="1">' +
        '<adhocList><resource uri="sip:karen@contoso.com"><context/></resource><resource uri="sip:vadim@contoso.com"/></adhocList></action></batchSub>',
    });
    const news = karen.client.take().flatMap((each) => subscribersIn(rootOf(each.body)));
    expect(news).toEqual([['jeremy@contoso.com', 'Jeremy Los', 'false', 'sameEnterprise']]);
  });
});

describe('[H2] delegates', () => {
  it('are told to who asks, and when they change', () => {
    const { bench, karen } = setUp();
    const delegatesIn = (root: XmlElement | undefined) => [
      attr(child(root, 'delegates'), 'version'),
      ...children(child(root, 'delegates'), 'delegate').map((each) => attr(each, 'uri')),
    ];
    expect(delegatesIn(follow(karen, 'delegates'))).toEqual(['1', 'jeremy@contoso.com']);
    bench.side.setDelegates(KAREN, ['vadim@contoso.com', 'holly@contoso.com']);
    const news = rootOf(karen.client.take().at(-1)?.body ?? '');
    expect(delegatesIn(news)).toEqual(['2', 'vadim@contoso.com', 'holly@contoso.com']);
  });
});
