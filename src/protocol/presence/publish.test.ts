import { describe, expect, it } from 'vitest';
import { at, attr, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';
import { instancesOf, userInstance } from './instances.ts';
import { readOwnState, readPublishFault } from './read-self.ts';
import { roamingSelfBody, type VersionedPublication, writePublish } from './write.ts';
import { calendarDataContent, deviceContent, noteContent, stateContent } from './write-contents.ts';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';

function root(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

function written(...publications: readonly VersionedPublication[]): readonly XmlElement[] {
  const document = root(writePublish('sip:karen@contoso.com', publications));
  expect(attr(at(document, 'publications'), 'uri')).toBe('sip:karen@contoso.com');
  return children(at(document, 'publications'), 'publication');
}

describe('[F26] our own publications', () => {
  it('name their place, the version they replace and how long they live', () => {
    const common = {
      category: 'state',
      instance: instancesOf('54392f1bbf').machine,
      content: stateContent({ type: 'machineState', availability: 3500, location: '' }),
    };
    const publications = written(
      { ...common, container: 2, version: 0, lifetime: 'endpoint' },
      { ...common, container: 3, version: 4, lifetime: { seconds: 90 } },
    );
    const named = ['container', 'version', 'expireType', 'expires'];
    expect(publications.map((each) => named.map((name) => attr(each, name)))).toEqual([
      ['2', '0', 'endpoint', undefined],
      ['3', '4', 'time', '90'],
    ]);
    expect(publications.map((each) => textOf(each, 'state', 'availability'))).toEqual(['3500', '3500']);
    expect(attr(at(publications[0], 'state'), 'type')).toBe('machineState');
    expect(attr(at(publications[0], 'state'), 'manual')).toBe('false');
    expect(textOf(publications[0], 'state', 'device')).toBe('computer');
  });

  it('a manual state says so; what is taken away has no content', () => {
    const place = { category: 'state', instance: userInstance, lifetime: 'static' } as const;
    const content = stateContent({ type: 'userState', availability: 9500 });
    const [set, gone] = written(
      { ...place, container: 2, version: 1, content },
      { ...place, container: 3, version: 1 },
    );
    expect([attr(set, 'expireType'), attr(at(set, 'state'), 'manual')]).toEqual(['static', 'true']);
    expect([attr(gone, 'expires'), gone?.children.length]).toEqual(['0', 0]);
  });

  it('instances follow from the epid, and no two of one category are the same', () => {
    expect(instancesOf('23c6af65b1').machine.toString(16)).toBe('323c6af6');
    expect(instancesOf('ffffffffff').machine.toString(16)).toBe('3fffffff');
    expect(instancesOf('').machine).toBe(0x30000000);
    const { machine, calendar, outOfOffice, call } = instancesOf('23c6af65b1');
    expect(new Set([machine, calendar, outOfOffice, call, userInstance]).size).toBe(5);
  });

  it('contents escape what people type', () => {
    const nasty = '<&"\u0000>';
    const texts = [
      textOf(root(noteContent({ text: nasty, kind: 'out-of-office' })), 'body'),
      textOf(root(stateContent({ type: 'machineState', availability: 3500, location: nasty })), 'endpointLocation'),
      attr(root(calendarDataContent(nasty, 0, 'AAAA')), 'mailboxID'),
      textOf(
        root(
          deviceContent({
            endpointId: 'x',
            ownUri: 'sip:k@c.d',
            machineName: nasty,
            zone: '+01:00',
            can: { im: true, audio: false, video: false, sharing: false },
          }),
        ),
        'machineName',
      ),
    ];
    expect(texts).toEqual(['<&">', '<&">', '<&">', '<&">']);
  });

  it('come back with their versions, contents and the aggregate', () => {
    const text =
      `<roamingData xmlns="${SIP_2006}roaming-self"><categories xmlns="${SIP_2006}categories" uri="sip:k@c.d">` +
      '<category name="state" instance="1" container="2" version="1"><state xsi:type="aggregateState"><availability>9500</availability></state></category>' +
      '<category name="state" instance="1" container="3" version="1"><state xsi:type="aggregateState"><availability>6900</availability></state></category>' +
      '<category name="state" instance="268435456" container="2" version="1"><state xsi:type="aggregateMachineState"><availability>3500</availability></state></category>' +
      '<category name="state" instance="536870912" container="3" version="7" publishTime="2026-11-20T09:00:00"><state xsi:type="q:userState"><availability>9500</availability></state></category>' +
      '<category name="note" instance="0" container="200" version="2"/>' +
      '<category name="noteHistory" instance="5" container="200" version="1"><note><body type="personal" endTime="2026-11-21T09:00:00Z">Then</body></note></category>' +
      '<category name="state" instance="x" container="2" version="1"/></categories></roamingData>';
    const state = { isAggregate: false, value: 9500 };
    expect(readOwnState(text)).toEqual({
      ok: true,
      own: {
        aggregate: { isAggregate: true, value: 9500 },
        publications: [
          {
            category: 'state',
            instance: 536870912,
            container: 3,
            version: 7,
            publishedAt: Date.UTC(2026, 10, 20, 9),
            stateType: 'userstate',
            state,
            isEmpty: false,
          },
          { category: 'note', instance: 0, container: 200, version: 2, stateType: '', isEmpty: true },
          {
            category: 'noteHistory',
            instance: 5,
            container: 200,
            version: 1,
            stateType: '',
            note: { text: 'Then', kind: 'personal' },
            noteUntil: Date.UTC(2026, 10, 21, 9),
            isEmpty: false,
          },
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
