/** What the client asks for in band. [MS-SIPREGE] 2.2.2.1, 2.2.2.4 */
import { escapeXml } from '../xml/write-text.ts';

export const provisioningEvent = 'vnd-microsoft-provisioning-v2';
/** Of the question and of the answer alike. */
export const provisioningType = 'application/vnd-microsoft-roaming-provisioning-v2+xml';

/** Grammars are not among them: they describe presence containers, tens of kilobytes that nobody here would read. */
const GROUPS = [
  'ServerConfiguration',
  'meetingPolicy',
  'ucPolicy',
  'userSetting',
  'endpointConfiguration',
  'locationPolicy',
  'mediaConfiguration',
  'presencePolicyV2',
  'publicProviders',
  'persistentChatConfiguration',
  'callViaWorkConfiguration',
] as const;

/** The body of the SUBSCRIBE: every group this client has a place for. */
export function writeProvisioningRequest(): string {
  const groups = GROUPS.map((name) => `<provisioningGroup name="${escapeXml(name)}"/>`).join('');
  return `<provisioningGroupList xmlns="http://schemas.microsoft.com/2006/09/sip/provisioninggrouplist">${groups}</provisioningGroupList>`;
}
