/** Our microphone here and in the roster, kept alike: each side changes it, and each change is told to the other once. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { Outcome } from '../../../shared/outcome.ts';

export interface MuteSides {
  readonly tell: (isMuted: boolean) => Promise<Outcome<void>>;
  readonly muteByMeeting: (isMuted: boolean) => void;
  readonly trouble: (failure: Failure | undefined) => void;
}

export interface MuteNow {
  /** Muted in this client, whoever did it. */
  readonly here: boolean;
  /** It is muted here because the meeting does not hear us. */
  readonly isByMeeting: boolean;
  /** The roster says that the meeting does not hear us. */
  readonly there: boolean;
}

export class MuteInRoster {
  readonly #sides: MuteSides;
  #here = false;
  #there = false;
  /** What the meeting was told last and did not confirm yet. */
  #told: boolean | undefined;
  #hasTrouble = false;
  /** Counts calls: what the meeting answers about an earlier one is no news of this. */
  #round = 0;

  constructor(sides: MuteSides) {
    this.#sides = sides;
  }

  /** Another call: heard on both sides until told otherwise. */
  begin(): void {
    this.#here = false;
    this.#there = false;
    this.#told = undefined;
    this.#hasTrouble = false;
    this.#round += 1;
  }

  /** To be called with every change of either side. */
  look({ here, isByMeeting, there }: MuteNow): void {
    const isOurs = here !== this.#here;
    const isTheirs = there !== this.#there;
    this.#here = here;
    this.#there = there;
    if (there === this.#told) this.#told = undefined;
    if (isOurs) this.#wish(here, there);
    else if (isTheirs && this.#told === undefined && there !== here) this.#follow(there, isByMeeting);
  }

  #wish(here: boolean, there: boolean): void {
    if (here === (this.#told ?? there)) return;
    this.#told = here;
    const round = this.#round;
    void this.#sides.tell(here).then((outcome) => {
      if (round === this.#round) this.#answered(here, outcome);
    });
  }

  /** Whom the others do not let speak stays muted, and is told why. */
  #answered(wished: boolean, outcome: Outcome<void>): void {
    if (this.#told !== wished) return;
    if (outcome.ok) {
      if (this.#there === wished) this.#told = undefined;
      this.#trouble(undefined);
      return;
    }
    this.#told = undefined;
    if (wished || !this.#there) return;
    this.#byMeeting(true);
    this.#trouble(outcome.failure);
  }

  /** Takes away nobody else's. */
  #trouble(failure: Failure | undefined): void {
    if (failure || this.#hasTrouble) this.#sides.trouble(failure);
    this.#hasTrouble = failure !== undefined;
  }

  /** A microphone that the person muted stays muted, whoever opens it in the roster. */
  #follow(there: boolean, isByMeeting: boolean): void {
    if (there) this.#byMeeting(true);
    else if (isByMeeting) this.#byMeeting(false);
    else this.#wish(true, false);
  }

  #byMeeting(isMuted: boolean): void {
    this.#here = isMuted;
    this.#sides.muteByMeeting(isMuted);
  }
}
