/** The words of "Configuration information". */
import { type ConfigurationWords, plainConfigurationWords } from '../../../shared/model/configuration-words.ts';
import type { MissingOffer } from '../../../shared/model/policy.ts';
import type { SectionId } from '../../../shared/model/provisioning.ts';

export const configurationTexts = {
  name: 'Setting',
  value: 'Value',
  status: 'Status',
  copyName: 'Copy everything',
  refresh: 'Refresh',
  refreshing: 'Refreshing',
  offers: 'Offered by your company, not by Offhook',
  offersHint: 'Use another client for these.',
  offer: (name: string, key: string) => `${name} (${key})`,
  problems: 'Parts that could not be read',
  problemsHint: 'The rest holds all the same.',
  nothingSent: 'The server has sent no settings.',
  signedOut: 'What the server sends appears here once you are signed in.',
  empty: '(empty)',
  unknownKey: '— not known to Offhook',
} as const;

export const offerWords: Record<MissingOffer['id'], string> = {
  'persistent-chat': 'Persistent Chat',
  'call-via-work': 'Call via Work',
};

export const sectionWords: Record<SectionId, string> = {
  conferencing: 'Conferencing policy',
  'media-ports': 'Media ports and quality of service',
  client: 'Client policy',
  voice: 'Voice policy',
  emergency: 'Emergency calls',
  bandwidth: 'Bandwidth (call admission control)',
  location: 'Location',
  'pstn-usages': 'PSTN usages',
  'persistent-chat': 'Persistent Chat',
  photo: 'Photos',
  voicemail: 'Voicemail',
  'user-data': 'User data',
  'call-via-work': 'Call via Work',
  server: 'Servers',
  partners: 'Partners and public providers',
  other: 'Other',
};

/** Of the facts; their names stand as Microsoft's own window has them, since support compares by these. */
export const factWords: ConfigurationWords = plainConfigurationWords;
