import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessageSummary, readWaitingCategory } from './read.ts';

const none = { read: 0, urgentUnread: 0 };

describe('[F21] a message summary', () => {
  it('has counts, the urgent ones among them, and whose they are', () => {
    const text = 'Messages-Waiting: yes\r\nMessage-Account: sip:karen@contoso.com\r\nVoice-Message: 2/5 (1/0)\r\n';
    expect(readMessageSummary(text)).toEqual({ unread: 2, read: 5, urgentUnread: 1, account: 'sip:karen@contoso.com' });
  });

  it.each([
    ['messages-waiting: NO\nvoice-message: 0/8', { unread: 0, read: 8, urgentUnread: 0 }],
    ['Messages-Waiting: yes', { unread: 1, ...none }],
    ['Messages-Waiting: no', { unread: 0, ...none }],
    ['Messages-Waiting: yes\r\nVoice-Message: many', { unread: 1, ...none }],
    ['Messages-Waiting: yes\r\nVoice-Message: 9999999999/1', { unread: 1, ...none }],
    ['Messages-Waiting: yes\r\nVoice-Message: 2/1 (5/0)', { unread: 2, read: 1, urgentUnread: 2 }],
    ['Messages-Waiting: yes\r\nVoice-Message: 3/1\r\nVoice-Message: 7/1', { unread: 3, read: 1, urgentUnread: 0 }],
    ['Messages-Waiting: yes\r\nFax-Message: 4/8', { unread: 0, ...none }],
    ['Messages-Waiting: yes\r\nFax-Message: 0/8', { unread: 1, ...none }],
    ['Messages-Waiting: yes\r\nFax-Message: many', { unread: 1, ...none }],
    ['Messages-Waiting: yes\r\nVoice-Message: many\r\nFax-Message: 4/8', { unread: 1, ...none }],
    ['Messages-Waiting: yes\r\nFax-Message: 4/8\r\nVoice-Message: 2/1', { unread: 2, read: 1, urgentUnread: 0 }],
    ['Messages-Waiting: maybe\r\nVoice-Message: 2/1', undefined],
    ['Voice-Message: 2/1', undefined],
    ['', undefined],
    [`Messages-Waiting: yes\r\n${'x'.repeat(9000)}`, undefined],
  ])('%s', (text, expected) => {
    expect(readMessageSummary(text)).toEqual(expected);
  });

  it('never throws and never counts wrongly', () => {
    const line = fc.constantFrom(
      'Messages-Waiting: yes',
      'Voice-Message: 1/2 (3/4)',
      'Voice-Message: 1/',
      ':',
      'Message-Account: x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
        const waiting = readMessageSummary(lines.join('\r\n'));
        if (waiting) expect(waiting.urgentUnread).toBeLessThanOrEqual(waiting.unread);
      }),
    );
  });
});

describe('[F21] the category of the own presence', () => {
  const category = (content: string) =>
    `<roamingData xmlns="a"><categories xmlns="b" uri="sip:karen@contoso.com"><category name="mwi" instance="0" container="1" version="3" expireType="static">${content}</category></categories></roamingData>`;
  const mwi = (attributes: string) =>
    category(`<mwi xmlns="http://schemas.microsoft.com/2006/09/sip/mwi" ${attributes}/>`);

  it.each([
    [
      mwi('messageWaiting="true" unreadVoiceMailCount="30" readVoiceMailCount="13"'),
      { unread: 30, read: 13, urgentUnread: 0 },
    ],
    [mwi('messageWaiting="1"'), { unread: 1, ...none }],
    [mwi('messageWaiting="false" readVoiceMailCount="2"'), { unread: 0, read: 2, urgentUnread: 0 }],
    [mwi('messageWaiting="true" unreadVoiceMailCount="-1"'), { unread: 1, ...none }],
    [mwi('messageWaiting="true" unreadVoiceMailCount="4000000000"'), { unread: 1, ...none }],
    [mwi(''), undefined],
    [category(''), { unread: 0, ...none }],
    ['<mwi messageWaiting="true" unreadVoiceMailCount="2"/>', { unread: 2, ...none }],
    ['<roamingData><categories><category name="note"/></categories></roamingData>', undefined],
    ['mwi, but no XML', undefined],
  ])('%s', (xml, expected) => {
    expect(readWaitingCategory(xml)).toEqual(expected);
  });

  it('is looked for in a document of 100,000 elements', () => {
    const xml = `<roamingData>${'<a/>'.repeat(99_000)}<mwi messageWaiting="true" unreadVoiceMailCount="2"/></roamingData>`;
    expect(readWaitingCategory(xml)?.unread).toBe(2);
  });
});
