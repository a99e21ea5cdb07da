/** application/ms-location-profile-definition+xml: a dial plan as the server hands it out. [MS-SIPRE] 2.2.8, 7 */
import { booleanOf, child, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';

export interface ProfileRule {
  /** .NET regular expression. */
  readonly pattern: string;
  /** .NET replacement text. */
  readonly translation: string;
  readonly internalExtension: boolean;
}

export interface LocationProfile {
  readonly name: string;
  /** In document order, which is the order they are tried in; at most 200. */
  readonly rules: readonly ProfileRule[];
  readonly externalAccessPrefix?: string;
  readonly optimizeDeviceDialing?: boolean;
}

export type ProfileProblem = XmlProblem | 'not-a-profile';

export type ProfileReading =
  | { readonly ok: true; readonly profile: LocationProfile }
  | { readonly ok: false; readonly problem: ProfileProblem };

const MOST_RULES = 200;
const LONGEST_NAME = 256;
const LONGEST_TRANSLATION = 256;
const PREFIX = /^[\d*#]{1,8}$/;

/**
 * Reads a profile whatever its namespace: captures have `…/locationProfileDescription`, the schema
 * `…/LocationProfileDescription`. A profile without a name is none.
 */
export function readLocationProfile(text: string): ProfileReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  const name = textOf(root, 'Name');
  if (root.local !== 'LocationProfileDescription' || name === undefined) return { ok: false, problem: 'not-a-profile' };
  const prefix = textOf(root, 'ExternalAccessPrefix') ?? '';
  const optimize = booleanOf(textOf(root, 'OptimizeDeviceDialing'));
  return {
    ok: true,
    profile: {
      name: name.slice(0, LONGEST_NAME),
      rules: children(root, 'Rule').slice(0, MOST_RULES).map(readRule),
      ...(PREFIX.test(prefix) ? { externalAccessPrefix: prefix } : {}),
      ...(optimize === undefined ? {} : { optimizeDeviceDialing: optimize }),
    },
  };
}

function readRule(element: XmlElement): ProfileRule {
  return {
    pattern: textOf(element, 'Pattern') ?? '',
    // Not trimmed: blanks in it would be the administrator's.
    translation: child(element, 'Translation')?.text.slice(0, LONGEST_TRANSLATION) ?? '',
    internalExtension: booleanOf(textOf(element, 'InternalEnterpriseExtension')) ?? false,
  };
}
