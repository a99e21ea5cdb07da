/** What lies in the mailboxes when the lab starts. Whoever is not listed has an empty one. */
import type { MailboxPlan, PlannedMeeting } from './mailbox-plan.ts';

/** One now, with a way in; one later, whose way in stands in its words alone; one cancelled. */
function threeMeetings(showAs: 'Free' | 'Busy'): readonly PlannedMeeting[] {
  return [
    {
      subject: 'Contoso stand-up',
      startsInMinutes: -10,
      lastsMinutes: 40,
      location: 'Skype Meeting',
      organizer: 'jeremy@contoso.com',
      meetingId: 'C0NT0S01',
      response: 'Accept',
      showAs,
    },
    {
      subject: 'Tailspin weekly',
      startsInMinutes: 120,
      lastsMinutes: 60,
      organizer: 'garth@tailspintoys.com',
      meetingId: '2Z92HZZZ',
      link: 'body',
      response: 'Tentative',
      showAs: 'Tentative',
    },
    {
      subject: 'Cancelled: Budget',
      startsInMinutes: 240,
      lastsMinutes: 30,
      location: 'Room 4',
      organizer: 'holly@contoso.com',
      response: 'NoResponseReceived',
      showAs: 'Free',
      isCancelled: true,
    },
  ];
}

export const defaultMailboxes: readonly MailboxPlan[] = [
  {
    owner: 'karen@contoso.com',
    // Her calendar leaves her free, so that whoever signs in as Karen is available; karenb's makes her busy.
    meetings: threeMeetings('Free'),
    missed: [
      { kind: 'im', from: 'jeremy@contoso.com', minutesAgo: 35, subject: 'Missed conversation with Jeremy Los' },
      { kind: 'call', from: 'vadim@contoso.com', minutesAgo: 90, subject: 'Missed call from Vadim Korepin' },
      { kind: 'voicemail', from: '+441785200100', minutesAgo: 95, subject: 'Voice Mail (12 seconds)' },
      {
        kind: 'im',
        from: 'garth@tailspintoys.com',
        minutesAgo: 300,
        subject: 'Missed conversation with Garth Fort',
        isRead: true,
      },
    ],
    outOfOffice: { state: 'Disabled', reply: '' },
  },
  { owner: 'karenb@contoso.com', meetings: threeMeetings('Busy'), missed: [] },
  {
    owner: 'robin@litwareinc.com',
    meetings: [
      {
        subject: 'Load balancer, again',
        startsInMinutes: -5,
        lastsMinutes: 55,
        organizer: 'anna@litwareinc.com',
        response: 'Accept',
        showAs: 'Busy',
      },
    ],
    missed: [
      { kind: 'im', from: 'anna@litwareinc.com', minutesAgo: 15, subject: 'Missed conversation with Anna Lidman' },
    ],
  },
  {
    owner: 'kim.akers@fabrikam.com',
    meetings: [
      {
        subject: 'Fabrikam orders',
        startsInMinutes: 30,
        lastsMinutes: 30,
        meetingId: 'FABR1K01',
        link: 'conf-link',
        response: 'Organizer',
        showAs: 'Busy',
      },
    ],
    missed: [],
    outOfOffice: {
      state: 'Enabled',
      reply:
        '<html><head><style>p { margin: 0 }</style></head><body><p>On the road &amp; back on Monday.</p></body></html>',
    },
  },
];
