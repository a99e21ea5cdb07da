import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../shared/model/failure.ts';
import { failureTexts as english } from '../en/failures.ts';
import { failureSamples } from '../failure-samples.ts';
import { ago, milliseconds } from '../format.ts';
import { speak } from '../language.ts';
import { textPairs } from '../pack-texts.ts';
import { failureTexts } from './failures.ts';
import { pack } from './pack.ts';

describe('failures in German', () => {
  it.each(failureSamples)('$code $data: a sentence and a next step of their own', (failure) => {
    const words = failureTexts[failure.code];
    const originals = english[failure.code];
    for (const half of ['sentence', 'next'] as const) {
      expect(words[half](failure)).not.toBe(originals[half](failure));
      expect(words[half](failure)).toMatch(/^[„A-ZÄÖÜa-z].*\.$/);
      expect(words[half](failure)).not.toMatch(/undefined|NaN|!|\b(the|your|again)\b/);
    }
  });
});

/** Words that German shares, names, and technical terms. */
const alike = new Set(
  [
    'Chat Chats Code Details Ellipse Filter Format Jitter Link Name Offline Orange Port Server Software Status System',
    'Sandbox Team Trace Version Voicemail Whiteboard DNS HTTP PDF SIP TCP TLS UDP XMPP PowerPoint',
    'Offhook offhook.org English Deutsch Français karen@contoso.com sip.contoso.com',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a text has a word that German does not share; what went in as a sample does not count. */
function isForeign(text: string): boolean {
  const words = text.replaceAll(/Karen Berg|undefined|NaN|Invalid Date/g, '').match(/\p{L}[\p{L}@.]+/gu) ?? [];
  return words.some((word) => !alike.has(word));
}

describe('every other text', () => {
  it('is not the English one, unless each of its words is', () => {
    const pairs = textPairs(pack).filter(({ path }) => !path.startsWith('failures.'));
    expect(pairs.length).toBeGreaterThan(1500);
    const left = pairs.filter(({ english: original, other }) => original === other && isForeign(other));
    expect(left.map(({ path, other }) => `${path}: ${other}`)).toEqual([]);
  });
});

it('counts and dates as German does', () => {
  const { calendar, chats, failures, settings, times } = pack;
  expect(calendar.voicemailLine({ state: 'ready', unread: 2, read: 5, urgentUnread: 1 })).toBe(
    '2 neue Voicemails, 1 dringend; 5 abgehört',
  );
  expect([times.agoTexts.minutes(1), times.agoTexts.hours(3)]).toEqual(['vor 1 Minute', 'vor 3 Stunden']);
  expect(chats.chatTexts.tooLong(8000)).toContain('8.000 Zeichen');
  expect(settings.keepWords(30)).toBe('30 Tage');
  expect(
    failures.failureTexts.CERTIFICATE_EXPIRED.sentence({
      code: 'CERTIFICATE_EXPIRED',
      data: { host: 'sip.contoso.com', validTo: '2024-05-17T12:00:00Z' },
      at: 0,
    }),
  ).toBe('Das Zertifikat von sip.contoso.com ist am 17. Mai 2024 abgelaufen.');
});

it('writes numbers with a comma and says how long ago, once German is spoken', () => {
  speak('de', { ...pack });
  try {
    expect([milliseconds(1840), pack.chats.fileSize(4200)]).toEqual(['1,8 s', '4,2 KB']);
    expect(ago(0, 120_000)).toBe('vor 2 Minuten');
  } finally {
    speak('en', {});
  }
});

it('names the devices of a journey', () => {
  const step = { kind: 'device', state: 'skipped', data: { device: 'microphone' }, atMs: 0 } as const;
  expect(pack.journey.journeyStepWords(step)).toBe('Mikrofon: nicht gefunden');
});

it('says no failure in the words of another', () => {
  const sentences = failureCodes.map((code) => failureTexts[code].sentence({ code, server: 'sip.contoso.com', at: 0 }));
  expect(new Set(sentences).size).toBe(failureCodes.length);
});
