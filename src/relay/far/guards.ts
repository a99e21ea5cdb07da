/** The guard of one section from one agreement to the next, and those of far ends that ring while another one is heard. */
import type { Track } from '../../protocol/sdp/legs.ts';
import {
  createDtlsGuard,
  createSdesGuard,
  type DtlsGuardOptions,
  type Guard,
  plainGuard,
  type SdesGuard,
} from './guard.ts';
import { isSamePlace, needsProtection, peerOf, protectionOf } from './terms.ts';

export type GuardsOptions = Pick<DtlsGuardOptions, 'certificate' | 'clock' | 'send' | 'onReady' | 'onFailed'>;

/** As many as there are forks; a bound against a far end that makes up more. */
const mostShaken = 12;

/** How the packets of a section are protected now. */
export class Guards {
  /** Undefined while no hands are shaken that are to be. A field, since each packet asks for it. */
  current: Guard | undefined;
  readonly #options: GuardsOptions;
  #sdes: SdesGuard | undefined;
  /** Whom hands are shaken with now. Never shown: keys of a description stand in it. */
  #name = '';
  /** With others that ring: whoever of them takes the call shakes hands no second time. */
  readonly #shaken = new Map<string, Guard>();
  #wasEarly = false;
  /** The handshake came to nothing. */
  #isUnproved = false;

  constructor(options: GuardsOptions) {
    this.#options = options;
  }

  /** Goes on to what was agreed on now; `isElsewhere` where one of both is in another place than before, and no checks tell which. RFC 5763 6.6 */
  use(next: Track, last: Track | undefined, isEarly: boolean, isElsewhere: boolean): void {
    if (this.#isUnproved || needsProtection(last, next, this.#wasEarly)) this.#protect(next, last);
    else if (isElsewhere) this.current?.shakeAnew();
    else this.current?.shakeAgain();
    this.#wasEarly = isEarly;
    this.current?.share(next.isMux);
    if (!isEarly) this.#forgetOthers();
  }

  /** The handshake that the track needs, unless there is one. Made when a way is there for its packets: a client begins at once. */
  shakeHands({ protection, isMux }: Track): void {
    if (this.current || protection.kind !== 'dtls') return;
    const { certificate, clock, send, onReady } = this.#options;
    const { fingerprint, role } = protection;
    const name = this.#name;
    this.current = createDtlsGuard({
      fingerprint,
      role,
      isMux,
      certificate,
      clock,
      // Whoever is heard now would take it for part of another handshake.
      send: (packet, component) => name === this.#name && send(packet, component),
      onReady,
      onFailed: (trouble) => {
        if (name !== this.#name) this.#shaken.delete(name);
        else {
          this.#isUnproved = this.#wasEarly;
          this.#options.onFailed(trouble);
        }
      },
    });
  }

  close(): void {
    this.current?.close();
    this.#forgetOthers();
  }

  #protect(next: Track, last: Track | undefined): void {
    const { protection } = next;
    const sdes = this.#sdes;
    this.#leave(last);
    this.#name = `${peerOf(next)} ${protectionOf(next)}`;
    this.#sdes = undefined;
    if (protection.kind === 'sdes') {
      this.#sdes = sdes ? sdes.rekey(protection, isSamePlace(last, next)) : createSdesGuard(protection);
      this.current = this.#sdes;
    } else this.current = protection.kind === 'none' ? plainGuard : this.#shaken.get(this.#name);
    this.#shaken.delete(this.#name);
  }

  #leave(last: Track | undefined): void {
    const guard = this.current;
    const mayReturn = this.#wasEarly && !this.#isUnproved && last?.protection.kind === 'dtls';
    if (guard && mayReturn && this.#shaken.size < mostShaken) this.#shaken.set(this.#name, guard);
    else guard?.close();
    this.current = undefined;
    this.#isUnproved = false;
  }

  #forgetOthers(): void {
    for (const guard of this.#shaken.values()) guard.close();
    this.#shaken.clear();
  }
}
