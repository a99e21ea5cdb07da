/** `settings`, `dialplan` and `directory`: what a company hands out after sign-in, from a plain file if a tester wants. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Lab } from '../api.ts';
import type { DialPlanDamage, HandoutDamage } from '../frontend/handout-settings.ts';
import { nothingMore, numberFrom, oneOf, switchFrom } from './words.ts';

const DAMAGES: readonly HandoutDamage[] = ['one-group', 'not-xml', 'other-document', 'doctype', 'endless', 'empty'];
const PLAN_DAMAGES: readonly DialPlanDamage[] = ['print', 'hostile'];

/** `settings DOMAIN none|write FILE|file FILE|set GROUP KEY VALUE…|damage DAMAGE|kept on|off` */
export function setSettings(lab: Lab, [domain = '', verb, ...words]: readonly string[]): string {
  const [first = '', ...rest] = words;
  if (verb !== 'set') nothingMore(verb === 'none' ? words : rest);
  switch (verb) {
    case 'write':
      writeFileSync(first, lab.settingsTemplate(domain));
      return `The settings of ${domain} are in ${first}: change them, then settings ${domain} file ${first}`;
    case 'file':
      lab.setSettings(domain, { document: readFileSync(first, 'utf8') });
      return `${domain} hands out ${first}.`;
    case 'set': {
      const [key = '', ...value] = rest;
      lab.setSettings(domain, { switches: [{ group: first, key, value: value.join(' ') }] });
      return `${domain} hands out ${first} ${key} = ${value.join(' ')}.`;
    }
    case 'damage':
      lab.setSettings(domain, { damage: oneOf(DAMAGES, first) });
      return `The settings of ${domain} are damaged: ${first}.`;
    case 'kept': {
      const keepsSubscription = switchFrom(first);
      lab.setSettings(domain, { keepsSubscription });
      return `${domain} ${keepsSubscription ? 'tells changes of the settings' : 'ends the subscription with its first answer'}.`;
    }
    case 'none':
      lab.setSettings(domain, { document: null, switches: null, damage: null, keepsSubscription: true });
      return `${domain} hands out the lab's own settings.`;
    default:
      throw new Error('What about the settings?');
  }
}

/** `dialplan DOMAIN none|write FILE|file FILE|damage print|hostile|late MS` */
export function setDialPlan(lab: Lab, [domain = '', verb, ...words]: readonly string[]): string {
  const [value = '', ...rest] = words;
  nothingMore(verb === 'none' ? words : rest);
  switch (verb) {
    case 'write':
      writeFileSync(value, lab.dialPlanDocument(domain));
      return `The dial plan of ${domain} is in ${value}: change it, then dialplan ${domain} file ${value}`;
    case 'file':
      lab.setDialPlan(domain, { document: readFileSync(value, 'utf8') });
      return `${domain} hands out ${value}.`;
    case 'damage':
      lab.setDialPlan(domain, { damage: oneOf(PLAN_DAMAGES, value) });
      return `The dial plan of ${domain}: ${value}.`;
    case 'late': {
      const delayMs = numberFrom(value);
      lab.setDialPlan(domain, { delayMs });
      return `The dial plan of ${domain} comes after ${delayMs} ms.`;
    }
    case 'none':
      lab.setDialPlan(domain, { document: null, damage: null, delayMs: 0 });
      return `${domain} hands out the lab's own dial plan.`;
    default:
      throw new Error('What about the dial plan?');
  }
}

/** `directory DOMAIN extra COUNT|photos on|off` */
export function setDirectory(lab: Lab, [domain = '', verb, value, ...rest]: readonly string[]): string {
  nothingMore(rest);
  if (verb === 'photos') {
    const photos = switchFrom(value);
    lab.setDirectory(domain, { photos });
    return `The address book of ${domain} has ${photos ? 'photos' : 'no photos'}.`;
  }
  if (verb !== 'extra') throw new Error('What about the address book?');
  const extra = numberFrom(value);
  lab.setDirectory(domain, { extra });
  return `The address book of ${domain} has ${extra} made-up people.`;
}
