import { describe, expect, it } from 'vitest';
import { type Failure, failureCodes } from '../../../shared/model/failure.ts';
import * as englishCalls from '../en/calls.ts';
import * as englishFailures from '../en/failures.ts';
import * as englishSettings from '../en/settings.ts';
import { failureSamples } from '../failure-samples.ts';
import { textPairs } from '../pack-texts.ts';
import { pack } from './pack.ts';

const noBreak = '\u00a0';

/** What French says as English does: its own words that are the same, names, technical terms. */
const sameAsEnglish: ReadonlySet<string> = new Set(
  [
    'Attention, Code, Configuration, Contacts, Conversations, Date, Diagnostics, E-mail, Ellipse, Message, Messages',
    'Mobile, Note, Notifications, Orange, PDF…, Photos, Port, Question, Questions, Rectangle, Signature, Trace, Version',
    'Deutsch, English, Français, Offhook, PowerPoint, karen@contoso.com, offhook.org, sip.contoso.com',
    'DNS, HTTP, SIP, TCP, TLS, UDP, XMPP',
    '1 minute, 3 minutes',
  ].flatMap((line) => line.split(', ')),
);

/** Of what a function was asked with. */
const ownWords = (text: string) => text.replaceAll(/Karen Berg|undefined|NaN|Invalid Date/g, '');

/** Every text beside the English one; failures have their own tests. */
const pairs = textPairs(pack).filter(({ path }) => !path.startsWith('failures.'));

const failure = (code: Failure['code'], data?: Failure['data']): Failure => ({
  code,
  server: 'sip.contoso.com',
  at: 0,
  ...(data ? { data } : {}),
});

describe('failures in French', () => {
  const { failureTexts } = pack.failures;

  it.each(failureSamples)('$code $data: a sentence and a next step of their own', (told) => {
    const words = failureTexts[told.code];
    const originals = englishFailures.failureTexts[told.code];
    for (const half of ['sentence', 'next'] as const) {
      expect(words[half](told)).toMatch(/^[«A-ZÀÉa-z].*\.$/);
      expect(words[half](told)).not.toMatch(/undefined|NaN|!/);
      expect(words[half](told)).not.toBe(originals[half](told));
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
  it('leave nothing in English but names and technical terms', () => {
    expect(pairs.length).toBeGreaterThan(1500);
    const same = pairs.filter(({ english, other }) => english === other && /\p{L}{2}/u.test(ownWords(other)));
    const left = same.filter(({ other }) => !sameAsEnglish.has(other));
    expect(left.map(({ path, other }) => `${path}: ${other}`)).toEqual([]);
    const known = new Set(same.map(({ other }) => other));
    expect([...sameAsEnglish].filter((text) => !known.has(text))).toEqual([]);
  });

  it('keep a space that does not break before : ; ? ! » %, and after «', () => {
    const wrong = textPairs(pack).filter(({ other }) => /(\s(?<!\u00a0)[:;?!»%])|«(?!\u00a0)/.test(other));
    expect(wrong.map(({ path, other }) => `${path}: ${other}`)).toEqual([]);
  });

  it('use the apostrophe of print', () => {
    const wrong = textPairs(pack).filter(({ other }) => other.includes("'"));
    expect(wrong.map(({ path, other }) => `${path}: ${other}`)).toEqual([]);
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

  it('name the devices of a journey', () => {
    const step = { kind: 'device', state: 'done', data: { device: 'speaker', label: 'Jabra' }, atMs: 0 } as const;
    expect(pack.journey.journeyStepWords(step)).toBe(`Haut-parleur${noBreak}: Jabra`);
  });

  it('call each language by its own name', () => {
    const { system: _, ...names } = pack.settings.languageWords;
    expect(englishSettings.languageWords).toMatchObject(names);
  });
});
