/** The requests the simulated Exchange takes, as their schema has them. [MS-OXWSSRCH] 6, [MS-OXWSCORE] 6, [MS-OXWAVLS] 6, [MS-OXWOOF] 6 */
import { maybe, once, type Part, type Shape, some } from './schema.ts';

const ANY = /\S/;
const NUMBER = /^\d{1,9}$/;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const ZONELESS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?$/;
const FIELD = /^(?:item|calendar|message|folder):[A-Za-z]{2,40}$/;

const words: Shape = { text: ANY };
const number: Shape = { text: /^-?\d{1,9}$/ };
const field: Shape = { attributes: { FieldURI: FIELD } };
const extendedField: Shape = {
  attributes: {
    PropertyTag: /^0x[0-9a-fA-F]{4}$/,
    DistinguishedPropertySetId: /^(?:PublicStrings|Appointment|Meeting|Common|InternetHeaders|UnifiedMessaging)$/,
    PropertySetId: /^[0-9a-fA-F-]{36}$/,
    PropertyName: ANY,
    PropertyType: /^(?:String|Integer|Boolean|SystemTime)$/,
  },
  mayLack: ['PropertyTag', 'DistinguishedPropertySetId', 'PropertySetId', 'PropertyName'],
};
const anyField = { 't:FieldURI': field, 't:ExtendedFieldURI': extendedField };
const itemId: Shape = { attributes: { Id: ANY, ChangeKey: ANY }, mayLack: ['ChangeKey'] };
const folderIds = some({
  't:DistinguishedFolderId': { attributes: { Id: /^[a-z]{2,40}$/ } },
  't:FolderId': itemId,
});

const itemShape: Shape = {
  parts: [
    once({ 't:BaseShape': { text: /^(?:IdOnly|Default|AllProperties)$/ } }),
    maybe({ 't:IncludeMimeContent': { text: /^(?:true|false)$/ } }),
    maybe({ 't:BodyType': { text: /^(?:Best|HTML|Text)$/ } }),
    maybe({ 't:AdditionalProperties': { parts: [some(anyField)] } }),
  ],
};
const constant: Shape = { attributes: { Value: /^[\s\S]*$/ } };
const contains: Shape = {
  attributes: {
    ContainmentMode: /^(?:FullString|Prefixed|Substring|PrefixOnWords|ExactPhrase)$/,
    ContainmentComparison: /^(?:Exact|IgnoreCase|Loose)$/,
  },
  mayLack: ['ContainmentMode', 'ContainmentComparison'],
  parts: [once(anyField), once({ 't:Constant': constant })],
};
const isEqualTo: Shape = {
  parts: [once(anyField), once({ 't:FieldURIOrConstant': { parts: [once({ 't:Constant': constant })] } })],
};
const condition = { 't:Contains': contains, 't:IsEqualTo': isEqualTo };
const restriction: Shape = { parts: [once({ ...condition, 't:Or': { parts: [some(condition)] } })] };
const page: Shape = {
  attributes: { MaxEntriesReturned: NUMBER, Offset: NUMBER, BasePoint: /^(?:Beginning|End)$/ },
  mayLack: ['MaxEntriesReturned'],
};
const shallow = { Traversal: /^Shallow$/ } as const;

const findItem: readonly Part[] = [
  once({ 'm:ItemShape': itemShape }),
  maybe({
    'm:IndexedPageItemView': page,
    'm:CalendarView': {
      attributes: { MaxEntriesReturned: /^[1-9]\d{0,8}$/, StartDate: UTC, EndDate: UTC },
      mayLack: ['MaxEntriesReturned'],
    },
  }),
  maybe({ 'm:Restriction': restriction }),
  maybe({
    'm:SortOrder': {
      parts: [
        some({ 't:FieldOrder': { attributes: { Order: /^(?:Ascending|Descending)$/ }, parts: [once(anyField)] } }),
      ],
    },
  }),
  once({ 'm:ParentFolderIds': { parts: [folderIds] } }),
];

const findFolder: readonly Part[] = [
  once({ 'm:FolderShape': { parts: [once({ 't:BaseShape': { text: /^(?:IdOnly|Default)$/ } })] } }),
  maybe({ 'm:IndexedPageFolderView': page }),
  maybe({ 'm:Restriction': restriction }),
  once({ 'm:ParentFolderIds': { parts: [folderIds] } }),
];

const change: Shape = {
  parts: [
    once({ 't:ItemId': itemId }),
    once({
      't:Updates': {
        parts: [
          some({
            't:SetItemField': {
              parts: [
                once({ 't:FieldURI': field }),
                once({ 't:Message': { parts: [once({ 't:IsRead': { text: /^(?:true|false)$/ } })] } }),
              ],
            },
          }),
        ],
      },
    }),
  ],
};

const zoneChange: Shape = {
  parts: [
    once({ 't:Bias': number }),
    once({ 't:Time': { text: /^\d\d:\d\d:\d\d$/ } }),
    once({ 't:DayOrder': number }),
    once({ 't:Month': number }),
    once({ 't:DayOfWeek': words }),
    maybe({ 't:Year': words }),
  ],
};
const email: Shape = {
  parts: [maybe({ 't:Name': words }), once({ 't:Address': { text: /@/ } }), maybe({ 't:RoutingType': words })],
};
const availability: readonly Part[] = [
  once({
    't:TimeZone': {
      parts: [
        once({ 't:Bias': number }),
        once({ 't:StandardTime': zoneChange }),
        once({ 't:DaylightTime': zoneChange }),
      ],
    },
  }),
  once({
    'm:MailboxDataArray': {
      parts: [
        some({
          't:MailboxData': {
            parts: [
              once({ 't:Email': email }),
              once({ 't:AttendeeType': { text: /^(?:Organizer|Required|Optional|Room|Resource)$/ } }),
              maybe({ 't:ExcludeConflicts': { text: /^(?:true|false)$/ } }),
            ],
          },
        }),
      ],
    },
  }),
  once({
    't:FreeBusyViewOptions': {
      parts: [
        once({
          't:TimeWindow': {
            parts: [once({ 't:StartTime': { text: ZONELESS } }), once({ 't:EndTime': { text: ZONELESS } })],
          },
        }),
        maybe({ 't:MergedFreeBusyIntervalInMinutes': { text: /^\d{1,4}$/ } }),
        maybe({ 't:RequestedView': { text: /^(?:None|MergedOnly|FreeBusy|FreeBusyMerged|Detailed|DetailedMerged)$/ } }),
      ],
    },
  }),
];

/** By the request's name. */
export const requestShapes: Readonly<Record<string, Shape>> = {
  FindItem: { attributes: shallow, parts: findItem },
  FindFolder: { attributes: shallow, parts: findFolder },
  GetItem: {
    parts: [once({ 'm:ItemShape': itemShape }), once({ 'm:ItemIds': { parts: [some({ 't:ItemId': itemId })] } })],
  },
  UpdateItem: {
    attributes: {
      MessageDisposition: /^(?:SaveOnly|SendOnly|SendAndSaveCopy)$/,
      ConflictResolution: /^(?:NeverOverwrite|AutoResolve|AlwaysOverwrite)$/,
    },
    parts: [once({ 'm:ItemChanges': { parts: [some({ 't:ItemChange': change })] } })],
  },
  GetUserAvailabilityRequest: { parts: availability },
  GetUserOofSettingsRequest: { parts: [once({ 't:Mailbox': email })] },
  GetUserPhoto: {
    parts: [once({ 'm:Email': { text: /@/ } }), once({ 'm:SizeRequested': { text: /^HR\d{2,3}x\d{2,3}$/ } })],
  },
  GetImItemList: {},
};

/** Fields by the first schema that knows them; what is in neither list, no server knows. */
export const knownFields: ReadonlySet<string> = new Set([
  'item:ItemClass',
  'item:Subject',
  'item:Sensitivity',
  'item:Body',
  'item:DateTimeReceived',
  'message:From',
  'message:IsRead',
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:LegacyFreeBusyStatus',
  'calendar:Location',
  'calendar:IsMeeting',
  'calendar:IsCancelled',
  'calendar:MyResponseType',
  'calendar:Organizer',
  'folder:DisplayName',
]);
export const fieldsSince2013: ReadonlySet<string> = new Set(['calendar:JoinOnlineMeetingUrl']);
export const requestsSince2013: ReadonlySet<string> = new Set(['GetUserPhoto', 'GetImItemList']);
export const foldersSince2013: ReadonlySet<string> = new Set(['conversationhistory']);
