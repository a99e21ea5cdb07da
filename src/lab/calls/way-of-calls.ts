/** How calls of simulated people reach whoever they call: as those of everybody else do. RFC 3261 16; [MS-SIPRE] 3.9 */
import { headerOf } from '../../protocol/sip/message.ts';
import type { Directory } from '../frontend/directory.ts';
import type { Registrar } from '../frontend/registrar.ts';
import type { Relay } from '../frontend/relay.ts';
import type { CallRouter } from '../routing/call-router.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { CallDesk, DeskSurroundings } from './call-desk.ts';

const NOBODY = { status: 480, reason: 'Temporarily Unavailable' } as const;
/** Nobody shows as such. */
const OFFLINE = 18_500;

/** What calls pass in one company. */
export interface Home {
  readonly registrar: Registrar;
  readonly router: CallRouter;
  readonly relay: Relay;
  readonly calls: CallDesk;
  readonly directory: Directory;
  readonly authenticator: { readonly software: string };
  readonly siteOf: (address: string) => Home | undefined;
}

/** The way of one company's simulated people. */
export function wayOfCalls(own: Home): Pick<DeskSurroundings, 'isReached' | 'route' | 'pass' | 'software'> {
  return {
    isReached(party, address) {
      const home = own.siteOf(address);
      if (!home) return false;
      return (
        home.registrar.endpointsOf(address).length > 0 ||
        home.router.hasRules(party.toLowerCase(), address.toLowerCase())
      );
    },
    route(exchange) {
      const home = own.siteOf(exchange.incoming.target);
      const caller = callerOf(own, exchange.incoming);
      const isTaken = home !== undefined && (home.router.takes(exchange, caller) || home.relay.pass(exchange, caller));
      if (!isTaken) exchange.answer(NOBODY);
    },
    pass(exchange) {
      const home = own.siteOf(exchange.incoming.target);
      return home !== undefined && passAt(home, exchange, callerOf(own, exchange.incoming));
    },
    software: () => own.authenticator.software,
  };
}

function passAt({ router, relay, calls }: Home, exchange: Exchange, caller: LabPerson): boolean {
  const { incoming } = exchange;
  if (incoming.method !== 'CANCEL') return router.endsHere(incoming) || relay.pass(exchange, caller);
  const isElsewhere = /cause=200\b/.test(headerOf(incoming.message, 'reason') ?? '');
  return router.cancel(incoming, isElsewhere) || relay.cancel(incoming, isElsewhere) || calls.cancel(incoming);
}

/** Somebody of the company, or whoever calls from the telephone network, by his number. */
function callerOf(own: Home, { from: { address } }: Incoming): LabPerson {
  const known = own.directory.find(address) ?? own.siteOf(address)?.directory.find(address);
  if (known) return known;
  const [user = ''] = address.split('@');
  const name = { address, displayName: user, ...(user.startsWith('+') ? { phone: user } : {}) };
  return { ...name, password: '', userName: '', availability: OFFLINE, federationEnabled: true };
}
