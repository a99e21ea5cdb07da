/** Our microphone here and in the roster, kept alike: each side changes it, and each change is told to the other once. */
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Outcome } from '../../../shared/outcome.ts';

export interface MuteSides {
  readonly clock: Clock;
  readonly tell: (isMuted: boolean) => Promise<Outcome<void>>;
  readonly muteByMeeting: (isMuted: boolean) => void;
  readonly trouble: (failure: Failure | undefined) => void;
  /** False while the roster may be out of date. */
  readonly isRosterCurrent: () => boolean;
}

export interface MuteNow {
  /** Muted in this client, whoever did it. */
  readonly here: boolean;
  /** It is muted here because the meeting does not hear us. */
  readonly isByMeeting: boolean;
  /** The roster says that the meeting does not hear us. */
  readonly there: boolean;
}

/** So long the roster may take to say what the meeting has done. */
const echoMs = 5000;

export class MuteInRoster {
  readonly #sides: MuteSides;
  #here = false;
  #there = false;
  /** What the meeting was told last and did not confirm yet. */
  #told: boolean | undefined;
  #hasTrouble = false;
  /** Counts calls: what the meeting answers about an earlier one is no news of this. */
  #round = 0;
  #stopEcho: () => void = () => undefined;

  constructor(sides: MuteSides) {
    this.#sides = sides;
  }

  /** Another call: heard on both sides until told otherwise. */
  begin(): void {
    this.end();
    this.#here = false;
    this.#there = false;
    this.#told = undefined;
    this.#hasTrouble = false;
  }

  /** There is no call any more. */
  end(): void {
    this.#stopEcho();
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
      else if (!wished) this.#awaitEcho();
      this.#trouble(undefined);
      return;
    }
    this.#told = undefined;
    if (wished || !this.#there) return;
    this.#byMeeting(true);
    this.#trouble(outcome.failure);
  }

  /** Muted by somebody else just as it was opened, the roster shows no change: what it goes on to say is so. */
  #awaitEcho(): void {
    this.#stopEcho();
    this.#stopEcho = this.#sides.clock.after(echoMs, () => {
      if (this.#told !== false) return;
      if (!this.#sides.isRosterCurrent()) return this.#awaitEcho();
      this.#told = undefined;
      if (this.#there && !this.#here) this.#byMeeting(true);
    });
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
