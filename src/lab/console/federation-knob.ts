/** `federation DOMAIN [SETTING VALUE]`: the control panel's switches and lists; without a setting it shows them all. */
import type { HostedFederation, Lab, OnPremisesFederation } from '../api.ts';
import { nothingMore, oneOf, switchFrom } from './words.ts';

const modes: readonly HostedFederation['mode'][] = ['off', 'on-except-blocked', 'on-only-allowed'];
const MOST_DOMAINS = 200;

/** Throws a sentence for an unknown domain, setting or value. */
export function setFederation(lab: Lab, [domain = '', setting, value, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const current = lab.federation(domain);
  if (setting !== undefined) lab.setFederation(domain, { [setting]: valueFrom(current, setting, value) });
  return Object.entries(lab.federation(domain))
    .map(([name, held]) => `${domain} ${name} ${shown(held)}`)
    .join('\n');
}

function valueFrom(current: OnPremisesFederation | HostedFederation, setting: string, value: string | undefined) {
  const held: unknown = Object.hasOwn(current, setting) ? Reflect.get(current, setting) : undefined;
  if (typeof held === 'boolean') return switchFrom(value);
  if (Array.isArray(held)) return domainsFrom(value);
  if (setting === 'mode' && held !== undefined) return oneOf(modes, value);
  throw new Error(`Settings are ${Object.keys(current).join(', ')}, not "${setting}".`);
}

function domainsFrom(value: string | undefined): string[] {
  if (value === undefined) throw new Error('Name domains with commas between them, or none.');
  if (value === 'none') return [];
  const domains = value
    .toLowerCase()
    .split(',')
    .filter((domain) => domain !== '');
  if (domains.length > MOST_DOMAINS) throw new Error(`At most ${MOST_DOMAINS} domains.`);
  const odd = domains.find((domain) => !domain.includes('.'));
  if (odd !== undefined) throw new Error(`"${odd}" is no domain.`);
  return domains;
}

function shown(held: unknown): string {
  if (typeof held === 'boolean') return held ? 'on' : 'off';
  if (Array.isArray(held)) return held.join(',') || 'none';
  return String(held);
}
