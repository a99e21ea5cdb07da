/** SERVICE: publishing, the contact list's changes, the dial plan (mission F10, F11, F26). */

import { SOAP_TYPE } from '../contacts/soap.ts';
import { failure } from '../focus/c3p-answer.ts';
import { C3P_TYPE, readC3pRequest } from '../focus/c3p-request.ts';
import { PUBLISH_TYPE } from '../presence/publish-request.ts';
import { publish } from '../presence/self-presence.ts';
import type { Exchange } from '../sip/exchange.ts';
import { rootOf } from '../sip/xml-read.ts';
import {
  asksForLocationProfile,
  damagedLocationProfile,
  LOCATION_PROFILE_TYPE,
  locationProfile,
} from './location-profile.ts';
import type { Site } from './site.ts';

/** Accepted and not acted on: the lab's containers have their usual members, and nobody waits for an acknowledgement. */
const ACCEPTED_TYPES: ReadonlySet<string> = new Set([
  'application/msrtc-setcontainermembers+xml',
  'application/msrtc-presence-setsubscriber+xml',
]);

/** Answers a SERVICE of a signed-in person. */
export function serve(exchange: Exchange, site: Site, isDialPlanDamaged: boolean): void {
  const { contentType, text, uri } = exchange.incoming;
  if (asksForLocationProfile(uri)) {
    const write = isDialPlanDamaged ? damagedLocationProfile : locationProfile;
    exchange.answer({
      status: 200,
      reason: 'OK',
      body: { type: LOCATION_PROFILE_TYPE, text: write(site.company.dialPlan) },
    });
  } else if (contentType === PUBLISH_TYPE) {
    publish(exchange, site.presence);
  } else if (contentType === SOAP_TYPE) {
    site.contacts.change(exchange);
  } else if (contentType === C3P_TYPE) {
    refuseFactory(exchange);
  } else if (ACCEPTED_TYPES.has(contentType)) {
    exchange.answer(rootOf(text) ? { status: 200, reason: 'OK' } : unreadable());
  } else {
    const diagnostics = `4013;reason="Content-type does not match the expected one";source="${site.company.reported.frontEnd}"`;
    const accepted = [PUBLISH_TYPE, SOAP_TYPE, C3P_TYPE, ...ACCEPTED_TYPES].join(', ');
    exchange.answer({
      status: 415,
      reason: 'Unsupported Media Type',
      headers: [
        ['Accept', accepted],
        ['ms-diagnostics', diagnostics],
      ],
    });
  }
}

/** Meetings are made by the topology: the factory knows no command. */
function refuseFactory(exchange: Exchange): void {
  const request = readC3pRequest(exchange.incoming.text);
  exchange.answer(
    request
      ? { status: 200, reason: 'OK', body: failure(request, exchange.incoming.uri, 'notSupported') }
      : unreadable(),
  );
}

function unreadable() {
  return {
    status: 400,
    reason: 'Bad Request',
    headers: [['ms-diagnostics', '4001;reason="XML parse failure"']],
  } as const;
}
