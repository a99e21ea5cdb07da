/** A person's own presence: the roaming-self subscription and publishing. [MS-SIP] 2.2.4, [MS-PRES] 3.4.5.2 */
import type { PrivacyFeed } from '../contacts/privacy-service.ts';
import type { Exchange } from '../sip/exchange.ts';
import { Subscription } from '../sip/subscription.ts';
import { ROAMING_SELF_TYPE, roamingPartsXml, roamingSelfXml } from './category-xml.ts';
import type { PresenceService } from './presence-service.ts';
import { conflictXml, FAULT_TYPE, readPublish } from './publish-request.ts';

/** Answers `vnd-microsoft-roaming-self` and tells every later change, also those of the person's other endpoints. */
export function openRoamingSelf(exchange: Exchange, presence: PresenceService, privacy: PrivacyFeed): void {
  const { address } = exchange.incoming.from;
  const body = (text: string) => ({ type: ROAMING_SELF_TYPE, text });
  const own = (parts: string) => body(roamingSelfXml(presence.ownState(address), parts));
  const stops: (() => void)[] = [];
  const subscription = Subscription.open(exchange, {
    state: () => own(privacy.full()),
    onEnd: () => {
      for (const stop of stops) stop();
    },
  });
  if (subscription.isEnded) return;
  stops.push(presence.watch(address, () => subscription.notify(own(''))));
  stops.push(privacy.watch((parts) => subscription.notify(body(roamingPartsXml(parts)))));
}

/**
 * Answers a publish SERVICE: 200 with the new versions, 409 WrongDelta naming the current ones, 400 for what is no
 * publish request of this person. Watchers hear of it after the answer.
 */
export function publish(exchange: Exchange, presence: PresenceService): void {
  const { address, epid } = exchange.incoming.from;
  const wishes = readPublish(exchange.incoming.text, address);
  if (typeof wishes === 'string') {
    const headers = [['ms-diagnostics', `4001;reason="XML parse failure";problem="${wishes}"`]] as const;
    exchange.answer({ status: 400, reason: 'Bad Request', headers });
    return;
  }
  const result = presence.publish(address, wishes, epid ?? '');
  if (result.kind === 'conflict') {
    exchange.answer({
      status: 409,
      reason: 'Conflict',
      body: { type: FAULT_TYPE, text: conflictXml(result.conflicts) },
    });
  } else if (result.kind === 'too-many') {
    exchange.answer({
      status: 413,
      reason: 'Request Entity Too Large',
      headers: [['ms-diagnostics', '4008;reason="Input data too large"']],
    });
  } else {
    const own = { ...presence.ownState(address), publications: result.stored, emptied: result.removed };
    exchange.answer({ status: 200, reason: 'OK', body: { type: ROAMING_SELF_TYPE, text: roamingSelfXml(own, '') } });
    presence.announce(address);
  }
}
