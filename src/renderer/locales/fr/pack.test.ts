import { describe, expect, it } from 'vitest';
import { type Failure, failureCodes } from '../../../shared/model/failure.ts';
import * as englishCalls from '../en/calls.ts';
import * as englishFailures from '../en/failures.ts';
import * as englishSettings from '../en/settings.ts';
import { pack } from './pack.ts';

const noBreak = '\u00a0';

/** What French says as English does: its own words that are the same, names, technical terms. */
const sameAsEnglish: ReadonlySet<string> = new Set(
  [
    'Attention, Code, Configuration, Contacts, Conversations, Date, Diagnostics, E-mail, Ellipse, Message, Messages',
    'Mobile, Note, Notifications, Orange, PDF…, Photos, Port, Question, Questions, Rectangle, Signature, Trace, Version',
    'Deutsch, English, Français, Offhook, PowerPoint, karen@contoso.com, offhook.org',
    'DNS, HTTP, SIP, TCP, TLS, XMPP',
  ].flatMap((line) => line.split(', ')),
);

const samples = [
  ['Karen', 'Anu', 'Garth'],
  [3, 7, 9],
];
/** What is left of a text without the samples in it. */
const ownWords = (text: string) => text.replace(/Karen|Anu|Garth/g, '');

/** Every topic of a language, by the name of its file in camel case. */
async function topicsOf(modules: Readonly<Record<string, () => Promise<unknown>>>) {
  const topics = new Map<string, unknown>();
  for (const [path, load] of Object.entries(modules)) {
    const file = path.replace(/^.*\/(.+)\.ts$/, '$1');
    topics.set(
      file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      await load(),
    );
  }
  return topics;
}

/** Each text with the English one at the same place; functions are asked with the sample values that suit most of them. */
function* pairs(french: unknown, english: unknown, path: string): Generator<readonly [string, string, unknown]> {
  if (typeof french === 'string') yield [path, french, english];
  else if (typeof french === 'object' && french !== null) {
    for (const [key, value] of Object.entries(french)) {
      yield* pairs(value, (english as Record<string, unknown> | undefined)?.[key], `${path}.${key}`);
    }
  } else if (typeof french === 'function' && typeof english === 'function') {
    const asked = answers(french, english);
    if (asked) yield [`${path}()`, ...asked];
  }
}

/** What both say to the same sample; undefined where it does not suit them. */
function answers(french: unknown, english: unknown): readonly [string, unknown] | undefined {
  for (const sample of samples) {
    try {
      const said: unknown = (french as (...values: readonly unknown[]) => unknown)(...sample);
      if (typeof said === 'string' && !/undefined|NaN|Invalid/.test(said))
        return [said, (english as (...values: readonly unknown[]) => unknown)(...sample)];
    } catch {
      // It wants values of another kind.
    }
  }
  return undefined;
}

async function allPairs() {
  const english = await topicsOf(import.meta.glob(['../en/*.ts', '!../en/*.test.ts']));
  return Object.entries(pack).flatMap(([topic, french]) => [...pairs(french, english.get(topic), topic)]);
}

const failure = (code: Failure['code'], data?: Failure['data']): Failure => ({
  code,
  server: 'sip.contoso.com',
  at: 0,
  ...(data ? { data } : {}),
});

describe('failures in French', () => {
  const { failureTexts } = pack.failures;

  it.each(failureCodes)('says what happened and what to do: %s', (code) => {
    const english = englishFailures.failureTexts[code];
    for (const half of ['sentence', 'next'] as const) {
      for (const told of [failure(code), { code, at: 0 }]) {
        const words = failureTexts[code][half](told);
        expect(words).toMatch(/^[«A-ZÀÉ].*\.$/);
        expect(words).not.toMatch(/undefined|NaN|!/);
        expect(words).not.toBe(english[half](told));
      }
    }
  });

  it('has one wording per code', () => {
    const sentences = failureCodes.map((code) => failureTexts[code].sentence(failure(code)));
    expect(new Set(sentences).size).toBe(failureCodes.length);
  });

  it('names servers, domains and dates as French does', () => {
    expect(failureTexts.CONNECTION_LOST.sentence({ code: 'CONNECTION_LOST', at: 0 })).toBe(
      'La connexion au serveur a été perdue.',
    );
    expect(failureTexts.CONNECTION_LOST.sentence(failure('CONNECTION_LOST'))).toBe(
      'La connexion au serveur sip.contoso.com a été perdue.',
    );
    const validTo = '2024-05-17T12:00:00Z';
    expect(failureTexts.CERTIFICATE_EXPIRED.sentence(failure('CERTIFICATE_EXPIRED', { validTo }))).toBe(
      'Le certificat du serveur sip.contoso.com a expiré le 17 mai 2024.',
    );
    expect(failureTexts.CALL_TOO_MANY.sentence({ code: 'CALL_TOO_MANY', at: 0 })).toContain('trop d’appels');
    expect(failureTexts.IM_NOT_DELIVERED.sentence(failure('IM_NOT_DELIVERED', { why: 'busy' }))).toContain('occupée');
    // What nobody listed is no word of ours.
    expect(failureTexts.IM_NOT_DELIVERED.sentence(failure('IM_NOT_DELIVERED', { why: 'constructor' }))).toBe(
      'Ce message n’est pas arrivé.',
    );
  });
});

describe('the French words', () => {
  it('leave nothing in English but names and technical terms', async () => {
    const same = (await allPairs())
      .filter(([, french, english]) => french === english && /\p{L}{2}/u.test(ownWords(french)))
      .map(([, french]) => french);
    expect(same.filter((text) => !sameAsEnglish.has(text))).toEqual([]);
    expect([...sameAsEnglish].filter((text) => !same.includes(text))).toEqual([]);
  });

  it('keep a space that does not break before : ; ? ! » %, and after «', async () => {
    const said = (await allPairs()).map(([path, french]) => `${path}: ${french}`);
    expect(said.filter((text) => /(\s(?<!\u00a0)[:;?!»%])|«(?!\u00a0)/.test(text.replace(/^\S+: /, '')))).toEqual([]);
    expect(said.length).toBeGreaterThan(1000);
  });

  it('use the apostrophe of print', async () => {
    expect((await allPairs()).filter(([, french]) => french.includes("'"))).toEqual([]);
  });

  it('count as French counts', () => {
    expect(pack.meetingPeople.controlTexts.endBody(1)).toBe('1 autre personne est aussi exclue de la réunion.');
    expect(pack.meetingChat.typingWords(['Anu', 'Garth', 'Karen'])).toBe('\u2068Anu\u2069 et 2 autres écrivent');
    expect(pack.calendar.voicemailLine({ unread: 2, read: 5, urgentUnread: 1, state: 'ready' })).toBe(
      `2 nouveaux messages vocaux, dont 1 urgent${noBreak}; 5 écoutés`,
    );
    expect(pack.scheduling.lengthWords(90)).toBe('1 heure 30 minutes');
    expect(pack.times.agoTexts.hours(1)).toBe('il y a 1 heure');
    expect(pack.chats.fileSize(4_200_000)).toMatch(/^4[.,]2 Mo$/);
  });

  it('name the same facts of a call as English, in the same order', () => {
    const call = { encryption: 'srtp' } as const;
    expect(pack.calls.qualityFacts(call)).toHaveLength(englishCalls.qualityFacts(call).length);
    expect(pack.calls.encryptionWords(call)).toBe('Chiffré');
  });

  it('call each language by its own name', () => {
    const { system: _, ...names } = pack.settings.languageWords;
    expect(englishSettings.languageWords).toMatchObject(names);
  });
});
