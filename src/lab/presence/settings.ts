/** What a tester may say of people's presence. */

/** Of a simulated person, beside availability and note. */
export interface LabPresenceDetails {
  /** Token such as `in-a-meeting`, shown with the availability. */
  readonly activity?: string;
  /** The person's own words in the place of a token. */
  readonly words?: string;
  readonly location?: string;
  /** `computer`, `mobile`, `deskphone`, `web` */
  readonly device?: string;
  readonly meetingSubject?: string;
  readonly meetingLocation?: string;
  /** For how long nobody touched the machine. */
  readonly idleMinutes?: number;
}

/** A second machine of somebody who is signed in. */
export interface LabOtherEndpoint {
  /** How it is used: 3500 active, 5000 inactive, 15500 away; 'gone': it signs out. */
  readonly machine?: number | 'gone';
  /** Chosen by hand there, or 'none' to take the choice back. */
  readonly choice?: number | 'none';
  /** Nobody is told, so that the first machine names an outdated version with its next publication. */
  readonly silently?: boolean;
}

/** Many changes of the simulated people of a company. */
export interface LabStorm {
  readonly updates: number;
  /** Spread evenly over that time; 0: all in one notification for each list of people. */
  readonly seconds: number;
  /** The size of each update at least, where they come in one notification: 4,000 is what a real one has. */
  readonly bytes?: number;
}
