/** Questions to the address book web query service. [MS-DLX] 3.1.4, protocol notes 4.4 */
import { escapeXml } from '../xml/write-text.ts';

export const searchAction = 'DistributionListExpander/IAddressBook/SearchAbEntry';
export const expandAction = 'DistributionListExpander/IDistributionListExpander/QueryDLMembers';

/** What a name, an address or an alias may begin with. */
const BY_WORDS = 'givenName,sn,displayName,mail,mailNickname,msRTCSIP-PrimaryUserAddress';
const BY_NUMBER = 'telephoneNumber,homePhone,mobile,otherTelephone';
const BY_ADDRESS = 'msRTCSIP-PrimaryUserAddress';
const RETURNED =
  'displayName,msRTCSIP-PrimaryUserAddress,title,company,department,physicalDeliveryOfficeName,country,mail,telephoneNumber,' +
  'homePhone,mobile,otherTelephone,photoRelPath,photoSize,photoHash,groupType';

export type SearchBy = 'words' | 'number' | 'address';

const FIELDS: Readonly<Record<SearchBy, string>> = { words: BY_WORDS, number: BY_NUMBER, address: BY_ADDRESS };

/** The body of a search for entries with a field that begins with the text; at most `most` are wanted. */
export function writeSearch(text: string, by: SearchBy, most: number): string {
  return [
    '<SearchAbEntry xmlns="DistributionListExpander"><AbEntryRequest>',
    `<BasicSearch><SearchList>${FIELDS[by]}</SearchList><Value>${escapeXml(text)}</Value><Verb>BeginsWith</Verb></BasicSearch>`,
    `<Metadata><FromDialPad>${by === 'number'}</FromDialPad><MaxResultNum>${most}</MaxResultNum><ReturnList>${RETURNED}</ReturnList></Metadata>`,
    '</AbEntryRequest></SearchAbEntry>',
  ].join('');
}

/** The body of the question who is in a distribution group, by its mail address. */
export function writeExpansion(address: string): string {
  return `<QueryDLMembers xmlns="DistributionListExpander"><groupMailAddress>${escapeXml(address)}</groupMailAddress></QueryDLMembers>`;
}
