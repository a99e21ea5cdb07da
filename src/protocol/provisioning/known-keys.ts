/** Which settings of which group have a name in the specification, and where each belongs. [MS-SIPREGE] 2.2.2.5.1 to 2.2.2.5.12 */
import type { SectionId } from '../../shared/model/provisioning.ts';

/** Keys in lower case, separated by blanks, by the section they stand in. */
type KeysBySection = Readonly<Partial<Record<SectionId, string>>>;

interface GroupRule {
  /** Where a key goes that the lists do not name. */
  readonly section: SectionId;
  readonly keys: KeysBySection;
}

const SERVER: KeysBySection = {
  'media-ports':
    'ucportrangeenabled ucminmediaport ucmaxmediaport ucminsipdynamicport ucmaxsipdynamicport ucminaudioport ucmaxaudioport ' +
    'ucminvideoport ucmaxvideoport ucminappsharingport ucmaxappsharingport ucminfiletransferport ucmaxfiletransferport qosenabled ' +
    'enableincallqos incallqosintervalseconds ucdiffservvoice ucvoice802_1p',
  voice:
    'callparkserveruri responsegroupserviceinternalurl responsegroupserviceexternalurl responsegroupserviceinternalagenturl ' +
    'responsegroupserviceexternalagenturl botsipurifortestcall ucpc2pcavencryption',
  bandwidth: 'enablebwpolicycheck ucmaxvideorateallowed',
  location: 'uclocationprofile lisinternalurl lisexternalurl',
  voicemail: 'voicemailuri ucexchangemwipoll',
  server:
    'abswebserviceenabled absinternalserverurl absexternalserverurl abwqinternalurl abwqexternalurl dlxinternalurl dlxexternalurl ' +
    'dlxenabled updatesserverinternalurl updatesserverexternalurl updatesserverenabled organization helpdeskinternalurl ' +
    'helpdeskexternalurl consoledownloadinternalurl consoledownloadexternalurl ucenforcepinlock ucminpinlength ucphonetimeout ' +
    'ucenablesipsecuritymode ucenableuserlogging logginglevel pooluri mrasuri qosuri cwainternaluri cwaexternaluri focusfactoryuri ' +
    'ewsinternalurl ewsexternalurl',
};

const MEETING: KeysBySection = {
  conferencing:
    'enablep2pvideo enablep2pfiletransfer enablep2precording allowappsharingforexternalmeeting allowexternalusercontrol audiobitrate ' +
    'allowpolls meetingsize allowusertoschedulemeetingswithappsharing allowedappdesktopsharinglevel allowrecording ' +
    'retainpptforexternalmeeting allowannotations filetransferbitrate allowipaudio allowipvideo videobitrate allowfiletransfer ' +
    'maxconferencevideoresolution allowparticipantcontrol allowexternaluserrecording enablepstnconferencing allowanonymousparticipants ' +
    'enableappdesktopsharing enabledatacollaboration appsharingbitrate trustedconferencingpinrequired name colordepth',
};

const ENDPOINT: KeysBySection = {
  client:
    'showrecentcontacts showmanageprivacyrelationships disablemusiconhold attendantsafetransfer musiconholdaudiofile ' +
    'customlinkinerrormessages customstateurl disablepoordevicewarnings disablepoornetworkwarnings ' +
    'blockconversationfromfederatedcontacts calendarstatepublicationinterval enablecalllogautoarchiving enableappearoffline ' +
    'enableconversationwindowtabs enableeventlogging enablefullscreenvideopreviewdisabled enablesqmdata enabletracing enableurl ' +
    'enableimautoarchiving disableemailcomparisoncheck disablecalendarpresence disableemoticons disablefederatedpromptdisplayname ' +
    'disablefreebusyinfo disablehandsetonlockedmachine disablehtmlim disableinkim disablertfim disablesavingim ' +
    'disablemeetingsubjectandlocation disableonenote12integration disableonlinecontextualsearch disablephonepresence ' +
    'disablepicpromptdisplayname disablepresencenote absusage allowunencryptedfiletransfer autodiscoveryretryinterval ' +
    'conferenceimidletimeout dgrefreshinterval excludedcontactfolders imwarning mapipollinterval maximumnumberofcontacts ' +
    'notificationfornewsubscribers playabbrdialtone searchprefixflags taburl webservicepollinterval disablefeedstab ' +
    'enableenterprisecustomizedhelp customizedhelpurl disablecontactcardorganizationtab enablehotdesking hotdeskingtimeout ' +
    'spsearchinternalurl spsearchexternalurl spsearchcenterinternalurl spsearchcenterexternalurl enableexchangedelegatesyncup ' +
    'enablecontactsync p2pappsharingencryption exchangecontactstoreallowed maximumdgsallowedincontactlist bitsserveraddressexternal ' +
    'bitsserveraddressinternal showaliasoncontactcard enablevoipcalldefault sendfeedbackurl enablebackgrounddatacollection ' +
    'enableissuereports enablebugfiling',
  photo: 'photousage maxphotosizekb showsharepointphotoeditlink photourl',
};

const LOCATION: KeysBySection = {
  emergency:
    'enhancedemergencyservicesenabled emergencyservicedisclaimer emergencydialstring emergencydialmask emergencynumbers ' +
    'notificationuri conferenceuri conferencemode',
  location: 'locationpolicytagid locationrequired locationrefreshinterval uselocationfore911only',
  'pstn-usages': 'pstnusage',
};

/** By the group's name in lower case. */
const GROUPS: Readonly<Record<string, GroupRule>> = {
  serverconfiguration: { section: 'server', keys: SERVER },
  meetingpolicy: { section: 'conferencing', keys: MEETING },
  ucpolicy: {
    section: 'voice',
    keys: {
      voice:
        'allowsimultaneousringing name enablecalltransfer enablecallpark allowcallforwarding enableteamcall enabledelegation ' +
        'enablemaliciouscalltrace enablevoicemail',
      bandwidth: 'enablebwpolicyoverride',
      'pstn-usages': 'pstnusages',
    },
  },
  usersetting: {
    section: 'user-data',
    keys: {
      'user-data': 'disablefiletransfer ucuserlocationprofile commonareaphone telephonymode lineuri',
      voicemail: 'exumenabled exumurl',
    },
  },
  endpointconfiguration: { section: 'client', keys: ENDPOINT },
  locationpolicy: { section: 'emergency', keys: LOCATION },
  mediaconfiguration: {
    section: 'bandwidth',
    keys: { bandwidth: 'bypassenabled internalbypassmode externalbypassmode bypassid maximumvideoratebps' },
  },
  presencepolicyv2: {
    section: 'client',
    keys: { client: 'enableprivacymode autoinitiatecontacts displaypublishediminfo' },
  },
  publicproviders: {
    section: 'partners',
    keys: { partners: 'publicproviders enablefederationaccess enablepubliccloudaccess enableoutsideaccess' },
  },
  persistentchatconfiguration: {
    section: 'persistent-chat',
    keys: {
      'persistent-chat':
        'enablepersistentchat defaultpersistentchatpooluri persistentchaturi persistentchatwebmanagerurl',
    },
  },
  callviaworkconfiguration: {
    section: 'call-via-work',
    keys: { 'call-via-work': 'enablecallviawork useadmincallbacknumber admincallbacknumber' },
  },
};

/** Key in lower case to its section, per group: made once, from the lists above. */
const PLACES: ReadonlyMap<string, ReadonlyMap<string, SectionId>> = new Map(
  Object.entries(GROUPS).map(([group, { keys }]) => [group, placesOf(keys)]),
);

function placesOf(keys: KeysBySection): ReadonlyMap<string, SectionId> {
  const places = new Map<string, SectionId>();
  for (const [section, list] of Object.entries(keys)) {
    for (const key of list.split(' ')) places.set(key, section as SectionId);
  }
  return places;
}

export interface Place {
  readonly section: SectionId;
  readonly known: boolean;
}

/** Where a setting belongs: an unknown key stands with its group, a group that nobody knows under `other`. */
export function placeOf(group: string, key: string): Place {
  const name = group.toLowerCase();
  const rule = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
  if (!rule) return { section: 'other', known: false };
  const section = PLACES.get(name)?.get(key.toLowerCase());
  return section ? { section, known: true } : { section: rule.section, known: false };
}
