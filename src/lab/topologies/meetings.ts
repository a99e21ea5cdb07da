/** The meetings that exist when the lab starts. */
import type { MeetingPlan } from './topology.ts';

const usual = { policy: 'anonymous', lobbyForGuests: false, guestsAllowed: true, ended: false } as const;

const meetings: readonly MeetingPlan[] = [
  {
    ...usual,
    id: '2Z92HZZZ',
    title: 'Tailspin weekly',
    organizer: 'garth@tailspintoys.com',
    key: 'TSW7KEYQ',
    present: ['garth@tailspintoys.com', 'cynthia@tailspintoys.com'],
    note: 'Another company’s meeting: people of contoso.com come in as guests.',
  },
  {
    ...usual,
    id: 'L0BBY7TS',
    title: 'Tailspin product review',
    organizer: 'garth@tailspintoys.com',
    key: 'TPR4KEYW',
    lobbyForGuests: true,
    present: ['garth@tailspintoys.com'],
    note: 'Guests wait in the lobby until the organizer lets them in.',
  },
  {
    ...usual,
    id: 'N0GUESTS',
    title: 'Tailspin board',
    organizer: 'garth@tailspintoys.com',
    key: 'TBD9KEYE',
    guestsAllowed: false,
    present: ['garth@tailspintoys.com'],
    note: 'The organizer’s policy lets no guests in.',
  },
  {
    ...usual,
    id: 'ENDED5TS',
    title: 'Tailspin last week',
    organizer: 'garth@tailspintoys.com',
    key: 'TLW2KEYR',
    ended: true,
    present: [],
    note: 'This meeting has ended.',
  },
  {
    ...usual,
    id: 'C0NT0S01',
    title: 'Contoso stand-up',
    organizer: 'jeremy@contoso.com',
    key: 'CSU3KEYT',
    present: ['jeremy@contoso.com', 'vadim@contoso.com'],
    note: 'A meeting of contoso.com: its own people come in under their own names.',
  },
  {
    ...usual,
    id: 'C0NT0S02',
    title: 'Contoso release review',
    organizer: 'karenb@contoso.com',
    key: 'CRR5KEYP',
    present: ['jeremy@contoso.com'],
    note: 'Another meeting of contoso.com: karenb is its organizer and comes into it as such.',
  },
  {
    ...usual,
    id: 'C0NL1NE1',
    title: 'Contoso Online planning',
    organizer: 'garthf@contoso.onmicrosoft.com',
    key: 'COP6KEYY',
    present: ['garthf@contoso.onmicrosoft.com'],
    note: 'A meeting of a hosted tenant.',
  },
  {
    ...usual,
    id: 'TA1LNL1N',
    title: 'Tailspin Online launch',
    organizer: 'bonniek@tailspintoys.onmicrosoft.com',
    key: 'TOL8KEYU',
    present: ['bonniek@tailspintoys.onmicrosoft.com'],
    note: 'A meeting of a hosted tenant.',
  },
  {
    ...usual,
    id: 'FABR1K01',
    title: 'Fabrikam orders',
    organizer: 'kim.akers@fabrikam.com',
    key: 'FAO1KEYI',
    present: ['kim.akers@fabrikam.com'],
    note: 'Fabrikam is federated with contoso.com: its people come in under their own names.',
  },
];

/** The meetings organised by people of one domain. */
export function meetingsOf(domain: string): readonly MeetingPlan[] {
  return meetings.filter((meeting) => meeting.organizer.endsWith(`@${domain}`));
}
