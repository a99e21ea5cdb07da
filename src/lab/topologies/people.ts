/** The simulated people of each company. Their passwords are public: they open nothing but the lab. */
import type { Manner } from '../people/manners.ts';
import type { LabPerson } from './topology.ts';

/** Availability numbers by the state they stand for. [MS-PRES] 3.7.5.5 */
const AVAILABLE = 3500;
const BUSY = 6500;
const DO_NOT_DISTURB = 9500;
const BE_RIGHT_BACK = 12500;
const AWAY = 15500;
const OFFLINE = 18500;

type Row = readonly [user: string, displayName: string, title: string, availability: number, note?: string];

const contoso: readonly Row[] = [
  ['karen', 'Karen Berg', 'Program Manager', OFFLINE],
  ['karenb', 'Karen Berg', 'Program Manager', OFFLINE],
  ['jeremy', 'Jeremy Los', 'Engineering Lead', AVAILABLE, 'Build is green'],
  ['vadim', 'Vadim Korepin', 'Engineer', BUSY],
  ['many', 'Mandar Samant', 'Switchboard', OFFLINE],
  ['alicia', 'Alicia Thornber', 'Engineer', AVAILABLE],
  ['andreas', 'Andreas Herbinger', 'Engineer', AWAY],
  ['anu', 'Anu Deshpande', 'Test Engineer', AVAILABLE, 'In the test lab until noon'],
  ['cesar', 'Cesar Garcia', 'Engineer', BUSY, 'In a meeting'],
  ['diane', 'Diane Prescott', 'Engineer', DO_NOT_DISTURB],
  ['eran', 'Eran Harel', 'Architect', BE_RIGHT_BACK],
  ['fadi', 'Fadi Fakhouri', 'Engineer', OFFLINE, 'On holiday, back on Monday'],
  ['holly', 'Holly Holt', 'Sales Manager', AVAILABLE],
  ['ines', 'Inês Gonçalves', 'Designer', AVAILABLE],
  ['jan', 'Jan Dryml', 'Sales', AWAY],
  ['lene', 'Lene Aaling', 'Sales', BUSY],
  ['molly', 'Molly Dempsey', 'Engineer', AVAILABLE],
  ['pavel', 'Pavel Bansky', 'Engineer', AVAILABLE],
  ['sanjay', 'Sanjay Patel', 'Sales', AVAILABLE],
  ['yuki', 'Yuki Ōkawa', 'Engineer', AWAY],
  ['echo', 'Echo (simulated)', 'Says back what you say', AVAILABLE],
  ['slow', 'Slow Writer (simulated)', 'Types for a while', AVAILABLE],
  ['decliner', 'Decliner (simulated)', 'Says no', BUSY],
  ['absent', 'Absent (simulated)', 'Is signed in nowhere', OFFLINE],
  ['music', 'Music (simulated)', 'Plays to whoever calls', AVAILABLE],
  ['tone', 'Tone (simulated)', 'Sounds a tone and measures yours', AVAILABLE],
  ['busy', 'Busy (simulated)', 'Is on the telephone', BUSY],
  ['never', 'Never (simulated)', 'Lets it ring', AVAILABLE],
  ['declining', 'Declining (simulated)', 'Takes no call', AVAILABLE],
  ['forking', 'Forking (simulated)', 'Rings in two places', AVAILABLE],
  ['voicemail', 'Voicemail (simulated)', 'Records what you say', AVAILABLE],
  ['sdesonly', 'Keys by SIP (simulated)', 'Takes SRTP with keys from SIP alone', AVAILABLE],
  ['dtlsonly', 'Keys by DTLS (simulated)', 'Takes DTLS-SRTP alone', AVAILABLE],
  ['plainonly', 'No keys (simulated)', 'Takes RTP without keys alone', AVAILABLE],
  ['oldice', 'Old checks (simulated)', 'Checks ways as clients of 2010 do', AVAILABLE],
  ['reinvites', 'Reinviting (simulated)', 'Holds you, then shows a picture', AVAILABLE],
  ['transfers', 'Transferring (simulated)', 'Sends you on', AVAILABLE],
];

const tailspin: readonly Row[] = [
  ['garth', 'Garth Fort', 'Head of Toys', AVAILABLE],
  ['cynthia', 'Cynthia Carey', 'Toy Designer', AVAILABLE],
  ['john', 'John Kane', 'Production', BUSY],
];

const contosoOnline: readonly Row[] = [
  ['garthf', 'Garth Fort', 'Consultant', AVAILABLE],
  ['terry', 'Terry Adams', 'Consultant', AWAY],
];

const tailspinOnline: readonly Row[] = [
  ['bonniek', 'Bonnie Kearney', 'Marketing', AVAILABLE],
  ['toby', 'Toby Nixon', 'Marketing', OFFLINE],
];

const fabrikam: readonly Row[] = [
  ['kim.akers', 'Kim Akers', 'Purchasing', AVAILABLE],
  ['ann', 'Ann Beebe', 'Purchasing', BUSY],
];

const litware: readonly Row[] = [
  ['robin', 'Robin Wood', 'Facilities', AVAILABLE],
  ['anna', 'Anna Lidman', 'Facilities', AWAY],
];

const rowsByDomain: Readonly<Record<string, readonly Row[]>> = {
  'contoso.com': contoso,
  'tailspintoys.com': tailspin,
  'contoso.onmicrosoft.com': contosoOnline,
  'tailspintoys.onmicrosoft.com': tailspinOnline,
  'fabrikam.com': fabrikam,
  'litwareinc.com': litware,
};

/** People may choose any letters: these are none of Latin-1, and one is none of 16 bits. */
const unusualPasswords: Readonly<Record<string, string>> = { yuki: 'lab-大川-ūñí-🗝-2015' };

/** They are there to be called; messages they say back. */
const telephones = [
  'music',
  'tone',
  'busy',
  'never',
  'declining',
  'forking',
  'voicemail',
  'sdesonly',
  'dtlsonly',
  'plainonly',
  'oldice',
  'reinvites',
  'transfers',
];

/** Nobody signs in as these. */
const mannersAtStart: Readonly<Record<string, Manner>> = {
  echo: 'echo',
  slow: 'slow',
  decliner: 'declines',
  absent: 'absent',
  ...Object.fromEntries(telephones.map((user) => [user, 'echo' as const])),
};

/** Colleagues who look as if they were there answer while nobody is signed in as them: whoever tries the lab is not told the opposite. */
const standInsAtStart: Readonly<Record<string, Manner>> = {
  ...Object.fromEntries(
    [
      'alicia',
      'andreas',
      'anu',
      'cesar',
      'eran',
      'holly',
      'ines',
      'jan',
      'lene',
      'molly',
      'pavel',
      'sanjay',
      'yuki',
    ].map((user) => [user, 'echo' as const]),
  ),
  diane: 'do-not-disturb',
};

const companyNames: Readonly<Record<string, string>> = {
  'contoso.com': 'Contoso',
  'tailspintoys.com': 'Tailspin Toys',
  'contoso.onmicrosoft.com': 'Contoso Online',
  'tailspintoys.onmicrosoft.com': 'Tailspin Online',
  'fabrikam.com': 'Fabrikam',
  'litwareinc.com': 'Litware',
};

/** Where somebody with that title works. */
const departments: readonly (readonly [RegExp, string])[] = [
  [/sales|marketing|purchasing/i, 'Sales'],
  [/engineer|architect|designer/i, 'Engineering'],
];

function departmentFor(title: string): string {
  return departments.find(([pattern]) => pattern.test(title))?.[1] ?? 'Operations';
}

/** The people of one domain; `netbios` is the company's part of `DOMAIN\user`. Empty for an unknown domain. */
export function peopleOf(domain: string, netbios: string): readonly LabPerson[] {
  return (rowsByDomain[domain] ?? []).map(([user, displayName, title, availability, note], index) => ({
    address: `${user}@${domain}`,
    displayName,
    password: unusualPasswords[user] ?? `lab-${user}-2015`,
    userName: `${netbios}\\${user}`,
    title,
    phone: `+44178520${String(1000 + index)}`,
    mobile: `+44770090${String(1000 + index)}`,
    company: companyNames[domain] ?? domain,
    department: departmentFor(title),
    office: `${1 + (index % 5)}/${String(index + 1).padStart(2, '0')}`,
    hasPhoto: true,
    availability,
    ...(note ? { note } : {}),
    federationEnabled: true,
    ...(mannersAtStart[user] ? { manner: mannersAtStart[user] } : {}),
    ...(standInsAtStart[user] ? { standIn: standInsAtStart[user] } : {}),
  }));
}
