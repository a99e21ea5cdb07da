import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../sip/text.ts';
import { at, attr, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { availabilityOf, publishedValue } from './availability.ts';
import { readPresence } from './read.ts';
import { readOwnState, readPublishFault } from './read-self.ts';
import { machineInstance, roamingSelfBody, userInstance, writeBatch, writePublish } from './write.ts';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const CATEGORIES_TYPE = 'application/msrtc-event-categories+xml';

function categories(content: string, uri = 'sip:Garth@contoso.com'): string {
  return `<categories xmlns="${SIP_2006}categories" uri="${uri}">${content}</categories>`;
}

function state(value: string, type = 'aggregateState', extra = ''): string {
  return (
    `<category name="state" instance="1"><state xsi:type="${type}" xmlns="${SIP_2006}state" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><availability>${value}</availability>${extra}</state></category>`
  );
}

function people(text: string, type = CATEGORIES_TYPE) {
  const reading = readPresence(type, encodeUtf8(text));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.updates.people;
}

function root(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

describe('[H3] availability goes by range', () => {
  it.each([
    [0, 'offline'],
    [2999, 'offline'],
    [3000, 'available'],
    [3500, 'available'],
    [4499, 'available'],
    [4500, 'available-idle'],
    [5999, 'available-idle'],
    [6000, 'busy'],
    [7499, 'busy'],
    [7500, 'busy-idle'],
    [8999, 'busy-idle'],
    [9000, 'do-not-disturb'],
    [11_999, 'do-not-disturb'],
    [12_000, 'be-right-back'],
    [14_999, 'be-right-back'],
    [15_000, 'away'],
    [17_999, 'away'],
    [18_000, 'offline'],
    [18_500, 'offline'],
    [20_000, 'offline'],
  ])('%i is %s', (value, availability) => {
    expect(availabilityOf(value)).toBe(availability);
  });

  it('what we publish falls into its own range', () => {
    for (const [name, value] of Object.entries(publishedValue)) expect(availabilityOf(value)).toBe(name);
  });
});

describe('one person', () => {
  it('state, activity, note and card', () => {
    const text = categories(
      state(
        '6500',
        'aggregateState',
        '<activity token="in-a-meeting" minAvailability="6500"/><device>computer</device>',
      ) +
        `<category name="note"><note xmlns="${SIP_2006}note"><body type="personal" uri="">In Oslo &amp; back</body></note></category>` +
        `<category name="contactCard"><contactCard xmlns="${SIP_2006}contactcard"><identity><name><displayName>Garth Fort</displayName></name></identity><title>Engineer</title></contactCard></category>` +
        '<category name="services"/>',
    );
    expect(people(text)).toEqual([
      {
        uri: 'sip:garth@contoso.com',
        value: 6500,
        activity: 'in-a-meeting',
        note: 'In Oslo & back',
        displayName: 'Garth Fort',
        title: 'Engineer',
      },
    ]);
  });

  it('says nothing about what the document does not name', () => {
    expect(people(categories(state('3500')))).toEqual([{ uri: 'sip:garth@contoso.com', value: 3500, activity: null }]);
    expect(people(categories(''))).toEqual([{ uri: 'sip:garth@contoso.com' }]);
  });

  it('a category without content takes away', () => {
    const text = categories('<category name="state" instance="1"/><category name="note" instance="0"/>');
    expect(people(text)).toEqual([{ uri: 'sip:garth@contoso.com', value: null, activity: null, note: null }]);
  });

  it('the aggregate counts among several states, and the absence note among several notes', () => {
    const text = categories(
      state('3500', 'machineState') +
        state('9500') +
        '<category name="note"><note><body type="personal">here</body><body type="OOF">on leave</body></note></category>',
    );
    expect(people(text)[0]).toMatchObject({ value: 9500, note: 'on leave' });
  });

  it('own words beside the token, addresses without sip:', () => {
    const text = categories(
      state('15500', 'aggregateState', '<activity><custom LCID="1033">Skiing</custom></activity>'),
      'a@b.c',
    );
    expect(people(text)).toEqual([{ uri: 'sip:a@b.c', value: 15_500, activity: 'Skiing' }]);
  });

  it.each([['20001'], ['-1'], ['many'], [''], ['99999999999']])('an availability of %s is none', (value) => {
    expect(people(categories(state(value)))[0]).toMatchObject({ value: null });
  });
});

describe('[F24] a list of people', () => {
  const list =
    '<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:karen@contoso.com" version="0" fullState="true">' +
    '<resource uri="sip:garth@contoso.com"><instance id="0" state="active" cid="p1"/></resource>' +
    '<resource uri="sip:kim@fabrikam.com"><instance id="0" state="resubscribe"/></resource>' +
    '<resource uri="sip:far@contoso.com"><instance id="0" state="resubscribe" poolFqdn="sip:pool02@contoso.com;gruu"/></resource>' +
    '<resource uri="sip:gone@contoso.com"><instance id="0" state="terminated" reason="noresource"/></resource>' +
    '<resource uri="sip:shy@contoso.com"><instance id="0" state="rejected"/></resource><resource uri=""/></list>';
  const type = 'multipart/related; type="application/rlmi+xml"; start="resourceList"; boundary="xyz"';
  const part = (contentType: string, text: string) =>
    `--xyz\r\nContent-Transfer-Encoding: binary\r\nContent-Type: ${contentType}\r\n\r\n${text}\r\n`;

  it('with a part for each the server knows', () => {
    const body = `${part('application/rlmi+xml', list)}${part(CATEGORIES_TYPE, categories(state('3500')))}--xyz--\r\n`;
    const reading = readPresence(type, encodeUtf8(body));
    expect(reading).toEqual({
      ok: true,
      updates: {
        people: [{ uri: 'sip:garth@contoso.com', value: 3500, activity: null }],
        resources: [
          { uri: 'sip:garth@contoso.com', state: 'active' },
          { uri: 'sip:kim@fabrikam.com', state: 'resubscribe' },
          { uri: 'sip:far@contoso.com', state: 'resubscribe', pool: 'sip:pool02@contoso.com;gruu' },
          { uri: 'sip:gone@contoso.com', state: 'terminated', reason: 'noresource' },
          { uri: 'sip:shy@contoso.com', state: 'terminated' },
        ],
      },
    });
  });

  it('a damaged part costs only itself', () => {
    const body = `${part('application/rlmi+xml', list)}${part(CATEGORIES_TYPE, '<categories')}${part('text/plain', 'hello')}--xyz--`;
    const reading = readPresence(type, encodeUtf8(body));
    expect(reading.ok && reading.updates.resources).toHaveLength(5);
    expect(reading.ok && reading.updates.people).toEqual([]);
  });

  it('damaged parts only are a problem', () => {
    expect(readPresence(type, encodeUtf8(part(CATEGORIES_TYPE, '<categories')))).toEqual({
      ok: false,
      problem: 'not-well-formed',
    });
  });

  it.each([
    [CATEGORIES_TYPE, '', 'empty'],
    [CATEGORIES_TYPE, '<categories/>', 'not-presence'],
    [CATEGORIES_TYPE, '<presence/>', 'not-presence'],
    [CATEGORIES_TYPE, '<!DOCTYPE c><categories uri="sip:a@b.c"/>', 'doctype'],
    ['multipart/related', list.slice(0, 20), 'not-well-formed'],
    ['no type', 'x', 'not-well-formed'],
  ])('%s with %s is refused: %s', (contentType, text, problem) => {
    expect(readPresence(contentType, encodeUtf8(text))).toEqual({ ok: false, problem });
  });
});

describe('[F26] our own publications', () => {
  it('are written for both containers', () => {
    const common = { type: 'machineState', instance: machineInstance('54392f1bbf'), availability: 3500 } as const;
    const document = root(
      writePublish('sip:karen@contoso.com', [
        { ...common, container: 2, version: 0 },
        { ...common, container: 3, version: 4 },
      ]),
    );
    const publications = children(at(document, 'publications'), 'publication');
    expect(attr(at(document, 'publications'), 'uri')).toBe('sip:karen@contoso.com');
    expect(
      publications.map((each) => [attr(each, 'container'), attr(each, 'version'), attr(each, 'expireType')]),
    ).toEqual([
      ['2', '0', 'endpoint'],
      ['3', '4', 'endpoint'],
    ]);
    expect(publications.map((each) => textOf(each, 'state', 'availability'))).toEqual(['3500', '3500']);
    expect(attr(at(publications[0], 'state'), 'type')).toBe('machineState');
    expect(attr(at(publications[0], 'state'), 'manual')).toBe('false');
  });

  it('a manual state is static; taking it away has no content', () => {
    const document = root(
      writePublish('sip:k@c.d', [
        { type: 'userState', instance: userInstance, container: 2, version: 1, availability: 9500 },
        { type: 'userState', instance: userInstance, container: 3, version: 1 },
      ]),
    );
    const [set, gone] = children(at(document, 'publications'), 'publication');
    expect([attr(set, 'expireType'), attr(at(set, 'state'), 'manual')]).toEqual(['static', 'true']);
    expect([attr(gone, 'expires'), gone?.children.length]).toEqual(['0', 0]);
  });

  it('instances follow from the epid', () => {
    expect(machineInstance('23c6af65b1').toString(16)).toBe('323c6af6');
    expect(machineInstance('ffffffffff').toString(16)).toBe('3fffffff');
    expect(machineInstance('')).toBe(0x30000000);
    expect(userInstance).toBe(0x20000000);
  });

  it('come back with their versions and the aggregate', () => {
    const text =
      `<roamingData xmlns="${SIP_2006}roaming-self"><categories xmlns="${SIP_2006}categories" uri="sip:k@c.d">` +
      '<category name="state" instance="1" container="2" version="1"><state xsi:type="aggregateState"><availability>9500</availability></state></category>' +
      '<category name="state" instance="536870912" container="3" version="7"><state xsi:type="q:userState"><availability>9500</availability></state></category>' +
      '<category name="note" instance="0" container="200" version="2"/><category name="state" instance="x" container="2" version="1"/></categories></roamingData>';
    expect(readOwnState(text)).toEqual({
      ok: true,
      own: {
        aggregate: 9500,
        publications: [
          { category: 'state', instance: 536870912, container: 3, version: 7, stateType: 'userstate', value: 9500 },
          { category: 'note', instance: 0, container: 200, version: 2, stateType: '' },
        ],
      },
    });
    expect(readOwnState('<x/>')).toEqual({ ok: false, problem: 'not-roaming-data' });
    expect(readOwnState('<roamingData/>')).toEqual({ ok: true, own: { publications: [] } });
  });

  it('a refusal names what was outdated', () => {
    const text =
      '<Fault xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><Faultcode>Client.BadCall.WrongDelta</Faultcode>' +
      '<details><operation index="2" version="0" curVersion="5"/><operation index="x"/></details></Fault>';
    expect(readPublishFault(text)).toEqual({
      code: 'Client.BadCall.WrongDelta',
      conflicts: [{ index: 2, currentVersion: 5 }],
    });
    expect(readPublishFault('<Fault/>')).toBeUndefined();
    expect(readPublishFault('<Fault')).toBeUndefined();
    expect(readPublishFault('')).toBeUndefined();
  });

  it('the roaming-self request is well formed', () => {
    expect(root(roamingSelfBody).local).toBe('roamingList');
  });
});

it('[F24] the batch names everybody once and escapes what must be', () => {
  const document = root(writeBatch('sip:karen@contoso.com', ['sip:a@b.c', 'sip:o"<&>@b.c'], '63792024'));
  const action = at(document, 'action');
  expect(attr(document, 'uri')).toBe('sip:karen@contoso.com');
  expect([attr(action, 'name'), attr(action, 'id')]).toEqual(['subscribe', '63792024']);
  expect(children(at(action, 'adhocList'), 'resource').map((each) => attr(each, 'uri'))).toEqual([
    'sip:a@b.c',
    'sip:o"<&>@b.c',
  ]);
  expect(children(at(action, 'categoryList'), 'category').map((each) => attr(each, 'name'))).toEqual([
    'contactCard',
    'note',
    'state',
  ]);
});
