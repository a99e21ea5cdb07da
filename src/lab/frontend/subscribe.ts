/** SUBSCRIBE outside a dialog, by event package (protocol 5.1). */

import { openBatch, openSingle } from '../presence/presence-subscriptions.ts';
import { openRoamingSelf } from '../presence/self-presence.ts';
import type { Exchange } from '../sip/exchange.ts';
import { eventOf } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { Site } from './site.ts';

const EVENTS = [
  'presence',
  'vnd-microsoft-provisioning-v2',
  'vnd-microsoft-roaming-contacts',
  'vnd-microsoft-roaming-self',
] as const;

/** Answers a SUBSCRIBE to something at the person's own company: himself, a batch of people, or one colleague. */
export function subscribeAtHome(exchange: Exchange, site: Site, person: LabPerson): void {
  const { incoming } = exchange;
  const event = eventOf(incoming);
  const isOwn = incoming.target === incoming.from.address;
  if (event === 'presence' && (isOwn || site.presence.knows(incoming.target))) {
    site.privacy.introduceFrom(exchange, person);
    if (isOwn) openBatch(exchange, site.presence);
    else openSingle(exchange, site.presence);
  } else if (event === 'presence') {
    exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', noSuchUser(site)]] });
  } else if (!isOwn) {
    exchange.answer({ status: 403, reason: 'Forbidden' });
  } else {
    subscribeToOwn(exchange, site, person);
  }
}

function subscribeToOwn(exchange: Exchange, site: Site, person: LabPerson): void {
  switch (eventOf(exchange.incoming)) {
    case 'vnd-microsoft-roaming-contacts':
      site.contacts.open(exchange);
      return;
    case 'vnd-microsoft-roaming-self':
      openRoamingSelf(exchange, site.presence, site.privacy.feedFor(exchange));
      return;
    case 'vnd-microsoft-provisioning-v2':
      site.handout.subscribe(exchange, person, () => site.settings.anonymousInPolicy);
      return;
    default:
      exchange.answer({ status: 489, reason: 'Bad Event', headers: [['Allow-Events', EVENTS.join(',')]] });
  }
}

/** 4005 with the server that looked. */
export function noSuchUser(site: Site): string {
  return `4005;reason="Destination URI either not enabled for SIP or does not exist";source="${site.company.reported.frontEnd}"`;
}
