import { describe, expect, it } from 'vitest';
import type { ImSession } from './im-session.ts';
import { PeerSessions } from './peer-sessions.ts';

describe('the sessions with one peer', () => {
  it('never seem to be over while the peer begins anew', () => {
    const seen: boolean[] = [];
    const ended: string[] = [];
    const session = (name: string) =>
      ({
        isOurs: false,
        end: () => {
          ended.push(name);
          return Promise.resolve();
        },
      }) as unknown as ImSession;
    const sessions = new PeerSessions({ own: 'sip:karen@contoso.com', peer: 'sip:jeremy@contoso.com' }, () =>
      seen.push(sessions.current !== undefined),
    );
    const second = session('second');
    sessions.adopt(session('first'));
    sessions.adopt(second);
    expect(sessions.current).toBe(second);
    expect(ended).toEqual(['first']);
    expect(seen).not.toContain(false);
  });
});
