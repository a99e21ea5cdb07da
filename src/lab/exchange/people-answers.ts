/** Photos, and contact lists as they look once they were moved to Exchange. [MS-OXWSPHOTO], [MS-OXWSCONT] */
import { textOf } from '../../protocol/xml/find.ts';
import type { ContactList } from '../contacts/contact-list.ts';
import { xml } from '../sip/xml-text.ts';
import type { Company } from '../topologies/topology.ts';
import { verdict } from './answers.ts';
import type { Asked } from './find-items.ts';
import { NS } from './schema.ts';

/** The contact list of one owner, empty for somebody who has none. */
export type ListOf = (owner: string) => Pick<ContactList, 'groups' | 'contacts'>;

/** A grey square of one pixel: who looks at it sees at once that it is no person's. */
const PHOTO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** Everybody of the company has the same photo; nobody else has one. */
export function userPhoto({ call }: Asked, company: Company): string {
  const address = (textOf(call, 'Email') ?? '').toLowerCase();
  const open = `<m:GetUserPhotoResponse xmlns:m="${NS.m}" `;
  if (!company.people.some((person) => person.address.toLowerCase() === address)) {
    return `${open}${verdict({ code: 'ErrorItemNotFound', text: 'There is no photo.' })}</m:GetUserPhotoResponse>`;
  }
  return `${open}ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:HasChanged>true</m:HasChanged><m:PictureData>${PHOTO}</m:PictureData></m:GetUserPhotoResponse>`;
}

/** The list that the registrar keeps, as it is now, in Exchange's form. */
export function imItemList({ mailbox }: Asked, company: Company, listOf: ListOf): string {
  const list = listOf(mailbox.owner);
  const nameOf = (address: string) =>
    company.people.find((person) => person.address.toLowerCase() === address)?.displayName ?? address;
  const memberId = (address: string) => Buffer.from(`contact ${address}`, 'utf8').toString('base64');
  const groups = list.groups.map(({ id, name }) => {
    const members = list.contacts.filter((contact) => contact.groups.includes(id));
    const items = members.map(({ address }) => `<t:ItemId Id="${memberId(address)}" ChangeKey="EQAAAA=="/>`).join('');
    const correlation = items === '' ? '' : `<t:MemberCorrelationKey>${items}</t:MemberCorrelationKey>`;
    return [
      `<t:ImGroup><t:DisplayName>${xml(name === '~' ? 'Other Contacts' : name)}</t:DisplayName><t:GroupType>${typeOf(name)}</t:GroupType>`,
      `<t:ExchangeStoreId Id="${Buffer.from(`group ${id}`, 'utf8').toString('base64')}" ChangeKey="EgAAAA=="/>${correlation}</t:ImGroup>`,
    ].join('');
  });
  const personas = list.contacts.map(({ address, name }) =>
    [
      `<t:Persona><t:PersonaId Id="${Buffer.from(`persona ${address}`, 'utf8').toString('base64')}"/><t:PersonaType>Person</t:PersonaType>`,
      `<t:DisplayName>${xml(name || nameOf(address))}</t:DisplayName><t:ImAddress>${xml(address)}</t:ImAddress>`,
      `<t:Attributions><t:Attribution><t:Id>0</t:Id><t:SourceId Id="${memberId(address)}" ChangeKey="EQAAAA=="/></t:Attribution></t:Attributions></t:Persona>`,
    ].join(''),
  );
  const open = `<m:GetImItemListResponse xmlns:m="${NS.m}" xmlns:t="${NS.t}" ResponseClass="Success">`;
  return `${open}<m:ResponseCode>NoError</m:ResponseCode><m:ImItemList><t:Groups>${groups.join('')}</t:Groups><t:Personas>${personas.join('')}</t:Personas></m:ImItemList></m:GetImItemListResponse>`;
}

function typeOf(name: string): string {
  if (name === '~') return 'IPM.DistList.MOC.OtherContacts';
  return name === 'Pinned Contacts' ? 'IPM.DistList.MOC.Favorites' : 'IPM.DistList.MOC.UserGroup';
}
