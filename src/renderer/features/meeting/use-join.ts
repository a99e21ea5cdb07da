import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { askToJoin } from '../../app/ask-to-join.ts';
import { failureOf } from '../../ipc/client.ts';
import { type JoinDraft, useServices } from '../../state/services.tsx';

export type JoinInput = Pick<JoinDraft, 'text' | 'guestName'>;

export interface JoinHow {
  /** 'auto' asks the own company first; 'guest' goes straight to the organizer's. */
  readonly as: 'auto' | 'guest';
  readonly conferenceKey?: string;
  /** Leaves the meeting that is open, which the person agreed to. */
  readonly replace?: true;
}

export interface JoinControl {
  readonly busy: boolean;
  /** A failure that no meeting in the state tells of. */
  readonly failure: Failure | undefined;
  join(draft: JoinInput, how: JoinHow): void;
  /** Ends a join at whatever stage it is, the reading of a page included. */
  cancel(): void;
}

/** Starts a join and remembers what was typed; the meeting in the state tells the rest. */
export function useJoin(): JoinControl {
  const services = useServices();
  const { client, store, joinDraft } = services;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function join(draft: JoinInput, how: JoinHow): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    joinDraft.set({ ...joinDraft.get(), ...draft });
    if (draft.guestName !== '' && draft.guestName !== store.get().settings.guestName) {
      await failureOf(client.request('settings.change', { guestName: draft.guestName }));
    }
    const failed = await askToJoin(services, { ...draft, ...how });
    setBusy(false);
    setFailure(failed);
  }

  return {
    busy,
    failure,
    join: (draft, how) => void join(draft, how),
    cancel: () => void failureOf(client.request('meeting.leave')),
  };
}
