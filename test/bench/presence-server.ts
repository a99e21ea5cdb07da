/** The other end of the burst: accepts what the client subscribes to, then speaks for each person in the right dialog. */
import { headerOf, type SipRequest } from '../../src/protocol/sip/message.ts';
import { readMessage } from '../../src/protocol/sip/read.ts';

export interface PresenceServer {
  /** The 200 to one request of the client. */
  answer(raw: Uint8Array): Uint8Array;
  /** Resolves when that many people were asked for. */
  subscribed(people: number): Promise<void>;
  /** A BENOTIFY about one person who was asked for, about 4.8 KB like those of a real server. */
  notification(uri: string, availability: number): Uint8Array;
  /** One BENOTIFY about all of them, as a list. RFC 4662 */
  notificationOf(uris: readonly string[], availability: number): Uint8Array;
}

interface Watch {
  readonly request: SipRequest;
  cseq: number;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export function createPresenceServer(): PresenceServer {
  const watches = new Map<string, Watch>();
  let wanted = 0;
  let tellWanted: () => void = () => undefined;

  return {
    answer(raw) {
      const reading = readMessage(raw);
      if (!reading.ok || reading.message.kind !== 'request') throw new Error('the client wrote no request');
      const request = reading.message;
      if (request.method === 'SUBSCRIBE') {
        const watch: Watch = { request, cseq: 0 };
        for (const [, uri = ''] of decoder.decode(request.body).matchAll(/resource uri="([^"]+)"/g)) {
          watches.set(uri, watch);
        }
        if (watches.size >= wanted) queueMicrotask(tellWanted);
      }
      return message('SIP/2.0 200 OK', [
        `Via: ${headerOf(request, 'via')}`,
        `From: ${headerOf(request, 'from')}`,
        `To: ${headerOf(request, 'to')};tag=srv1`,
        `Call-ID: ${headerOf(request, 'call-id')}`,
        `CSeq: ${headerOf(request, 'cseq')}`,
        'Contact: <sip:pool01.contoso.com:5061;transport=tls>',
        'Expires: 28800',
      ]);
    },
    subscribed(people) {
      wanted = people;
      return watches.size >= people
        ? Promise.resolve()
        : new Promise((resolve) => {
            tellWanted = resolve;
          });
    },
    notification(uri, availability) {
      const watch = watches.get(uri);
      if (!watch) throw new Error(`nobody asked for ${uri}`);
      watch.cseq += 1;
      return benotify(watch, person(uri, availability));
    },
    notificationOf(uris, availability) {
      const watch = watches.get(uris[0] ?? '');
      if (!watch) throw new Error('nobody asked for them');
      watch.cseq += 1;
      const parts = uris.map(
        (uri) => `--part\r\nContent-Type: ${categoriesType}\r\n\r\n${person(uri, availability)}\r\n`,
      );
      return benotify(
        watch,
        `${parts.join('')}--part--\r\n`,
        'multipart/related; type="application/rlmi+xml"; boundary="part"',
      );
    },
  };
}

const categoriesType = 'application/msrtc-event-categories+xml';

function benotify({ request, cseq }: Watch, body: string, type = categoriesType): Uint8Array {
  const headers = [
    `Via: SIP/2.0/TLS 192.0.2.1:443;branch=z9hG4bK${headerOf(request, 'call-id')}${cseq}`,
    'Max-Forwards: 69',
    `From: ${headerOf(request, 'to')};tag=srv1`,
    `To: ${headerOf(request, 'from')}`,
    `Call-ID: ${headerOf(request, 'call-id')}`,
    `CSeq: ${cseq} BENOTIFY`,
    'Event: presence',
    'subscription-state: active;expires=28800',
    `Content-Type: ${type}`,
  ];
  return message('BENOTIFY sip:192.0.2.10:50230;transport=tls SIP/2.0', headers, body);
}

function message(startLine: string, headers: readonly string[], body = ''): Uint8Array {
  const bytes = encoder.encode(body);
  return encoder.encode([startLine, ...headers, `Content-Length: ${bytes.length}`, '', body].join('\r\n'));
}

const ns = 'http://schemas.microsoft.com/2006/09/sip/';

/** State, card, note, free and busy times, and what the person's devices can do: the categories a contact list subscribes to. */
function person(uri: string, availability: number): string {
  const address = uri.replace(/^sip:/, '');
  const stamp = 'publishTime="2026-11-20T09:00:00.000"';
  const devices = ['desk', 'laptop', 'phone', 'tablet'].map(
    (name, at) =>
      `<category name="services" instance="${at}" ${stamp}><services xmlns="${ns}service"><service uri="${uri}">` +
      `<capabilities><text render="true" capture="true" deviceAvailability="3500"/><gifInk render="true" capture="false"/>` +
      `<isfInk render="true" capture="false"/><applicationsharing render="true" capture="true" deviceAvailability="3500"/>` +
      `<voice render="true" capture="true" deviceAvailability="3500"/><contentPowerPoint render="true" capture="true"/>` +
      `<breakthrough endpointName="${name}"/></capabilities></service></services></category>`,
  );
  return [
    `<categories xmlns="${ns}categories" uri="${uri}">`,
    `<category name="state" instance="1" ${stamp}><state xmlns="${ns}state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="aggregateState">`,
    `<availability>${availability}</availability><activity token="in-a-meeting" minAvailability="6500" maxAvailability="8999"/><endpointLocation/></state></category>`,
    `<category name="contactCard" instance="0" ${stamp}><contactCard xmlns="${ns}contactcard"><identity><name><displayName>${address}</displayName></name>`,
    `<email>${address}</email></identity><company>Contoso</company><office>Building 5, floor 2</office><title>Engineer</title>`,
    `<phone type="work"><uri>tel:+441785123456</uri></phone></contactCard></category>`,
    `<category name="note" instance="0" ${stamp}><note xmlns="${ns}note"><body type="personal" uri="">Back at noon</body></note></category>`,
    `<category name="calendarData" instance="0" ${stamp}><calendarData xmlns="${ns}calendarData" mailboxID="${address}">`,
    `<freeBusy startTime="2026-11-20T00:00:00Z" granularity="PT15M" encodingVersion="1">${'AAAAAAAAqqoA'.repeat(30)}</freeBusy></calendarData></category>`,
    ...devices,
    '</categories>',
  ].join('');
}
