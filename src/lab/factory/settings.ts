/** How a company's focus factory works, as a tester turns it. */
import type { FocusFaults } from '../focus/focus-faults.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';

export interface DialInRegion {
  readonly name: string;
  /** As people dial them, such as `+1 425 555 0100`. */
  readonly numbers: readonly string[];
}

export interface FactorySettings {
  /** What new meetings can have. */
  readonly mcuTypes: readonly MeetingPartName[];
  /** Meetings of one organiser; those of the topology count. */
  readonly mostConferences: number;
  /** Empty: meetings cannot be dialled into by phone. The first region is everybody's own. */
  readonly dialIn: readonly DialInRegion[];
  /** Callers by phone may be let past the lobby. */
  readonly phonesMayBypassLobby: boolean;
  /** What it answers wrongly; a roster's damage means nothing here. */
  readonly faults: Omit<FocusFaults, 'roster'>;
}

export const usualFactory: FactorySettings = {
  mcuTypes: ['chat', 'meeting', 'audio-video', 'applicationsharing'],
  mostConferences: 100,
  dialIn: [
    { name: 'Redmond', numbers: ['+1 425 555 0100', '+1 425 555 0101'] },
    { name: 'Oslo', numbers: ['+47 555 0199'] },
  ],
  phonesMayBypassLobby: true,
  faults: {},
};
