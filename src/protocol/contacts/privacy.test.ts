import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../xml/read.ts';
import { type Container, type PrivacyNews, readPrivacy } from './read-privacy.ts';
import { memberChanges, standingsIn } from './relationship.ts';
import { writeAcknowledgement, writeMemberChanges } from './write-privacy.ts';

function news(parts: string): PrivacyNews {
  const reading = readPrivacy(`<roamingData>${parts}</roamingData>`);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.news;
}

const CONTAINERS = [
  '<containers xmlns="http://schemas.microsoft.com/2006/09/sip/containers">',
  '<container id="100" version="1"><member type="federated"/></container>',
  '<container id="200" version="2"><member type="sameEnterprise"/><member type="domain" value="Fabrikam.com"/></container>',
  '<container id="300" version="7"><member type="user" value="vadim@contoso.com"/><member type="user" value="both@contoso.com"/></container>',
  '<container id="400" version="5"><member type="user" value="sip:Garth@Tailspintoys.com"/><member type="user"/></container>',
  '<container id="32000" version="3"><member type="publicCloud"/><member type="user" value="both@contoso.com"/></container>',
  '</containers>',
].join('');

const containers = news(CONTAINERS).containers ?? [];

describe('[H1] roaming-self beside publications', () => {
  it('containers with their members, whoever is named in one', () => {
    expect(containers.map(({ id, version, members }) => [id, version, members.length])).toEqual([
      [100, 1, 1],
      [200, 2, 2],
      [300, 7, 2],
      [400, 5, 1],
      [32_000, 3, 2],
    ]);
    expect(containers[3]?.members).toEqual([{ type: 'user', value: 'garth@tailspintoys.com' }]);
  });

  it('subscribers, with what the server says of where they are at home', () => {
    const { subscribers } = news(
      '<subscribers><subscriber user="New@contoso.com" displayName="New Person" acknowledged="false" type="sameEnterprise"/>' +
        '<subscriber user="garth@tailspintoys.com" displayName="" acknowledged="true" type="unknown"><context/></subscriber><subscriber displayName="x"/></subscribers>',
    );
    expect(subscribers).toEqual([
      { uri: 'sip:new@contoso.com', name: 'New Person', isAcknowledged: false, kind: 'same-enterprise' },
      { uri: 'sip:garth@tailspintoys.com', name: '', isAcknowledged: true },
    ]);
  });

  it('[H2] delegates, each once', () => {
    const delegate = '<delegate uri="john@contoso.com" publish="false" redelegate="false"/>';
    const space = 'http://schemas.microsoft.com/2007/09/sip/delegates';
    expect(news(`<delegates xmlns="${space}" version="2">${delegate}${delegate}<delegate/></delegates>`)).toEqual({
      delegates: ['sip:john@contoso.com'],
    });
  });

  it('says nothing of parts that are not there, and knows what is no such document', () => {
    expect(news('<categories/><unheardOf/>')).toEqual({});
    expect(news('<containers/><subscribers/><delegates version="1"/>')).toEqual({
      containers: [],
      subscribers: [],
      delegates: [],
    });
    expect(readPrivacy('<categories/>')).toEqual({ ok: false, problem: 'not-roaming-data' });
    expect(readPrivacy('<roamingData>')).toEqual({ ok: false, problem: 'not-well-formed' });
  });

  it('never throws, whatever stands there', () => {
    const attribute = fc.constantFrom('id', 'version', 'user', 'uri', 'type', 'value', 'acknowledged', 'displayName');
    const element = fc.constantFrom(
      'container',
      'containers',
      'member',
      'subscriber',
      'subscribers',
      'delegate',
      'delegates',
    );
    const tree = fc.array(fc.tuple(element, attribute, fc.constantFrom('', '-1', '1e9', 'x@y', 'sip:', '\u{1F600}@z')));
    fc.assert(
      fc.property(tree, (parts) => {
        const text = parts.map(
          ([name, key, value]) => `<${name} ${key}="${value}"><${name} ${key}="${value}"/></${name}>`,
        );
        expect(readPrivacy(`<roamingData>${text.join('')}</roamingData>`).ok).toBe(true);
      }),
    );
  });
});

describe('[H1] what somebody is to us', () => {
  const standingOf = standingsIn(containers);

  it.each([
    ['sip:jeremy@contoso.com', 'same-enterprise', 'colleague', true],
    ['sip:vadim@contoso.com', 'same-enterprise', 'workgroup', false],
    ['sip:both@contoso.com', 'same-enterprise', 'blocked', false],
    ['sip:garth@tailspintoys.com', 'federated', 'friends', false],
    ['sip:kim@fabrikam.com', 'federated', 'colleague', true],
    ['sip:ann@woodgrove.com', 'federated', 'external', true],
    ['sip:ann@xmpp.example', 'xmpp', 'external', true],
    ['sip:bob@hotmail.com', 'public', 'blocked', true],
  ] as const)('%s, %s, is %s; by itself: %s', (uri, kind, relationship, isAutomatic) => {
    expect(standingOf(uri, kind)).toEqual({ relationship, isAutomatic });
  });

  it('is what servers begin with while nothing is known, and what everybody is otherwise', () => {
    expect(standingsIn([])('sip:a@b', 'same-enterprise')).toEqual({ relationship: 'colleague', isAutomatic: true });
    expect(standingsIn([])('sip:a@b', 'public')).toEqual({ relationship: 'external', isAutomatic: true });
    const everybody: Container = { id: 32_000, version: 1, members: [{ type: 'everyone', value: '' }] };
    expect(standingsIn([everybody])('sip:a@b', 'federated').relationship).toBe('blocked');
  });

  it('changes by leaving every container one was put in and entering the new one', () => {
    expect(memberChanges(containers, 'sip:both@contoso.com', 'friends')).toEqual([
      { container: 32_000, version: 3, action: 'remove', user: 'both@contoso.com' },
      { container: 400, version: 5, action: 'add', user: 'both@contoso.com' },
      { container: 300, version: 7, action: 'remove', user: 'both@contoso.com' },
    ]);
    expect(memberChanges(containers, 'sip:garth@tailspintoys.com', 'automatic')).toEqual([
      { container: 400, version: 5, action: 'remove', user: 'garth@tailspintoys.com' },
    ]);
    expect(memberChanges(containers, 'sip:garth@tailspintoys.com', 'friends')).toEqual([]);
    expect(memberChanges([], 'sip:x@y', 'blocked')).toEqual([
      { container: 32_000, version: 0, action: 'add', user: 'x@y' },
    ]);
  });
});

describe('[H1] what is asked of the server', () => {
  it('one element per container, one person per acknowledgement, nothing that breaks out of its place', () => {
    const text = writeMemberChanges([
      { container: 300, version: 7, action: 'remove', user: 'a"<&@b' },
      { container: 400, version: 5, action: 'add', user: 'a"<&@b' },
    ]);
    expect(readXml(text)).toMatchObject({
      ok: true,
      root: {
        local: 'setContainerMembers',
        ns: 'http://schemas.microsoft.com/2006/09/sip/container-management',
        children: [
          {
            attributes: [{ value: '300' }, { value: '7' }],
            children: [{ attributes: [{ value: 'remove' }, { value: 'user' }, { value: 'a"<&@b' }] }],
          },
          { attributes: [{ value: '400' }, { value: '5' }] },
        ],
      },
    });
    expect(readXml(writeAcknowledgement('new@contoso.com'))).toMatchObject({
      root: {
        local: 'setSubscribers',
        children: [{ attributes: [{ value: 'new@contoso.com' }, { local: 'acknowledged', value: 'true' }] }],
      },
    });
  });
});
