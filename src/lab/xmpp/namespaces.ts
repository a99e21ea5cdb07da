/** The XML namespaces of XMPP between servers. */
export const ns = {
  streams: 'http://etherx.jabber.org/streams',
  server: 'jabber:server',
  client: 'jabber:client',
  dialback: 'jabber:server:dialback',
  dialbackFeature: 'urn:xmpp:features:dialback',
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  stanzaErrors: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  chatStates: 'http://jabber.org/protocol/chatstates',
  ping: 'urn:xmpp:ping',
} as const;
