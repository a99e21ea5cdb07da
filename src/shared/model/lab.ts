/** The built-in lab: simulated companies on this machine. */
export interface LabUser {
  readonly address: string;
  readonly displayName: string;
  readonly company: string;
}

export interface LabMeeting {
  readonly title: string;
  readonly organizer: string;
  readonly link: string;
  readonly httpsLink?: string;
  readonly note: string;
}

export interface LabState {
  readonly state: 'off' | 'starting' | 'running' | 'failed';
  readonly users: readonly LabUser[];
  readonly meetings: readonly LabMeeting[];
  /** What could not be bound here, such as port 443. */
  readonly limits: readonly string[];
  readonly detail?: string;
  /** It ended by itself and was started again, then; `refused`: how many switches did not take their setting again. */
  readonly restarted?: { readonly at: number; readonly refused: number };
}
