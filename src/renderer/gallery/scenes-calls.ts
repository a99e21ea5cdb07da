/** Calls, in each state worth looking at. */
import type { Call } from '../../shared/model/call.ts';
import type { HistoryHits } from '../../shared/model/history.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { fixtureTime } from './fixtures.ts';
import {
  activeCall,
  busyCall,
  callLog,
  incomingCall,
  incompleteCall,
  longCall,
  overCall,
  phoneCall,
  ringingCall,
  sixCalls,
  troubledCall,
  videoCall,
} from './fixtures-calls.ts';
import { missed, provisioning, voicemail } from './fixtures-people.ts';
import type { Scene } from './scene.ts';

const shown: Readonly<Record<string, readonly Call[]>> = {
  ringing: [ringingCall],
  early: [{ ...ringingCall, state: 'early' }],
  active: [activeCall],
  trouble: [troubledCall],
  video: [videoCall],
  phone: [phoneCall, { ...activeCall, hold: 'none' }],
  busy: [busyCall],
  incomplete: [incompleteCall],
  over: [overCall],
  rings: [incomingCall],
};

/** What a search finds of calls and of words. */
const found: HistoryHits = {
  hits: [
    {
      seq: 4,
      messageId: 'said-4',
      peer: activeCall.peer,
      at: fixtureTime - 90_000_000,
      from: 'them',
      kind: 'text',
      snippet: { text: 'Garth here, shall we call at three?', marks: [{ start: 0, end: 5 }] },
    },
  ],
  more: true,
  calls: [...callLog.entries, ...callLog.entries.map((call) => ({ ...call, id: `again-${call.id}` }))],
};

/** A scene for each state. */
export function callScenes(signedIn: Snapshot): readonly Scene[] {
  const known = { ...signedIn, provisioning, voicemail, missed };
  const paneOf = (name: string, calls: readonly Call[]): Scene => ({
    name: `call-${name}`,
    hash: `#/call?about=${calls[0]?.id}`,
    snapshot: { ...known, calls },
  });
  return [
    ...Object.entries(shown).map(([name, calls]) => paneOf(name, calls)),
    { name: 'call-incoming', hash: '#/contacts', snapshot: { ...known, calls: [incomingCall] } },
    { name: 'call-six', hash: '#/contacts', snapshot: { ...known, calls: sixCalls } },
    { name: 'call-log', hash: '#/phone', snapshot: { ...known, callLog } },
    {
      name: 'call-found',
      hash: '#/chats',
      snapshot: { ...known, history: { kind: 'ready' } },
      answers: { 'history.search': { ok: true, value: { ok: true, value: found } } },
    },
    { name: 'call-link', hash: '#/contacts', snapshot: { ...known, pendingLink: 'tel:+441785123456' } },
    { name: 'call-toast', hash: '#/toast?about=call-3', snapshot: { ...known, calls: [incomingCall] } },
    { name: 'call-toast-long', hash: '#/toast?about=call-4', snapshot: { ...known, calls: [longCall] } },
  ];
}
