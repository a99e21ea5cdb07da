/** Tells a person's endpoints that recorded messages wait: as a notification nobody asked for, or by the person's own presence. RFC 3842, [MS-PRES] 2.2.2.7.11 */
import type { LabMessages, LabMessagesVia } from '../api.ts';
import type { Site } from '../frontend/site.ts';
import type { PublicationWish } from '../presence/publications.ts';
import { rootOf } from '../sip/xml-read.ts';
import { xml } from '../sip/xml-text.ts';

const MWI = 'http://schemas.microsoft.com/2006/09/sip/mwi';

/** Throws a sentence when the person's presence holds too much already. */
export function tellWaiting(site: Site, address: string, messages: LabMessages, via: LabMessagesVia): void {
  if (via === 'presence') publishWaiting(site, address, messages);
  else
    sendSummaries(site, address, {
      text: summaryOf(address, messages),
      method: via === 'notify' ? 'NOTIFY' : 'BENOTIFY',
    });
}

function summaryOf(address: string, messages: LabMessages): string {
  if ('raw' in messages) return messages.raw;
  const { unread, read, urgentUnread = 0 } = messages;
  return [
    `Messages-Waiting: ${unread > 0 ? 'yes' : 'no'}`,
    `Message-Account: sip:${address}`,
    `Voice-Message: ${unread}/${read} (${urgentUnread}/0)`,
    '',
  ].join('\r\n');
}

function sendSummaries(
  site: Site,
  address: string,
  { text, method }: { text: string; method: 'NOTIFY' | 'BENOTIFY' },
): void {
  for (const { link, contact, epid } of site.registrar.endpointsOf(address)) {
    link.request({
      method,
      uri: contact,
      headers: [
        ['From', `<sip:exum@${site.company.domain}>;tag=${link.randomHex(8)}`],
        ['To', `<sip:${address}>;epid=${epid}`],
        ['Call-ID', link.randomHex(16)],
        ['CSeq', `1 ${method}`],
        ['Event', 'message-summary'],
        ['subscription-state', 'terminated;expires=0'],
      ],
      body: { type: 'application/simple-message-summary', text },
    });
  }
}

/** The server's own publication, so it gives way to nobody's version. */
function publishWaiting({ presence }: Site, address: string, messages: LabMessages): void {
  const document = 'raw' in messages ? messages.raw : mwiXml(messages);
  const content = rootOf(document);
  const wish = (version: number): PublicationWish => ({
    category: 'mwi',
    instance: 0,
    container: 1,
    version,
    expireType: 'static',
    content,
  });
  const first = presence.publish(address, [wish(0)], '');
  const result =
    first.kind === 'conflict' ? presence.publish(address, [wish(first.conflicts[0]?.current ?? 0)], '') : first;
  if (result.kind !== 'stored') throw new Error(`The presence of ${address} takes no more: ${result.kind}`);
  presence.announce(address);
}

function mwiXml({ unread, read }: Extract<LabMessages, { unread: number }>): string {
  const counts = `unreadVoiceMailCount="${xml(String(unread))}" readVoiceMailCount="${xml(String(read))}"`;
  return `<mwi xmlns="${MWI}" messageWaiting="${unread > 0}" ${counts}/>`;
}
