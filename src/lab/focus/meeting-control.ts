/** A meeting in the hands of its simulated organiser, and of testers. */
import type { LabMeetingControl } from '../api.ts';
import { type Meeting, simulatedSeat } from './meetings.ts';

const MOST_AT_ONCE = 1000;

const GIVEN = ['Amy', 'Bart', 'Carla', 'Dan', 'Eva', 'Fred', 'Gina', 'Hugo', 'Iris', 'Jorge'] as const;
const FAMILY = ['Alberts', 'Duncan', 'Francis', 'Hjort', 'Ito', 'Kotas', 'Larsen', 'Nash', 'Poland', 'Reiter'] as const;

/** The controls of one meeting; each takes effect, and is told to everybody, before it returns. */
export function createMeetingControl(
  { conference, plan }: Meeting,
  randomHex: (bytes: number) => string,
): LabMeetingControl {
  const domain = plan.organizer.split('@')[1] ?? '';
  let added = 0;
  return {
    participants: () =>
      conference.seats.map(({ entity, displayName, authMethod, status }) => ({
        entity,
        displayName,
        anonymous: authMethod === 'anonymous',
        state: status,
      })),
    setPolicy: (policy) => conference.setPolicy(policy),
    admit: (entity) => conference.admit(entity),
    deny: (entity) => conference.dismiss(entity, 'denied'),
    remove: (entity) => conference.dismiss(entity, 'removed'),
    end: () => conference.end(),
    addPeople: (count) => {
      for (let i = 0; i < Math.min(count, MOST_AT_ONCE); i++) {
        added += 1;
        const name = `${GIVEN[added % 10]} ${FAMILY[Math.floor(added / 10) % 10]}`;
        const address = `participant.${added}@${domain}`;
        conference.sit(simulatedSeat(address, `${name} ${added}`, 'attendee', randomHex));
      }
    },
    skipVersion: () => conference.skipVersion(),
  };
}
