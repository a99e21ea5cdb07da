/** What testers see and turn of the lab's calls. */

import type { AvFaults } from '../av-mcu/settings.ts';
import type { MediaFaults } from '../media/impairment.ts';
import type { ReceptionFigures } from '../media/reception.ts';
import type { Heard } from '../media/recorder.ts';
import type { PhoneManner } from './plans.ts';

export interface LabCallTimes {
  /** How long somebody ordinary rings, and early sound lasts. */
  readonly ringMs: number;
  /** Between the steps of somebody who holds, resumes, adds a picture, transfers. */
  readonly stepMs: number;
}

export const timesAtStart: LabCallTimes = { ringMs: 2000, stepMs: 3000 };

export interface LabCallFacts {
  readonly id: string;
  /** Who of the lab's: `user@domain`, or a number as `+1425…@domain`. */
  readonly party: string;
  /** `user@domain` */
  readonly peer: string;
  readonly direction: 'in' | 'out';
  readonly state: 'ringing' | 'talking' | 'ended';
  /** Why it is over: `bye`, `cancelled`, `lost`, a status. */
  readonly end: string | undefined;
  readonly encryption: 'plain' | 'sdes' | 'dtls';
  /** What the party may do: `sendrecv`, held `recvonly` or `inactive`. */
  readonly audio: string;
  readonly video: string;
  /** Digits that came in, by RTP or INFO. */
  readonly digits: string;
  readonly heard: Heard;
  readonly figures: ReceptionFigures & { readonly forged: number };
  /** Packets of pictures that came in. */
  readonly pictures: number;
}

/** How somebody of the lab calls. */
export interface LabCallWish {
  readonly security?: 'any' | 'plain' | 'sdes' | 'dtls';
  readonly ice?: 'as-offered' | 'microsoft' | 'none';
  readonly sound?: 'echo' | 'music' | 'tone' | 'announcement' | 'silence';
  readonly hertz?: number;
  readonly video?: boolean;
  /** The call this one takes the place of, by its id. RFC 3891 */
  readonly replaces?: string;
  /** `sip:` address of who sent the call on. */
  readonly referredBy?: string;
}

export interface LabCallControl {
  /** Every call of the lab's parties, the last fifty ended ones among them. */
  list(): readonly LabCallFacts[];
  /**
   * Somebody of the lab (`user@domain`, or a number `+14255550199` of the telephone network) calls; gives the call's id. It goes by the rules of whoever is
   * called. Throws where nobody is signed in as that person, and no rules say where else to ring.
   */
  from(party: string, to: string, wish?: LabCallWish): string;
  /** Gives up a call that rings; `elsewhere`: it was answered at another place. */
  cancel(id: string, why?: 'elsewhere'): void;
  hangUp(id: string): void;
  hold(id: string, isHeld: boolean): void;
  /** Offers a picture. */
  addVideo(id: string): void;
  sendDigits(id: string, digits: string): void;
  /** Sends the other side on to somebody else. */
  transfer(id: string, to: string): void;
  /** How somebody's telephone takes calls while nobody is signed in there. */
  setPhone(address: string, manner: PhoneManner | 'none'): void;
  /** What a company's A/V conferencing server does wrong from now on; an empty object heals it. */
  setMixer(domain: string, faults: AvFaults): void;
  /**
   * What the network does to the packets of one party (`user@domain`, or `+1425…@domain`), or of all parties, from now on, in both directions; an empty
   * object heals it.
   */
  setMediaFaults(faults: MediaFaults, party?: string): void;
  /** What it does now: by party, and of all others under ''. */
  mediaFaults(): Readonly<Record<string, MediaFaults>>;
  /** The address translator of a call's party begins anew: packets come from other ports than before. */
  rebind(id: string): void;
  /** Whether a company has a relay for sound and pictures, and gives people credentials for it; `silent`: whoever asks for them gets no answer. */
  setMediaRelay(domain: string, isThere: boolean | 'silent'): void;
  setTimes(times: Partial<LabCallTimes>): void;
  /**
   * Another program of a person's publishes these rules for calls, for whoever calls; 'silently': nobody is told. An empty text takes them
   * away. Throws for what is no XML.
   */
  setRouting(address: string, document: string, how?: 'silently'): void;
  /** The rules that colleagues' calls to a person follow, as XML; '' for none. */
  routingOf(address: string): string;
}
