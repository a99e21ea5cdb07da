/** The namespaces of the web services. They are names, not addresses: nothing is ever fetched from them. */
export const ns = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsp: 'http://schemas.xmlsoap.org/ws/2004/09/policy',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  wst: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  auth: 'http://schemas.xmlsoap.org/ws/2006/12/authorization',
  dsig: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** How a web ticket is named as a token. [MS-OCAUTHWS] 3.2.4.1 */
export const samlToken = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1';
