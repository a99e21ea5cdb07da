/** SERVICE: publishing, the contact list's changes, the dial plan (mission F10, F11, F26). */

import { CONTAINER_MEMBERS_TYPE, SUBSCRIBER_TYPE } from '../contacts/privacy-request.ts';
import { SOAP_TYPE } from '../contacts/soap.ts';
import { C3P_TYPE } from '../focus/c3p-request.ts';
import { giveMediaRelay, MEDIA_RELAY_TYPE } from '../media/media-relay-service.ts';
import { PUBLISH_TYPE } from '../presence/publish-request.ts';
import { publish } from '../presence/self-presence.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { asksForLocationProfile, LOCATION_PROFILE_TYPE } from './location-profile.ts';
import type { Site } from './site.ts';

/** Answers a SERVICE of a signed-in person. */
export function serve(
  exchange: Exchange,
  site: Site,
  { person, isDialPlanDamaged }: { readonly person: LabPerson; readonly isDialPlanDamaged: boolean },
): void {
  const { contentType, uri } = exchange.incoming;
  if (asksForLocationProfile(uri)) {
    handOutDialPlan(exchange, site, isDialPlanDamaged);
  } else if (contentType === MEDIA_RELAY_TYPE) {
    void giveMediaRelay(exchange, person, site.mediaRelay);
  } else if (contentType === PUBLISH_TYPE) {
    publish(exchange, site.presence);
  } else if (contentType === SOAP_TYPE) {
    site.contacts.change(exchange);
  } else if (contentType === C3P_TYPE) {
    site.factory.handle(exchange, person);
  } else if (contentType === CONTAINER_MEMBERS_TYPE) {
    site.privacy.changeMembers(exchange);
  } else if (contentType === SUBSCRIBER_TYPE) {
    site.privacy.acknowledge(exchange);
  } else {
    const diagnostics = `4013;reason="Content-type does not match the expected one";source="${site.company.reported.frontEnd}"`;
    const accepted = [PUBLISH_TYPE, SOAP_TYPE, C3P_TYPE, CONTAINER_MEMBERS_TYPE, SUBSCRIBER_TYPE].join(', ');
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

/** A slow server answers later; whoever is gone by then gets nothing. */
function handOutDialPlan(exchange: Exchange, { handout }: Site, isDamaged: boolean): void {
  const text = handout.dialPlanText(isDamaged);
  const give = () => exchange.answer({ status: 200, reason: 'OK', body: { type: LOCATION_PROFILE_TYPE, text } });
  if (handout.dialPlanDelayMs === 0) give();
  else exchange.link.core.clock.after(handout.dialPlanDelayMs, give);
}
