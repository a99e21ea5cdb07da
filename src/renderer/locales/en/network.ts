/** The words for interfaces, DNS answers and connections. */
import type {
  ConnectionFacts,
  DiscoveryReport,
  DnsLookup,
  InterfaceVerdict,
  PassedOver,
} from '../../../shared/model/network.ts';

export const interfaceReasons: Record<InterfaceVerdict['reason'], string> = {
  'default-route': 'Has the default route',
  preferred: 'Chosen by you',
  'loopback-only': 'Reaches only this computer',
  'no-route': 'No route to anywhere',
  'not-preferred': 'You prefer another one',
  'higher-metric': 'Another route is shorter',
  'no-address': 'Has no address',
  'link-local-only': 'Has only a link-local address',
  down: 'Is switched off',
};

export const dnsOutcomes: Record<DnsLookup['outcome'], string> = {
  answered: 'Answered',
  'no-name': 'Name does not exist',
  'no-data': 'No record of this type',
  'server-failed': 'Name server failed',
  timeout: 'No answer in time',
  refused: 'Name server refused',
  cancelled: 'Not waited for',
};

export const dnsVerdicts: Record<DnsLookup['verdict'], string> = {
  used: 'Used',
  'lower-rank': 'Passed over: another ranks higher',
  untrusted: 'Passed over: name not trusted',
  'no-answer': 'Nothing to use',
  'failed-to-connect': 'Tried: connection failed',
  'not-needed': 'Not needed',
};

/** Why a record that names a transport does not count. */
export const passedOverReasons: Record<PassedOver['fault'], string> = {
  service: 'a transport Offhook does not use',
  flags: 'its flags do not lead to a service record',
  regexp: 'has an expression, which SIP does not use',
  replacement: 'leads to no name',
  'clear-text': 'connections without encryption are off',
  order: 'another one comes first',
  'too-many': 'one of too many',
};

export const discoveryPurposes: Record<DiscoveryReport['purpose'], string> = {
  'sign-in': 'for signing in',
  'guest-join': 'for joining as a guest',
};

export const connectionPurposes: Record<ConnectionFacts['purpose'], string> = {
  account: 'Your company',
  guest: "Organizer's company, as a guest",
  web: 'Web service or meeting page',
};

export const connectionStates: Record<ConnectionFacts['state'], string> = {
  connecting: 'Connecting',
  open: 'Open',
  closed: 'Closed',
};
