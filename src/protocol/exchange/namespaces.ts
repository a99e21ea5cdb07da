/** The namespaces of Exchange's web services: names, never fetched. [MS-OXWSCDATA] 2.2.1, [MS-OXDSCLI] 2.2.1 */
export const ns = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  messages: 'http://schemas.microsoft.com/exchange/services/2006/messages',
  types: 'http://schemas.microsoft.com/exchange/services/2006/types',
  discoverRequest: 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006',
  discoverAnswer: 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a',
} as const;

/** Schemas a request can be written in, newest first: an older server refuses a newer one by ErrorInvalidServerVersion. */
export const schemaVersions = ['Exchange2013', 'Exchange2010_SP1', 'Exchange2007_SP1'] as const;

export type SchemaVersion = (typeof schemaVersions)[number];
