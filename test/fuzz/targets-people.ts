/** Readers of contact lists, presence and dial plans, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { isTagged, withTag } from '../../src/protocol/contacts/contact-extension.ts';
import { natureOf } from '../../src/protocol/contacts/group-extension.ts';
import { applyContacts } from '../../src/protocol/contacts/merge.ts';
import { readContacts } from '../../src/protocol/contacts/read.ts';
import { readPrivacy } from '../../src/protocol/contacts/read-privacy.ts';
import { memberChanges, standingsIn } from '../../src/protocol/contacts/relationship.ts';
import { writeListChange } from '../../src/protocol/contacts/write.ts';
import { cleanNumber } from '../../src/protocol/dial-plan/clean.ts';
import { compileDialPlan, normaliseNumber } from '../../src/protocol/dial-plan/normalise.ts';
import { readLocationProfile } from '../../src/protocol/dial-plan/read.ts';
import { readPresencePart, splitPresence } from '../../src/protocol/presence/read.ts';
import { readOwnState, readPublishFault } from '../../src/protocol/presence/read-self.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';

const contactLists = [
  '<contactList deltaNum="685"><group id="1" name="~" externalURI=""/><contact uri="garth@contoso.com" name="" groups="1 2 " subscribed="true"/></contactList>',
  '<contactList deltaNum="1"><group id="2" name="Pinned Contacts" externalURI="&lt;groupExtension groupType=&quot;pinnedGroup&quot;>&lt;email/>&lt;/groupExtension>"/><contact uri="a@b.c"><contactExtension><contactSettings tag="true"/><x:y xmlns:x="urn:x" x:z="1">t</x:y></contactExtension></contact></contactList>',
  '<contactDelta deltaNum="686" prevDeltaNum="685"><addedGroup id="3" name="New"/><modifiedContact uri="sip:garth@contoso.com" name="G" groups="3"/><deletedContact uri="a@b.c"/></contactDelta>',
];

const roamingSelf = [
  `<roamingData xmlns="${SIP_2006}roaming-self"><containers xmlns="${SIP_2006}containers"><container id="400" version="5"><member type="user" value="garth@contoso.com"/><member type="federated"/></container></containers><subscribers><subscriber user="new@contoso.com" displayName="New" acknowledged="false" type="sameEnterprise"/></subscribers><delegates version="2"><delegate uri="john@contoso.com" publish="false"/></delegates></roamingData>`,
];

const presence = [
  `<categories xmlns="${SIP_2006}categories" uri="sip:g@c.com"><category name="state" instance="1"><state><availability>6500</availability><activity token="in-a-meeting"/></state></category><category name="note"><note><body type="OOF">away</body></note></category><category name="contactCard" instance="3" publishTime="2026-11-20T09:00:00"><contactCard><identity><name><displayName>G</displayName></name></identity><phone type="work"><uri>tel:+1</uri></phone><address type="work"><city>Oslo</city></address><photo type="enterprise"><uri>https://x/</uri></photo></contactCard></category><category name="services"><services><service><capabilities><voice render="true"/></capabilities></service></services></category><category name="calendarData"><calendarData><freeBusy startTime="2026-11-20T00:00:00Z" granularity="PT15M">AAAAqqoA</freeBusy></calendarData></category></categories>`,
  `--b\r\nContent-Type: application/rlmi+xml\r\n\r\n<list><resource uri="sip:x@y.z"><instance id="0" state="resubscribe" poolFqdn="sip:p@y.z"/></resource></list>\r\n--b\r\nContent-Type: application/msrtc-event-categories+xml\r\n\r\n<categories uri="sip:x@y.z"/>\r\n--b--`,
  '<roamingData><categories uri="sip:k@c.com"><category name="state" instance="536870912" container="2" version="3"><state type="userState"><availability>9500</availability></state></category></categories></roamingData>',
  '<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details><operation index="1" curVersion="2"/></details></Fault>',
];

const profiles = [
  `<LocationProfileDescription><Name>UK</Name><Rule><Pattern>^(00)?([1-9])(\\d{5,})$</Pattern><Translation>+$2$3</Translation></Rule><Rule><Pattern>^\\+440(\\d{10}\\d?\\d?)</Pattern><Translation>+44\${1}$&amp;</Translation><InternalEnterpriseExtension>true</InternalEnterpriseExtension></Rule><ExternalAccessPrefix>9</ExternalAccessPrefix><OptimizeDeviceDialing>true</OptimizeDeviceDialing></LocationProfileDescription>`,
];

const patterns = [
  '^(999$|112$|123$|101$)',
  '^(?<cc>\\d{2})[^0-9-[5]]*(\\d+?)$',
  "^(?'a'\\d+)(?#x)\\u0031(?:x|EXT)?[[:digit:]]\\Z",
  '((\\d{1,9}){1,9})+(?=1)(?>2)\\k<a>',
];

export const peopleTargets: readonly FuzzTarget[] = [
  xmlTarget('contacts', contactLists, (text) => {
    const reading = readContacts(text);
    if (!reading.ok) return;
    const { list } = applyContacts(undefined, reading.document);
    for (const { name, externalUri } of list?.groups.values() ?? []) natureOf(name, externalUri);
    for (const contact of list?.contacts.values() ?? []) {
      assert.match(contact.uri, /^sip:[^@]+@/);
      // What others keep there is written back: it must be XML again, with our tag in it.
      const extension = withTag(contact.extension, true);
      assert.ok(isTagged(extension));
      const written = writeListChange({ kind: 'set-contact', contact: { ...contact, extension } }, 1);
      assert.ok(readXml(written).ok, written);
    }
  }),
  xmlTarget('privacy', roamingSelf, (text) => {
    const reading = readPrivacy(text);
    if (!reading.ok) return;
    const { containers = [], subscribers = [], delegates = [] } = reading.news;
    const standingOf = standingsIn(containers);
    for (const uri of [...delegates, ...subscribers.map((each) => each.uri)]) {
      assert.match(uri, /^sip:[^@]+@/);
      standingOf(uri, 'federated');
      assert.ok(memberChanges(containers, uri, 'blocked').length <= 5);
    }
  }),
  xmlTarget('presence', presence, (text) => {
    const bytes = new TextEncoder().encode(text);
    for (const type of ['application/msrtc-event-categories+xml', 'multipart/related;boundary=b']) {
      for (const document of splitPresence(type, bytes)) {
        const part = readPresencePart(document);
        const states = part.ok && 'person' in part ? part.person.categories.filter(({ name }) => name === 'state') : [];
        for (const { content } of states) if (content && 'value' in content) assert.ok(content.value <= 20_000);
      }
    }
    readOwnState(text);
    readPublishFault(text);
  }),
  xmlTarget('dial-plan', profiles, (text) => {
    const reading = readLocationProfile(text);
    if (!reading.ok) return;
    const plan = compileDialPlan(reading.profile);
    for (const typed of ['00441785123456', '901785123456', '+4401785123456', '999']) {
      assert.ok(normaliseNumber(plan, typed).result.length <= 2048);
    }
  }),
  textTarget('dial-pattern', patterns, (text) => {
    const rules = [{ pattern: text, translation: `+$1\${cc}`, internalExtension: false }];
    normaliseNumber(compileDialPlan({ name: 'fuzz', rules }), '1'.repeat(64));
    assert.equal(cleanNumber(cleanNumber(text)), cleanNumber(text));
  }),
];
