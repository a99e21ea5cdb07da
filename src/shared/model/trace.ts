/** One line of the protocol trace. Redacted before it exists. */
export type TraceEntry = {
  readonly seq: number;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** Which sign-in or join this belongs to. */
  readonly correlation: string;
} & TraceBody;

export type TraceBody =
  | { readonly kind: 'dns-query'; readonly name: string; readonly type: string }
  | {
      readonly kind: 'dns-answer';
      readonly name: string;
      readonly type: string;
      readonly outcome: string;
      readonly answers: readonly string[];
      readonly durationMs: number;
    }
  | { readonly kind: 'interface'; readonly name: string; readonly usable: boolean; readonly reason: string }
  | {
      readonly kind: 'connect';
      readonly host: string;
      readonly peer: string;
      readonly local?: string;
      readonly state: string;
    }
  | { readonly kind: 'chain'; readonly host: string; readonly verdict: string; readonly subjects: readonly string[] }
  | {
      readonly kind: 'sip';
      readonly direction: 'sent' | 'received';
      readonly peer: string;
      readonly local: string;
      readonly bytes: number;
      readonly text: string;
      readonly callId: string;
    }
  | { readonly kind: 'dropped'; readonly peer: string; readonly reason: string; readonly bytes: number }
  | { readonly kind: 'http'; readonly method: string; readonly url: string; readonly status: string }
  /** What became of the sound and pictures of a call, by its number here; never a key. */
  | { readonly kind: 'media'; readonly call: string; readonly text: string }
  | { readonly kind: 'decision'; readonly text: string }
  | { readonly kind: 'failure'; readonly code: string; readonly text: string };
