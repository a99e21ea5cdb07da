/** Where packets go. */

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** 1 carries RTP, 2 RTCP. RFC 5245 4.1.1.1 */
export type Component = 1 | 2;

/** An address that a description offers for checks. */
export interface Candidate extends Place {
  readonly component: Component;
  /** Upper case. */
  readonly transport: string;
  readonly priority: number;
}
