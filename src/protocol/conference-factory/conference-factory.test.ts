import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../text/one-line.ts';
import { attr, child } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';
import { type ConferenceWish, conferenceIdFrom } from './conference.ts';
import { readFactoryAnswer } from './read.ts';
import {
  writeAddConference,
  writeDeleteConference,
  writeGetCapabilities,
  writeGetConference,
  writeGetConferences,
  writeModifyConference,
} from './write.ts';

const FOCUS = 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:AB23CD45';
const wish: ConferenceWish = {
  conferenceId: 'AB23CD45',
  subject: 'Budget <2027> & "more"',
  expiresAt: Date.UTC(2026, 11, 4, 10),
  access: 'company',
  presenters: 'company',
  announcements: true,
  phoneBypassesLobby: false,
  invited: ['anu@contoso.com'],
  times: { startsAt: Date.UTC(2026, 10, 20, 9), endsAt: Date.UTC(2026, 10, 20, 10) },
  hasPhone: true,
  modalities: ['chat', 'audio-video'],
};

/** What a factory that keeps everything gives back for what it was sent. */
function echoed(command: string, entity = FOCUS): string {
  const info = command.replace(/^<\w+>|<\/\w+>$/g, '').replace(/ entity="[^"]*"/, ` entity="${entity}"`);
  return `<response xmlns="urn:ietf:params:xml:ns:cccp" code="success"><getConference>${info}</getConference></response>`;
}

describe('what is asked', () => {
  it('names a meeting by its id in the extensions’ namespace, as the specification’s example does', () => {
    for (const command of [writeGetConference('AB23CD45'), writeDeleteConference('AB23CD45')]) {
      const xml = readXml(command.xml);
      if (!xml.ok) throw new Error(xml.problem);
      expect(xml.root.local).toBe(command.name);
      expect(child(xml.root, 'conferenceKeys')?.attributes).toEqual([
        {
          local: 'conference-id',
          ns: 'http://schemas.microsoft.com/rtc/2005/08/confinfoextensions',
          value: 'AB23CD45',
        },
      ]);
    }
  });

  it('asks for capabilities and lists with empty elements', () => {
    expect(writeGetCapabilities().xml).toBe('<getConferencingCapabilities/>');
    expect(writeGetConferences('scheduled').xml).toBe('<getConferences/>');
    expect(writeGetConferences('static').xml).toBe('<getConferences static="true"/>');
  });

  it('is the document of the specification’s example, with what it leaves out', () => {
    const { xml } = writeAddConference({ ...wish, presenters: 'everyone', phoneBypassesLobby: true });
    expect(xml).toContain('<ci:subject>Budget &#60;2027&#62; &#38; &#34;more&#34;</ci:subject>');
    expect(xml).toContain('<msci:conference-id>AB23CD45</msci:conference-id>');
    expect(xml).toContain('<msci:expiry-time>2026-12-04T10:00:00Z</msci:expiry-time>');
    expect(xml).toContain('<msci:admission-policy>openAuthenticated</msci:admission-policy>');
    expect(xml).toContain('<msci:autopromote>2147483648</msci:autopromote>');
    expect(xml).toContain('<msci:pstn-lobby-bypass>true</msci:pstn-lobby-bypass>');
    expect(xml).toContain('<ci:locked>false</ci:locked>');
    expect(xml).toContain('<msci:entity-view entity="chat"/><msci:entity-view entity="audio-video"/>');
    expect(xml).toContain('entity=""');
  });

  it('says which meeting it changes, and asks for no telephone where there is none', () => {
    const { xml, name } = writeModifyConference(FOCUS, { ...wish, hasPhone: false, subject: ' ' });
    expect(name).toBe('modifyConference');
    expect(xml).toContain(`entity="${FOCUS}"`);
    expect(xml).not.toContain('pstn-access');
    expect(xml).not.toContain('subject');
  });
});

describe('what comes back', () => {
  it.each(['organizer', 'invited', 'company', 'everyone'] as const)('understands %s as it wrote it', (access) => {
    for (const presenters of ['organizer', 'company', 'everyone'] as const) {
      const reading = readFactoryAnswer(echoed(writeAddConference({ ...wish, access, presenters }).xml));
      expect(reading).toEqual({
        ok: true,
        answer: {
          conferences: [
            {
              focusUri: FOCUS,
              conferenceId: 'AB23CD45',
              subject: wish.subject,
              expiresAt: wish.expiresAt,
              access,
              presenters,
              announcements: true,
              phoneBypassesLobby: false,
              invited: ['anu@contoso.com'],
              times: wish.times,
              isActive: false,
              isStatic: false,
            },
          ],
        },
      });
    }
  });

  it('keeps what any subject says, in one line', () => {
    const subjects = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => oneLine(text, 200));
    fc.assert(
      fc.property(subjects, (subject) => {
        const reading = readFactoryAnswer(echoed(writeAddConference({ ...wish, subject }).xml));
        expect(reading.ok && reading.answer.conferences[0]?.subject).toBe(subject || undefined);
      }),
    );
  });

  it('reads the rest of what a server keeps', () => {
    const text = `<response xmlns="urn:ietf:params:xml:ns:cccp" code="success"><getConference>
      <conference-info xmlns="urn:ietf:params:xml:ns:conference-info" xmlns:msci="urn:m" entity="${FOCUS}" static="true">
      <conference-description><msci:last-update>2026-11-01T00:00:00Z</msci:last-update><msci:is-active>true</msci:is-active>
      <msci:join-url>https://meet.contoso.com/karen/AB23CD45</msci:join-url><msci:pstn-access><msci:id>512 34</msci:id></msci:pstn-access>
      </conference-description><users><user entity="sip:Karen@contoso.com"/><user entity="sip:Anu@contoso.com"/><user entity="tel:+1"/></users>
      </conference-info></getConference></response>`;
    expect(readFactoryAnswer(text)).toMatchObject({
      ok: true,
      answer: {
        conferences: [
          {
            lastUpdate: '2026-11-01T00:00:00Z',
            isActive: true,
            isStatic: true,
            joinUrl: 'https://meet.contoso.com/karen/AB23CD45',
            phoneId: '51234',
            invited: ['anu@contoso.com'],
          },
        ],
      },
    });
  });

  it('takes no address to join by that is not a page of the web’s safe kind', () => {
    for (const url of [
      'http://meet.contoso.com/a/b',
      'javascript:alert(1)',
      'https://user@evil.example/',
      'https://a b',
    ]) {
      const text = `<response code="success"><getConference><conference-info entity="${FOCUS}"><conference-description><join-url>${url}</join-url></conference-description></conference-info></getConference></response>`;
      const reading = readFactoryAnswer(text);
      expect(reading.ok && reading.answer.conferences).toEqual([
        { focusUri: FOCUS, conferenceId: 'AB23CD45', invited: [], isActive: false, isStatic: false },
      ]);
    }
  });

  it('passes over meetings without an address, keeps the last of two, and never takes more than 200', () => {
    const one = (id: string, subject: string) =>
      `<conference-info entity="sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:${id}"><conference-description><subject>${subject}</subject></conference-description></conference-info>`;
    const many = Array.from({ length: 300 }, (_, index) => one(`ID${1000 + index}`, 'x')).join('');
    const list = `${one('AB23CD45', 'old')}${one('AB23CD45', 'new')}<conference-info entity="sip:nobody@contoso.com"/>${many}`;
    const reading = readFactoryAnswer(`<response code="success"><getConferences>${list}</getConferences></response>`);
    const found = reading.ok ? reading.answer.conferences : [];
    expect(found).toHaveLength(200);
    expect(found[0]).toMatchObject({ conferenceId: 'AB23CD45', subject: 'new' });
  });

  it('reads what the company’s meetings can do, the own region’s numbers first', () => {
    const text = `<response code="success"><getConferencingCapabilities capability-version="0"><mcu-types>
      <mcuType>chat</mcuType><mcuType> audio-video </mcuType><mcuType>&lt;b&gt;</mcuType></mcu-types><pstn-bridging><access-numbers>
      <region name="London"><access-number><number>+44 20 7946 0000</number></access-number></region>
      <region name="Oslo"><access-number><number>+47 22 22 22 22</number></access-number><access-number/></region><region name="Nowhere"/>
      <default-region>Oslo</default-region><internal-url>https://dialin.contoso.com</internal-url></access-numbers></pstn-bridging>
      <anonymous-scheduling>false</anonymous-scheduling><pstn-lobby-bypass>true</pstn-lobby-bypass></getConferencingCapabilities></response>`;
    expect(readFactoryAnswer(text)).toEqual({
      ok: true,
      answer: {
        conferences: [],
        capabilities: {
          modalities: ['chat', 'audio-video'],
          dialIn: [
            { region: 'Oslo', numbers: ['+47 22 22 22 22'] },
            { region: 'London', numbers: ['+44 20 7946 0000'] },
          ],
          dialInPage: 'https://dialin.contoso.com',
          anonymousScheduling: false,
          phoneBypass: true,
        },
      },
    });
  });

  it.each([
    [
      'the server’s word',
      '<response code="failure"><addConference reason="conferenceExists"/></response>',
      'conferenceExists',
    ],
    ['none', '<response code="failure"><addConference/></response>', 'otherFailure'],
  ])('tells why not: %s', (_, text, refused) => {
    expect(readFactoryAnswer(text)).toEqual({ ok: true, answer: { refused, conferences: [] } });
  });

  it.each([
    ['', 'empty'],
    ['<response code="pending"/>', 'pending'],
    ['<html/>', 'not-a-response'],
    ['<response code="success"', 'not-well-formed'],
  ])('%s is %s', (text, problem) => {
    expect(readFactoryAnswer(text)).toEqual({ ok: false, problem });
  });

  it('never throws, whatever stands in it', () => {
    const piece = fc.constantFrom(
      'entity',
      'expiry-time',
      'users',
      'user',
      'subject',
      'organizer-roaming-data',
      'times',
      'join-url',
    );
    const inside = fc.array(fc.tuple(piece, fc.string({ maxLength: 30 })), { maxLength: 12 });
    fc.assert(
      fc.property(inside, (pieces) => {
        const content = pieces
          .map(([name, text]) => `<${name} entity="${FOCUS}" start="${text}">${text}</${name}>`)
          .join('');
        const document = `<response code="success"><getConferences><conference-info entity="${FOCUS}"><conference-description>${content}</conference-description>${content}</conference-info></getConferences></response>`;
        expect(typeof readFactoryAnswer(document).ok).toBe('boolean');
      }),
    );
  });
});

it('makes ids that nobody mistakes when they are read aloud', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
      expect(conferenceIdFrom(bytes)).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
    }),
  );
  expect(conferenceIdFrom(new Uint8Array(8))).not.toBe(conferenceIdFrom(new Uint8Array(8).fill(1)));
});

it('has one root in every request', () => {
  for (const { xml, name } of [writeAddConference(wish), writeModifyConference(FOCUS, wish)]) {
    const reading = readXml(`<request xmlns="urn:ietf:params:xml:ns:cccp">${xml}</request>`);
    expect(reading.ok && reading.root.children.map(({ local }) => local)).toEqual([name]);
    expect(reading.ok && attr(child(reading.root.children[0], 'conference-info'), 'entity')).toBe(
      name === 'addConference' ? '' : FOCUS,
    );
  }
});
