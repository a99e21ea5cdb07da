/** How a company's people sign in, as lines: `generation`, `schemes`, `account`, and the sign-in faults of `fault`. */
import type { Lab } from '../api.ts';
import { GENERATIONS } from '../auth/generations.ts';
import {
  type AuthFaults,
  type LabGeneration,
  type LabScheme,
  ntlmChallengeFaults,
  tokenFaults,
} from '../auth/settings.ts';
import { signatureFaults } from '../faults/fault-words.ts';
import { nothingMore, numberFrom, oneOf, switchFrom } from './words.ts';

const generations = Object.keys(GENERATIONS) as LabGeneration[];
const schemes: readonly LabScheme[] = ['TLS-DSK', 'NTLM', 'Kerberos', 'Digest'];

/** `generation DOMAIN NAME` */
export function setGeneration(lab: Lab, [domain = '', name, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const generation = oneOf(generations, name);
  lab.setGeneration(domain, generation);
  return `The servers of ${domain} are now ${generation} and offer ${GENERATIONS[generation].schemes.join(', ')}.`;
}

/** `schemes DOMAIN SCHEME…` */
export function setSchemes(lab: Lab, [domain = '', ...names]: readonly string[]): string {
  const offered = names.map((name) => oneOf(schemes, name));
  lab.setAuthOffer(domain, { schemes: offered });
  return `${domain} offers ${offered.join(', ') || 'nothing'}.`;
}

/** `account ADDRESS on|off` */
export function setAccount(lab: Lab, [address = '', state, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const isEnabled = switchFrom(state);
  lab.setEnabled(address, isEnabled);
  return isEnabled ? `${address} has an account again.` : `${address} has no account any more.`;
}

/** `withdraw ADDRESS` */
export function withdrawCertificates(lab: Lab, [address = '', ...rest]: readonly string[]): string {
  nothingMore(rest);
  lab.withdrawCertificates(address);
  return `The certificates of ${address} are withdrawn.`;
}

/** The words after `fault SERVER auth`. Throws a sentence when the fault or its value is not known. */
export function authFaultFrom([name, ...words]: readonly string[]): AuthFaults {
  const [value] = words;
  nothingMore(words.slice(1));
  switch (name) {
    case 'signature':
      return { signature: oneOf(signatureFaults, value) };
    case 'token':
      return { token: oneOf(tokenFaults, value) };
    case 'ntlmChallenge':
      return { ntlmChallenge: oneOf(ntlmChallengeFaults, value) };
    case 'associationSeconds':
      return { associationSeconds: numberFrom(value) };
    case 'clockSkewSeconds':
      return { clockSkewSeconds: numberFrom(value) };
    default:
      nothingMore(words);
      return { [oneOf(switches, name)]: true };
  }
}

const switches = ['foreignRealm', 'forgetful', 'certificateRefused', 'endless401', 'mismatch', 'noOpaque'] as const;
