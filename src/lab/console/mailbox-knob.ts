/** `exchange DOMAIN …`, `mailboxes FILE` and `waiting ADDRESS …`: mailboxes, and messages that wait. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Lab } from '../api.ts';
import { defaultMailboxes } from '../exchange/default-mailboxes.ts';
import { readMailboxPlans } from '../exchange/read-plans.ts';
import type { ExchangeSettings } from '../exchange/settings.ts';
import { expectSignedIn } from './people-knob.ts';
import { addressFrom, nothingMore, numberFrom, oneOf } from './words.ts';

const schemes = ['Negotiate', 'NTLM', 'Basic'] as const;
const versions = ['Exchange2010_SP1', 'Exchange2013'] as const;

/** Throws a sentence for an unknown company, setting or value. */
export function setExchange(lab: Lab, [domain = '', setting, value = '', ...rest]: readonly string[]): string {
  nothingMore(rest);
  switch (oneOf(['schemes', 'version', 'redirect'] as const, setting)) {
    case 'schemes':
      lab.setExchange(domain, { schemes: value.split(',').map((each) => oneOf(schemes, each)) });
      break;
    case 'version':
      lab.setExchange(domain, { version: oneOf(versions, value) });
      break;
    case 'redirect':
      lab.setExchange(domain, { redirect: redirectFrom(value) });
  }
  return `Exchange of ${domain}: ${setting} ${value}`;
}

function redirectFrom(value: string): ExchangeSettings['redirect'] {
  if (value === 'none') return undefined;
  return value.startsWith('https://') ? { kind: 'url', to: value } : { kind: 'address', to: addressFrom(value) };
}

/** Throws a sentence for a file that cannot be read or written. */
export function setMailboxes(lab: Lab, [verb, ...words]: readonly string[]): string {
  const path = words.join(' ');
  if (oneOf(['file', 'write'] as const, verb) === 'write') {
    writeFileSync(path, `${JSON.stringify(defaultMailboxes, null, 2)}\n`);
    return `The lab's own mailboxes stand in ${path}: change them, then "mailboxes file ${path}".`;
  }
  const plans = readMailboxPlans(readFileSync(path, 'utf8'));
  for (const plan of plans) lab.setMailbox(plan);
  return `${plans.length} mailboxes are as in ${path}, their times counted from now.`;
}

/** Throws a sentence for an unknown person or number. */
export function setWaiting(lab: Lab, [address = '', unread, read, ...more]: readonly string[]): string {
  const [way = 'presence', ...rest] = more;
  nothingMore(rest);
  const messages = { unread: numberFrom(unread), read: numberFrom(read) };
  const via = oneOf(['presence', 'notify', 'benotify'] as const, way);
  // Only what stands in the presence waits for somebody who signs in later.
  if (via !== 'presence') expectSignedIn(lab, address);
  lab.setMessagesWaiting(address, messages, via);
  return `${address} is told of ${messages.unread} new and ${messages.read} old messages.`;
}
