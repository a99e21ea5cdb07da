/** The sound servers that the tests of devices run against. */
import { hasPipeWire, startPipeWire } from '../pipewire/server.ts';
import { hasPulseAudio, type PulseServer, startPulseServer } from './server.ts';

export interface SoundServer {
  readonly name: string;
  /** Whether it is unpacked. */
  readonly isThere: boolean;
  /** Resolves when it answers, with the devices of pulse/server.ts. */
  start(): Promise<PulseServer>;
}

export const soundServers: readonly SoundServer[] = [
  { name: 'PulseAudio', isThere: hasPulseAudio, start: startPulseServer },
  { name: 'PipeWire', isThere: hasPipeWire, start: startPipeWire },
];
