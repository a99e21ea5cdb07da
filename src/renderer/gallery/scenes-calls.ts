/** Calls, in each state worth looking at. */
import type { Call } from '../../shared/model/call.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import {
  activeCall,
  busyCall,
  callLog,
  incomingCall,
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
  over: [overCall],
  rings: [incomingCall],
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
    { name: 'call-link', hash: '#/contacts', snapshot: { ...known, pendingLink: 'tel:+441785123456' } },
    { name: 'call-toast', hash: '#/toast?about=call-3', snapshot: { ...known, calls: [incomingCall] } },
    { name: 'call-toast-long', hash: '#/toast?about=call-4', snapshot: { ...known, calls: [longCall] } },
  ];
}
