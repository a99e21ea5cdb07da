import type { InputOf } from '../../shared/ipc/contract.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { failureOf } from '../ipc/client.ts';
import type { Services } from '../state/services.tsx';

/**
 * Asks main for a join and keeps what it was asked with beside the meeting that comes of it, so that this one can be joined again: meetings also come
 * of invitations, and other links are offered meanwhile. Resolves, when one is in, out or refused, with the failure if there is any.
 */
export async function askToJoin(
  { client, store, joinDraft }: Pick<Services, 'client' | 'store' | 'joinDraft'>,
  wish: InputOf<'meeting.join'>,
): Promise<Failure | undefined> {
  const before = store.get().meeting?.id;
  const keep = () => {
    const meetingId = store.get().meeting?.id;
    if (meetingId === undefined || meetingId === before || meetingId === joinDraft.get().ledTo?.meetingId) return;
    joinDraft.set({ ...joinDraft.get(), ledTo: { meetingId, text: wish.text } });
  };
  const stop = store.subscribe(keep);
  const failure = await failureOf(client.request('meeting.join', wish));
  stop();
  return failure;
}
