import type { DialResult } from '../../shared/model/dial-plan.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { RegisteredSession } from '../session/sign-in/sign-in-service.ts';
export interface People {
  start(session: RegisteredSession): void;
  goOffline(): void;
  setPresence(state: string): Promise<Outcome<void>>;
  reload(): Promise<Outcome<void>>;
  tryNumber(typed: string): DialResult;
}
export function wirePeople(_: unknown): People {
  return { start() {}, goOffline() {}, setPresence: null as never, reload: null as never, tryNumber: null as never };
}
