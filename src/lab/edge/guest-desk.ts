/** Guests at the organiser's servers: two switches, one key. [MS-SIPAE] 3.2.4.3; mission E5, I13, C-21 */
import { headersOf } from '../../protocol/sip/message.ts';
import { readMeetingUri } from '../focus/focus-uri.ts';
import type { Meeting } from '../focus/meetings.ts';
import type { Site } from '../frontend/site.ts';
import type { LabCore } from '../net/listener.ts';
import { challengeValue, digestCredentials, provesPassword } from '../sip/digest.ts';
import type { Exchange, Link } from '../sip/exchange.ts';
import { Nonces } from '../sip/nonces.ts';

/** Wrong keys one connection may offer for one meeting; each but the last is challenged again. */
const WRONG_KEYS = 2;

export class GuestDesk {
  readonly #site: Site;
  readonly #nonces: Nonces;
  readonly #wrongKeys = new WeakMap<Link, Map<string, number>>();

  constructor(core: LabCore, site: Site) {
    this.#site = site;
    this.#nonces = new Nonces(core.clock, core.random);
  }

  /** Handles a request outside dialogs from `…@anonymous.invalid`; `atEdge` tells the company's outside from its inside. */
  handle(exchange: Exchange, atEdge: boolean): void {
    const { method, uri, targetDomain } = exchange.incoming;
    const focus = readMeetingUri(uri);
    if (method === 'ACK') return;
    if (!focus || targetDomain !== this.#site.company.domain || (method !== 'INVITE' && method !== 'SUBSCRIBE')) {
      this.#refuse(exchange, '1005;reason="Cannot route to destination domain"');
    } else if (atEdge && !this.#site.settings.anonymousAtEdge) {
      this.#refuse(
        exchange,
        '4003;reason="From URI not enabled for remote access";summary="Anonymous user access to conferences is not enabled at this edge"',
      );
    } else {
      const meeting = this.#site.meetings.find(focus);
      // An MCU serves only who has a seat, and so has proved the key.
      const isOpen = meeting !== undefined && !meeting.conference.isEnded && focus.part === 'focus';
      if (isOpen && method === 'INVITE' && this.#site.guestChallenge && !this.#provesKey(exchange, meeting)) return;
      this.#site.focus.handle(exchange, meeting?.conference, { authMethod: 'anonymous', displayName: '' });
    }
  }

  #refuse(exchange: Exchange, diagnostics: string): void {
    const value = `${diagnostics};source="${this.#site.company.reported.edge}"`;
    exchange.answer({ status: 403, reason: 'Forbidden', headers: [['ms-diagnostics', value]] });
  }

  /** Whether the guest knows the conference key; otherwise the request is answered here: 401, and in the end 403. */
  #provesKey(exchange: Exchange, meeting: Meeting): boolean {
    const { message, method, uri } = exchange.incoming;
    const { organizer, key } = meeting.plan;
    const credentials = digestCredentials([
      ...headersOf(message, 'authorization'),
      ...headersOf(message, 'proxy-authorization'),
    ]);
    const nonce = credentials?.params.get('nonce') ?? '';
    const challenge = this.#nonces.challengeOf(nonce);
    if (!credentials || challenge?.realm !== organizer) {
      this.#challenge(exchange, organizer, credentials !== undefined);
      return false;
    }
    const isRight =
      credentials.params.get('uri') === uri && provesPassword(credentials, { challenge, method, password: key });
    if (!isRight) {
      this.#onWrongKey(exchange, meeting);
      return false;
    }
    if (this.#nonces.use(nonce, credentials.params.get('nc')) === 'fresh') return true;
    this.#challenge(exchange, organizer, true);
    return false;
  }

  #onWrongKey(exchange: Exchange, { plan }: Meeting): void {
    const counts = this.#wrongKeys.get(exchange.link) ?? new Map<string, number>();
    this.#wrongKeys.set(exchange.link, counts);
    const count = (counts.get(plan.id) ?? 0) + 1;
    counts.set(plan.id, count);
    if (count < WRONG_KEYS) this.#challenge(exchange, plan.organizer, false);
    else this.#refuse(exchange, '1000;reason="Final handshake failed";summary="The conference key was not accepted"');
  }

  /** The realm is the organiser's address, without `sip:`. */
  #challenge(exchange: Exchange, organizer: string, stale: boolean): void {
    const challenge = this.#nonces.issue(organizer, 'MD5-sess');
    exchange.answer({
      status: 401,
      reason: 'Unauthorized',
      headers: [['WWW-Authenticate', challengeValue(challenge, stale)]],
    });
  }
}
