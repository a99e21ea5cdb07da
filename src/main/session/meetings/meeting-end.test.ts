import { expect, it } from 'vitest';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import { endOf } from './meeting-end.ts';

const place = { server: 'tailspintoys.com', at: 7 };

function bye(reason?: string, diagnostics?: string): SipRequest {
  const header = (name: string, value: string) => ({ name, key: name.toLowerCase(), value });
  const headers = [
    ...(reason ? [header('Reason', reason)] : []),
    ...(diagnostics ? [header('ms-diagnostics', diagnostics)] : []),
  ];
  return {
    kind: 'request',
    method: 'BYE',
    uri: '',
    headers,
    body: new Uint8Array(),
    head: new Uint8Array(),
  } as SipRequest;
}

const grace =
  '3014;reason="Failed authorization";summary="No authenticated user joined within the anonymous user grace period"';

it.each([
  ['[O3] waiting', bye('SIP;cause=403;text="Denied by a presenter"'), 'lobby-denied', 'LOBBY_DENIED'],
  ['[O3] waiting', bye(), 'lobby-denied', 'LOBBY_DENIED'],
  ['[O3] waiting', bye('SIP;cause=408;text="Nobody admitted the user in time"'), 'lobby-timeout', 'LOBBY_TIMEOUT'],
  ['waiting', bye('SIP;cause=410;text="Conference ended"'), 'meeting-ended', undefined],
  ['waiting', bye('SIP;cause=408;text="Session expired"'), 'connection-lost', 'CONNECTION_LOST'],
  ['[I15] inside', bye('SIP;cause=480', grace), 'grace-over', 'GUEST_GRACE_OVER'],
  ['inside', bye('SIP;cause=410;text="Conference ended"'), 'meeting-ended', undefined],
  ['inside', bye('SIP;cause=480;text="Removed by a presenter"'), 'removed', undefined],
  ['inside', bye(), 'removed', undefined],
  ['inside', bye('SIP;cause=408;text="Session expired"'), 'connection-lost', 'CONNECTION_LOST'],
] as const)('%s, a BYE of the focus says why one is out (%#)', (where, request, reason, code) => {
  const wasInLobby = where.endsWith('waiting');
  const end = endOf({ bye: request, failure: undefined, wasInLobby, wasDeleted: false }, place);
  expect(end.reason).toBe(reason);
  expect(end.failure?.code).toBe(code);
  if (code) expect(end.failure).toMatchObject(place);
});

it('what the roster said before counts, and without a BYE the connection was lost', () => {
  const departure = { bye: bye(), failure: undefined, wasInLobby: false, wasDeleted: true };
  expect(endOf(departure, place)).toEqual({ reason: 'meeting-ended' });
  const failure = { code: 'CONNECTION_LOST', at: 3 } as const;
  expect(endOf({ ...departure, bye: undefined, failure }, place)).toEqual({ reason: 'connection-lost', failure });
});
