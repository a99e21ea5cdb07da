/** Questions for what somebody missed, and marking it read. [MS-OXWSSRCH] 3.1.4.2, [MS-OXWSFOLD], [MS-OXWSCORE] 3.1.4.9, [MS-OXOUM] 2.2.2.1 */
import { escapeXml } from '../xml/write-text.ts';

export const mostMissed = 100;

/** What Exchange and the clients write when nobody answers, and recorded messages. */
const missedClasses = ['IPM.Note.Microsoft.Missed', 'IPM.Note.Microsoft.Voicemail'] as const;

/** A folder every mailbox has by name, or one whose id was found. */
export type FolderPlace = { readonly name: 'inbox' | 'conversationhistory' } | { readonly id: string };

/** MAPI's number of the property that holds a caller's telephone number. [MS-OXPROPS] 2.1008 */
export const telephoneTag = '0x6802';
/** And of the sender's mail address: a list of items names people without it. [MS-OXPROPS] PidTagSenderSmtpAddress */
export const senderTag = '0x5D01';

/** Asks for the newest missed items of some folders; one answer comes per folder. */
export function writeFindMissed(folders: readonly FolderPlace[]): string {
  const classes = missedClasses.map(
    (name) =>
      '<t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:ItemClass"/>' +
      `<t:Constant Value="${name}"/></t:Contains>`,
  );
  return [
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>',
    ...['item:ItemClass', 'item:Subject', 'item:DateTimeReceived', 'message:From', 'message:IsRead'].map(
      (field) => `<t:FieldURI FieldURI="${field}"/>`,
    ),
    ...[telephoneTag, senderTag].map((tag) => `<t:ExtendedFieldURI PropertyTag="${tag}" PropertyType="String"/>`),
    '</t:AdditionalProperties></m:ItemShape>',
    `<m:IndexedPageItemView MaxEntriesReturned="${mostMissed}" Offset="0" BasePoint="Beginning"/>`,
    `<m:Restriction><t:Or>${classes.join('')}</t:Or></m:Restriction>`,
    '<m:SortOrder><t:FieldOrder Order="Descending"><t:FieldURI FieldURI="item:DateTimeReceived"/></t:FieldOrder></m:SortOrder>',
    `<m:ParentFolderIds>${folders.map(folderXml).join('')}</m:ParentFolderIds></m:FindItem>`,
  ].join('');
}

/** Asks for a folder of this name directly below the mailbox's root: servers before 2013 know it by no other. */
export function writeFindFolder(displayName: string): string {
  return [
    '<m:FindFolder Traversal="Shallow"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>',
    '<m:IndexedPageFolderView MaxEntriesReturned="1" Offset="0" BasePoint="Beginning"/>',
    '<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="folder:DisplayName"/><t:FieldURIOrConstant>',
    `<t:Constant Value="${escapeXml(displayName)}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`,
    '<m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>',
  ].join('');
}

/** Marks items as read, whatever else has changed in them. */
export function writeMarkRead(ids: readonly string[]): string {
  const change = (id: string) =>
    `<t:ItemChange><t:ItemId Id="${escapeXml(id)}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="message:IsRead"/>` +
    '<t:Message><t:IsRead>true</t:IsRead></t:Message></t:SetItemField></t:Updates></t:ItemChange>';
  return [
    '<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite"><m:ItemChanges>',
    ...ids.map(change),
    '</m:ItemChanges></m:UpdateItem>',
  ].join('');
}

function folderXml(folder: FolderPlace): string {
  return 'id' in folder
    ? `<t:FolderId Id="${escapeXml(folder.id)}"/>`
    : `<t:DistinguishedFolderId Id="${folder.name}"/>`;
}
