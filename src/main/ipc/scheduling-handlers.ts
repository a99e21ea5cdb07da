/** What the requests about one's own meetings do. */
import type { schedulingRequests } from '../../shared/ipc/scheduling.contract.ts';
import { done } from '../../shared/outcome.ts';
import type { SchedulingService } from '../session/scheduling/scheduling-api.ts';
import type { Handlers } from './router.ts';
import type { SavingDesktop } from './saved.ts';

/** Binds that part of the contract. */
export function schedulingHandlersFor(
  scheduling: SchedulingService,
  desktop: SavingDesktop,
): Pick<Handlers, keyof typeof schedulingRequests> {
  return {
    'scheduling.refresh': () => scheduling.refresh(),
    'scheduling.create': (plan) => scheduling.create(plan),
    'scheduling.change': ({ id, ...plan }) => scheduling.change(id, plan),
    'scheduling.delete': ({ id }) => scheduling.remove(id),
    'scheduling.meetNow': async () => {
      const begun = await scheduling.meetNow();
      return begun.ok ? done({ text: begun.value.joinText }) : begun;
    },
    'scheduling.invitation': ({ id, words }) => scheduling.invitation(id, words),
    'scheduling.saveInvitation': ({ id, words }) =>
      scheduling.saveInvitation(id, words, (file) => desktop.saveFile(file)),
  };
}
