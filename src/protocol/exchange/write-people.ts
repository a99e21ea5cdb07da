/** Questions for a photo and for contacts that live in Exchange; servers since 2013 answer them. [MS-OXWSPHOTO], [MS-OXWSCONT] */
import { escapeXml } from '../xml/write-text.ts';

export const photoSizes = ['HR48x48', 'HR96x96', 'HR240x240'] as const;

export type PhotoSize = (typeof photoSizes)[number];

/** Asks for somebody's photo. */
export function writeGetPhoto(address: string, size: PhotoSize): string {
  return `<m:GetUserPhoto><m:Email>${escapeXml(address)}</m:Email><m:SizeRequested>${size}</m:SizeRequested></m:GetUserPhoto>`;
}

/** Asks for the groups and people of a contact list that was moved to Exchange. */
export function writeGetContacts(): string {
  return '<m:GetImItemList/>';
}
