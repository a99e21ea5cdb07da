import { describe, expect, it } from 'vitest';
import { type Failure, type FailureCode, failureCodes } from '../../../shared/model/failure.ts';
import { failureTexts } from './failures.ts';

function failure(code: FailureCode): Failure {
  return { code, server: 'sip.contoso.com', at: 0 };
}

describe('failure texts', () => {
  it.each(failureCodes)('says what happened and what to do: %s', (code) => {
    const { sentence, next } = failureTexts[code];
    for (const words of [sentence(failure(code)), next(failure(code))]) {
      expect(words).toMatch(/^["A-Za-z].*\.$/);
      expect(words).not.toMatch(/undefined|NaN|!/);
    }
  });

  it('has exactly one wording per code', () => {
    const sentences = failureCodes.map((code) => failureTexts[code].sentence(failure(code)));
    expect(new Set(sentences).size).toBe(failureCodes.length);
  });

  it('[C6] names the domain and the server that does not belong to it', () => {
    const untrusted: Failure = {
      code: 'SERVER_NAME_UNTRUSTED',
      data: { domain: 'contoso.com', host: 'sipdir.online.lync.com' },
      at: 0,
    };
    const words = failureTexts.SERVER_NAME_UNTRUSTED.sentence(untrusted);
    expect(words).toContain('contoso.com');
    expect(words).toContain('sipdir.online.lync.com');
  });

  it('[B12] names the server that was found but has no address', () => {
    const words = failureTexts.HOST_WITHOUT_ADDRESS.sentence({
      code: 'HOST_WITHOUT_ADDRESS',
      server: 'pool01.contoso.com',
      at: 0,
    });
    expect(words).toContain('pool01.contoso.com');
  });

  it('tells when a certificate expired, whichever way the date is written', () => {
    const expired = (validTo: string) =>
      failureTexts.CERTIFICATE_EXPIRED.sentence({ code: 'CERTIFICATE_EXPIRED', data: { host: 'h', validTo }, at: 0 });
    expect(expired(String(Date.UTC(2024, 4, 17, 12)))).toContain('17 May 2024');
    expect(expired('2024-05-17T12:00:00Z')).toContain('17 May 2024');
    expect(expired('soon')).toContain('a past date');
  });

  it('[F13] says when the contacts are stored in Exchange, and does not promise that trying again helps', () => {
    const { sentence, next } = failureTexts.CONTACTS_IN_EXCHANGE;
    const unread: Failure = { ...failure('CONTACTS_IN_EXCHANGE'), data: { list: 'unread' } };
    expect(sentence(unread)).toContain('could not be read');
    expect(sentence(failure('CONTACTS_IN_EXCHANGE'))).not.toContain('could not');
    for (const each of [unread, failure('CONTACTS_IN_EXCHANGE')]) {
      expect(sentence(each)).toContain('Exchange');
      expect(next(each)).not.toContain('again');
    }
    expect(failureTexts.CONTACTS_UNAVAILABLE.sentence(failure('CONTACTS_UNAVAILABLE'))).not.toContain('Exchange');
  });

  it('[H1] says what is wrong with a contact or a group', () => {
    const said = (code: 'CONTACT_INVALID' | 'GROUP_INVALID', data: Failure['data'] = {}) =>
      failureTexts[code].sentence({ ...failure(code), data });
    const invalid = [
      said('CONTACT_INVALID', { text: 'karen' }),
      said('CONTACT_INVALID', { why: 'self' }),
      said('CONTACT_INVALID', { why: 'name' }),
      ...['empty', 'taken', 'fixed', 'long', 'constructor'].map((why) => said('GROUP_INVALID', { why })),
    ];
    expect(invalid[0]).toContain('"karen"');
    // What nobody listed is said as a name that is too long, which two of these are.
    expect(new Set(invalid).size).toBe(invalid.length - 2);
  });

  it('[I12] says that the organizer’s company does not let guests in', () => {
    expect(failureTexts.GUESTS_NOT_ALLOWED.sentence(failure('GUESTS_NOT_ALLOWED'))).toBe(
      "The organizer's company does not let guests join this meeting.",
    );
  });
});
