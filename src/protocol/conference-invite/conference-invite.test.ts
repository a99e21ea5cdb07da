import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConferenceInvite } from './read.ts';
import { writeConferenceInvite } from './write.ts';

const focusUri = 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:8386E6AE';

describe('an invitation to a meeting', () => {
  it('names the meeting and what it is about', () => {
    const text =
      '<?xml version="1.0"?><Conferencing version="2.0"><focus-uri>sip:Karen@Contoso.com;gruu;opaque=app:conf:focus:id:8386E6AE</focus-uri>' +
      '<subject>Weekly</subject><im available="true"><first-im>hello</first-im></im></Conferencing>';
    expect(readConferenceInvite(text)).toEqual({
      focus: { focusUri, organizer: 'karen@contoso.com', organizerDomain: 'contoso.com', conferenceId: '8386E6AE' },
      subject: 'Weekly',
    });
  });

  it('reads what it writes, whatever it is about', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w<>&"' ]{1,60}$/), (subject) => {
        const read = readConferenceInvite(writeConferenceInvite({ focusUri, subject }));
        expect(read?.focus.focusUri).toBe(focusUri);
        expect(read?.subject ?? '').toBe(subject.trim().replace(/ +/g, ' '));
      }),
    );
  });

  it.each([
    ['no XML', 'hello'],
    ['another document', `<invite><focus-uri>${focusUri}</focus-uri></invite>`],
    ['no meeting', '<Conferencing version="2.0"/>'],
    ['a person instead of a meeting', '<Conferencing><focus-uri>sip:karen@contoso.com</focus-uri></Conferencing>'],
    ['another place', '<Conferencing><focus-uri>https://evil.example/</focus-uri></Conferencing>'],
    ['an endless address', `<Conferencing><focus-uri>${focusUri}${'0'.repeat(2000)}</focus-uri></Conferencing>`],
    ['an endless document', `<Conferencing><focus-uri>${focusUri}</focus-uri>${' '.repeat(70_000)}</Conferencing>`],
  ])('takes nothing from %s', (_what, text) => {
    expect(readConferenceInvite(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readConferenceInvite(text);
        const read = readConferenceInvite(`<Conferencing><focus-uri>${text}</focus-uri></Conferencing>`);
        expect(read === undefined || read.focus.focusUri.startsWith('sip:')).toBe(true);
      }),
    );
  });
});
