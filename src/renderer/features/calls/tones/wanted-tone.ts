/** Which tone belongs to how the calls stand. Pure. */
import { type Call, isLive } from '../../../../shared/model/call.ts';
import type { DeviceRole } from '../../../../shared/model/devices.ts';
import type { Snapshot } from '../../../../shared/model/snapshot.ts';
import type { ToneName } from './tone-table.ts';

export interface WantedTone {
  readonly name: ToneName;
  readonly on: DeviceRole;
}

const isAnswered = ({ state }: Call) => state === 'active' || state === 'connecting';

/**
 * What sounds as long as the calls stand so; undefined for silence. Somebody who calls rings, but only knocks where one is on the telephone,
 * and neither where one does not want to be disturbed. Sound that comes before the answer is the far end's own.
 */
export function lastingTone({ calls, ownPresence }: Pick<Snapshot, 'calls' | 'ownPresence'>): WantedTone | undefined {
  const live = calls.filter(isLive);
  const isBusy = live.some(({ state }) => state !== 'incoming');
  if (live.some(({ state }) => state === 'incoming') && ownPresence.availability !== 'do-not-disturb') {
    return isBusy ? { name: 'waiting', on: 'speaker' } : { name: 'ring', on: 'ringer' };
  }
  const isRinging =
    live.some(({ state, meetingId }) => state === 'ringing' && meetingId === undefined) &&
    !live.some((call) => isAnswered(call) && call.hold === 'none');
  return isRinging ? { name: 'ringback', on: 'speaker' } : undefined;
}

/** What is heard once when a call is over, against how it stood before; undefined for nothing. */
export function endingTone(before: Call, after: Call): WantedTone | undefined {
  if (!isLive(before) || isLive(after) || before.state === 'incoming' || !after.end) return undefined;
  const { why, failure } = after.end;
  switch (why) {
    case 'refused':
    case 'failed':
      return { name: failure?.data?.why === 'busy' ? 'busy' : 'congestion', on: 'speaker' };
    case 'hung-up':
    case 'peer-hung-up':
    case 'transferred':
      return after.answeredAt === undefined ? undefined : { name: 'hung-up', on: 'speaker' };
    default:
      return undefined;
  }
}
