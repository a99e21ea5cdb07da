/** The lab's switches as a page, a console and a scenario file see them: what there is, where it stands, what is about to change. */

export type SwitchValue = boolean | number | string | readonly string[];

/** What a switch can be set to. */
export type SwitchKind =
  | { readonly kind: 'on-off' }
  | { readonly kind: 'choice'; readonly choices: readonly SwitchChoice[] }
  /** A list of words out of these, in this order. */
  | { readonly kind: 'some-of'; readonly words: readonly string[] }
  /** A list of domains, at most 200. */
  | { readonly kind: 'domains' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly unit: string };

export interface SwitchChoice {
  readonly value: string;
  /** As the administration tool words it. */
  readonly name: string;
}

export type SwitchGroup = 'federation' | 'guests' | 'xmpp' | 'certificates' | 'servers' | 'network';

/** What a target names: a company's domain, a server, a meeting's id, `company partner` with a blank between, or `lab`. */
export type SwitchScope = 'company' | 'server' | 'meeting' | 'partner' | 'lab';

export interface SwitchFacts {
  /** How files and the console call it, such as `partner-domain-discovery`. */
  readonly id: string;
  /** As the administration tool, or the lab, calls it. */
  readonly name: string;
  readonly group: SwitchGroup;
  /** What it does, in one sentence or two. */
  readonly about: string;
  readonly scope: SwitchScope;
  readonly kind: SwitchKind;
}

/** One switch at one target. */
export interface SwitchState {
  readonly id: string;
  readonly target: string;
  readonly value: SwitchValue;
  /** Set, and on its way: hosted companies take their time. */
  readonly pending?: { readonly value: SwitchValue; readonly inMs: number };
}
